"""Forms that change data: fields named and described, errors beside them, nothing for anybody in the empty place."""

import json
from typing import Any

from dash._utils import to_json

from dashboard.components.act_form import (
    Act,
    Button,
    Field,
    Place,
    act_form,
    act_place,
    choice_field,
    confirmation,
    heading,
    line_field,
    long_field,
    refusal,
)
from dashboard.components.markup import Node, text_of, walk

PLACE = Place("timeline", "acts")
ACT = Act(PLACE, "release")


def found(node: Node, kind: str) -> list[dict[str, Any]]:
    """Give the properties of all elements of a kind."""
    return [one["props"] for one in walk(node) if one["type"] == kind]  # type: ignore[misc]


def test_an_empty_place_has_a_store_a_live_line_and_nothing_to_read() -> None:
    place = act_place(PLACE)
    assert [one["props"].get("id") for one in walk(place)] == [  # type: ignore[attr-defined]
        None,
        "timeline-acts-wish",
        "timeline-acts-said",
        "timeline-acts",
    ]
    assert text_of(place) == ""
    assert [props["role"] for props in found(place, "Still") if "role" in props] == ["status"]
    assert to_json(place) == to_json(act_place(Place("timeline", "acts")))


def test_a_field_is_labelled_and_described_by_its_hint_and_its_error() -> None:
    for draw, kind in ((line_field, "Input"), (lambda act, field: long_field(act, field, 20), "Textarea")):
        node = draw(ACT, Field("version", "Sürüm", "x", "İpucu", "Yanlış"))
        (box,) = found(node, kind)
        (label,) = found(node, "Label")
        told = {
            props["id"]: text_of(one) for one in walk(node) if "id" in (props := one["props"]) and one["type"] == "P"
        }
        assert label["htmlFor"] == box["id"] == "timeline-acts-release-version"
        assert (box["name"], box["defaultValue"], box["aria-invalid"]) == ("version", "x", "true")
        assert [told[id_] for id_ in box["aria-describedby"].split()] == ["İpucu", "Yanlış"]
        assert "data-act-focus" in box


def test_a_field_without_words_about_it_is_described_by_nothing() -> None:
    (box,) = found(line_field(ACT, Field("version", "Sürüm")), "Input")
    assert not {"aria-describedby", "aria-invalid", "data-act-focus"} & box.keys()


def test_a_list_groups_its_choices_under_headings() -> None:
    choices = {"": {"2020-04..2021-03": "Nis 2020 – Mar 2021"}, "2021": {"2021": "2021", "2021-H1": "1. yarıyıl"}}
    node = choice_field(ACT, Field("period", "Dönem", "2021-H1"), choices)
    (box,) = found(node, "Select")
    assert box["defaultValue"] == "2021-H1"
    assert [group["label"] for group in found(node, "Optgroup")] == ["2021"]
    assert [option["value"] for option in found(node, "Option")] == ["2020-04..2021-03", "2021", "2021-H1"]


def test_a_form_says_where_its_wish_goes_and_what_each_press_asks_for() -> None:
    buttons = [Button("Onayla", "do"), Button("İptal et", "ask", "revoke")]
    form = act_form(ACT, "k", [], buttons, {"grant": "G1", "seen": "3"})
    (props,) = found(form, "Form")
    assert (props["data-act"], props["data-place"], props["data-store"]) == (
        "release",
        "timeline-acts",
        "timeline-acts-wish",
    )
    assert props["aria-labelledby"] == heading(ACT, "Yayımla")["props"]["id"]  # type: ignore[index]
    assert [(one["name"], one["value"]) for one in found(form, "Input")] == [("grant", "G1"), ("seen", "3")]
    pressed = [(one["data-step"], one.get("data-act"), one["type"]) for one in found(form, "Button")]
    assert pressed == [("do", None, "submit"), ("ask", "revoke", "submit")]


def test_what_will_happen_is_a_named_group_that_takes_the_focus() -> None:
    node = confirmation(ACT, ["Bir", "İki"])
    group = found(node, "Div")[0]
    named = {props["id"]: text_of(one) for one in walk(node) if "id" in (props := one["props"])}  # type: ignore[operator]
    assert named[group["aria-labelledby"]] == "Onaylarsanız şunlar olacak:"
    assert (group["role"], group["tabIndex"], group["data-act-focus"]) == ("group", "-1", "")
    assert [text_of(one) for one in walk(node) if one["type"] == "Li"] == ["Bir", "İki"]


def test_what_is_wrong_with_the_whole_act_is_an_alert() -> None:
    assert refusal(ACT, "") is None
    (props,) = found(refusal(ACT, "Olmadı"), "P")
    assert (props["role"], props["data-act-focus"]) == ("alert", "")


def test_text_stays_text() -> None:
    form = act_form(ACT, "k", [confirmation(ACT, ["<b>x</b>"])], [Button("Tamam", "do")], {"text": "<script>"})
    assert "dangerously" not in json.dumps(form)
    assert "<b>x</b>" in text_of(form)
