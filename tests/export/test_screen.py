"""A card shows a drawing, a table or a mark: no data, zero and failure are three different marks."""

import logging
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pandas import DataFrame

from dashboard.address import Address
from dashboard.catalogue import CHARTS
from dashboard.components.markup import text_of, walk
from dashboard.components.sortable import Sorting
from dashboard.data.asking import Failure, attempt
from dashboard.export.beneficiaries import SHOWN
from dashboard.export.citation import Source
from dashboard.export.screen import Setting, card
from dashboard.export.shown import Shown
from dashboard.figures.table import Column, Table
from dashboard.i18n import speaking
from dashboard.listing import Sort

CHART = "beneficiaries.contacts_by_month"
SETTING = Setting("Türkiye geneli, 2021", Source(("Kaynak: kayıtlar",)), frozenset(), {})
TEXT, INSTEAD, SOURCE, LABEL, FIGURE = range(5)


def months(*contacts: int | None) -> DataFrame:
    size = len(contacts)
    columns: dict[str, list[Any]] = {
        "month": [date(2021, number + 1, 1) for number in range(size)],
        "new_people": [0] * size,
        "contacts": list(contacts),
        "in_period": [True] * size,
    }
    return DataFrame(columns, dtype=object)


def shown(answers: Mapping[str, object], views: frozenset[str] = frozenset()) -> list[Any]:
    setting = Setting(SETTING.scope, SETTING.source, views, {})
    return card(CHARTS[CHART], SHOWN[CHART], answers, setting)


def state(answer: list[Any]) -> str | None:
    return next((n["props"]["data-state"] for n in walk(answer[INSTEAD]) if "data-state" in n["props"]), None)


def test_a_chart_with_data_is_drawn() -> None:
    answer = shown({"reached_by_month": months(4, None, 0)})
    assert answer[INSTEAD] is None
    assert answer[FIGURE]["data"][0]["y"] == [4, None, 0]
    assert answer[LABEL].startswith("Aylara göre hizmet teması: Ayda hizmet teması, Türkiye geneli, 2021. ")
    assert "Hizmet teması: ilk Oca 2021 (4), son Mar 2021 (0)" in answer[LABEL]
    assert answer[SOURCE] == "Kaynak: kayıtlar"


def test_a_table_tells_missing_from_zero() -> None:
    answer = shown({"reached_by_month": months(1234, None, 0)}, frozenset({CHART}))
    told = [c["props"] for c in walk(answer[INSTEAD]) if c["type"] == "Td" and "data-value" in c["props"]]
    cells = [(one["data-value"], one["children"]) for one in told]
    assert cells == [("1234", "1.234"), ("missing", "—"), ("0", "0")]


def test_the_headings_of_a_sortable_table_lead_to_its_orders() -> None:
    key = SHOWN[CHART].table({"reached_by_month": months(4)}).columns[1].key
    sorting = Sorting(Address(), "/beneficiaries", CHART, Sort(key), (key,))
    setting = Setting(SETTING.scope, SETTING.source, frozenset({CHART}), {}, {CHART: sorting})
    answer = card(CHARTS[CHART], SHOWN[CHART], {"reached_by_month": months(4)}, setting)
    heads = [
        node["props"] for node in walk(answer[INSTEAD]) if node["type"] == "Th" and node["props"]["scope"] == "col"
    ]
    links = [node["props"]["href"] for head in heads for node in walk(head["children"]) if node["type"] == "A"]
    assert [head.get("aria-sort") for head in heads] == [None, "ascending", None]
    assert links == [f"/beneficiaries?contacts_by_month.sort=-{key}"]


def test_no_rows_are_no_data() -> None:
    assert state(shown({"reached_by_month": months()})) == "no_data"


def test_rows_without_any_number_are_no_data() -> None:
    assert state(shown({"reached_by_month": months(None, None)})) == "no_data"


def test_nothing_but_zeros_is_zero() -> None:
    assert state(shown({"reached_by_month": months(0, 0)})) == "zero"


def test_the_marks_read_differently_in_every_language() -> None:
    for language in ("tr", "en", "ar"):
        with speaking(language):
            answers = [months(), months(0), Failure("ab12")]
            texts = {text_of(shown({"reached_by_month": one})[INSTEAD]) for one in answers}
        assert len(texts) == 3


def test_a_failed_question_shows_its_code_and_a_way_to_ask_again() -> None:
    answer = shown({"reached_by_month": Failure("ab12cd34")})
    assert state(answer) == "error"
    assert "ab12cd34" in text_of(answer[INSTEAD])
    assert any(node["props"].get("data-retry") for node in walk(answer[INSTEAD]))


def test_a_failed_drawing_stays_inside_its_card(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        answer = shown({"reached_by_month": DataFrame({"no": ["secret"]})})
    assert state(answer) == "error"
    assert "secret" not in str(answer)
    assert "contacts_by_month" in caplog.text


def test_the_code_on_the_screen_is_the_code_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        failure = attempt(lambda: 1 // 0)
    assert isinstance(failure, Failure)
    assert failure.code in caplog.text
    assert "ZeroDivisionError" in caplog.text


def test_amounts_are_read_beside_their_currency_and_never_summed() -> None:
    table = Table.of(
        [Column("name", "Proje", "text"), Column("budget", "Bütçe", "money"), Column("currency", "Birim", "text")],
        ["A", "B", "C"],
        [Decimal("1234567.50"), Decimal(0), None],
        ["TRY", "EUR", "EUR"],
    )
    amounts = Shown((), lambda: table)
    answer = card(CHARTS[CHART], amounts, {}, SETTING)
    cells = [c["props"] for c in walk(answer[INSTEAD]) if c["type"] == "Td"]
    assert [(c["data-value"], c["children"]) for c in cells if "data-value" in c] == [
        ("1234567.50", "1.234.567,50"),
        ("0", "0"),
        ("missing", "—"),
    ]
    assert table.numbers("budget") == []


def test_amounts_that_are_all_nothing_are_zero() -> None:
    table = Table.of(
        [Column("name", "Proje", "text"), Column("budget", "Bütçe", "money")], ["A", "B"], [Decimal(0), None]
    )
    assert state(card(CHARTS[CHART], Shown((), lambda: table), {}, SETTING)) == "zero"


def test_a_step_without_a_day_was_skipped_before_a_later_one_and_else_lies_ahead() -> None:
    day = date(2021, 3, 4)
    columns = (Column("name", "Ad", "text"), *(Column(step, step, "step") for step in ("a", "b", "c")))
    table = Table(columns, (("X", day, None, day), ("Y", None, None, None), ("Z", day, None, None)))
    answer = card(CHARTS[CHART], Shown((), lambda: table, empty="no_projects"), {}, SETTING)
    steps = [node for node in walk(answer[INSTEAD]) if "data-step" in node["props"]]
    assert [node["props"]["data-step"] for node in steps] == [
        *("reached", "skipped", "reached"),
        *("not_yet", "not_yet", "not_yet"),
        *("reached", "not_yet", "not_yet"),
    ]
    assert text_of(steps[0]) == "● ulaşıldı:  04.03.2021"
    assert text_of(steps[1]) == "– atlandı"
    assert text_of(steps[3]) == "○ henüz değil"


def test_a_word_stands_beside_its_sign_unless_its_code_is_empty() -> None:
    columns = (Column("name", "Ad", "text"), Column("dormant", "", "code"), Column("dormant_word", "Hareket", "text"))
    table = Table(columns, (("X", "dormant", "Durgun"), ("Y", "", "Etkin")))
    answer = card(CHARTS[CHART], Shown((), lambda: table, empty="no_projects"), {}, SETTING)
    cells = [node for node in walk(answer[INSTEAD]) if node["type"] == "Td"]
    assert [text_of(cell) for cell in cells] == ["Durgun", "Etkin"]
    icons = [[n for n in walk(cell) if "icon" in str(n["props"].get("className"))] for cell in cells]
    assert [len(one) for one in icons] == [1, 0]


def test_a_number_that_is_not_there_is_marked_with_the_state_behind_it() -> None:
    columns = (
        Column("name", "Ad", "text"),
        Column("value", "Değer", "number"),
        Column("value_state", "Durum", "state"),
    )
    states = ("value", "missing", "not_due", "not_applicable", "suppressed")
    table = Table.of(columns, list(states), [0, None, None, None, None], states)
    told = Shown(("rows",), lambda _: table, empty="none_recorded")
    answer = card(CHARTS[CHART], told, {"rows": None}, SETTING)
    cells = [c["props"] for c in walk(answer[INSTEAD]) if c["type"] == "Td"]
    assert [cell["data-value"] for cell in cells] == ["0", *states[1:]]
    assert [" ".join(text_of(cell["children"]).split()) for cell in cells] == [
        *("0", "— Veri yok", "○ Vadesi gelmedi", "∅ Uygulanamaz", "▪ Gizlendi"),
    ]


def test_a_table_may_be_laid_out_in_its_own_way() -> None:
    table = Table.of((Column("name", "Ad", "text"),), ["A"])
    own = {"namespace": "x", "type": "P", "props": {"children": "kendi"}}
    told = Shown(("rows",), lambda _: table, empty="none_recorded", view=lambda *_: own)
    assert card(CHARTS[CHART], told, {"rows": None}, SETTING)[INSTEAD] is own
