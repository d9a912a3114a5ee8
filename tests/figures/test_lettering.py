"""What a name from data may not become in a chart."""

from dashboard.figures import theme
from dashboard.figures.lettering import bold, in_lines
from dashboard.i18n import speaking


def drawn(name: str) -> dict[str, object]:
    """Give a chart that names something in every place where a text can stand."""
    bar = {"type": "bar", "x": [1, 2], "y": [name, "b"], "text": [name], "customdata": [[name, 1]], "name": name}
    axis = {"title": {"text": name}, "tickvals": (name,), "ticktext": [in_lines(name, "2021"), bold(name)]}
    with speaking("tr"):
        return theme.figure(  # type: ignore[return-value]
            [bar | {"hovertemplate": "%{y}<extra></extra>"}], yaxis=axis, annotations=[{"y": name, "text": name}]
        )


def test_a_tag_in_a_name_is_letters_everywhere() -> None:
    odd = "<a href='https://evil.example'>x</a>"
    found = drawn(odd)
    template = found["layout"].pop("template")  # type: ignore[attr-defined]
    (bar,) = found["data"]  # type: ignore[misc]
    assert bar.pop("hovertemplate") == "%{y}<extra></extra>"  # type: ignore[has-type]
    assert template is theme.TEMPLATE
    assert str(found).replace("<br>", "").replace("<b>", "").replace("</b>", "").count("<") == 0
    assert str(found).count("&lt;a href=") == 10


def test_line_ends_and_bold_letters_are_the_figures_own() -> None:
    axis = drawn("Kızılay & Ortakları")["layout"]["yaxis"]  # type: ignore[index,call-overload]
    assert axis["ticktext"] == ["Kızılay & Ortakları<br>2021", "<b>Kızılay & Ortakları</b>"]


def test_a_drawing_for_narrow_screens_is_finished_once() -> None:
    with speaking("tr"):
        few = theme.figure([], annotations=[{"text": bold("A <b> B")}])
        both = theme.figure([], narrow={"below": 400, **few}, annotations=[{"text": "<i>"}])
    assert few["layout"]["annotations"][0]["text"] == "<b>A &lt;b> B</b>"  # type: ignore[index]
    assert both["layout"]["meta"]["narrow"]["layout"] == few["layout"]  # type: ignore[index]
    assert both["layout"]["annotations"][0]["text"] == "&lt;i>"  # type: ignore[index]


def test_what_holds_no_tag_stays_the_very_same() -> None:
    numbers = [1.5, None, 3]
    with speaking("tr"):
        assert theme.figure([{"x": numbers}])["data"][0]["x"] is numbers  # type: ignore[index]
