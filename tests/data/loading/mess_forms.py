"""Exports of KoboToolbox and tables with HXL tags, as messy as they come."""

from typing import Any

from tests.data.loading.mess_files import HEADER, ONE, TWO, book, given, lines

KOBO = ["_id", "_uuid", "_submission_time", "_validation_status", "_status", "__version__", "_index"]
GROUPED = [f"etkinlik/{h}" for h in HEADER]
LABELS = ["Tarih", "Proje kodu", "Faaliyet türü", "Yer kodu", "Nüfus grubu", "Cinsiyet", "Yaş aralığı", "Engellilik"]
LABELS += ["Yeni kişi", "Hizmet teması"]
PEOPLE = ["population_group", "sex", "age_band", "disability", "new_people", "contacts"]
REPEAT = ["_index", "_parent_table_name", "_parent_index", "_submission__uuid", "_submission__id"]
TAGS = ["#date", "#project+code", "#activity", "#adm1+code", "#group", "#reached+sex", "#reached+age"]
TAGS += ["#reached+disability", "#reached", "#reached+contacts"]
WIDE = ["#date", "#project+code", "#activity", "#adm1+code", "#group", "#affected+disability"]


def sent(number: int, uuid: str = "", time: str = "2021-03-05T10:00:00") -> list[object]:
    """Give what Kobo adds to a submission."""
    return [900 + number, uuid or f"u{number}", time, "", "submitted_via_web", "v1", number]


def part(row: list[object]) -> list[object]:
    """Give what a repeat asks of a person."""
    return [row[HEADER.index(name)] for name in PEOPLE]


def row(number: int, parent: int, *more: object, table: str = "etkinlik") -> list[object]:
    """Give a row of a repeat."""
    return [*more, number, table, parent, f"u{parent}", 900 + parent]


FORM = [h for h in HEADER if h not in PEOPLE]
MAIN = [[*FORM, *KOBO], *([*ONE[:4], *sent(n)] for n in (1, 2))]
_TICKS = ["sex/female", "sex/male"]
GOOD = (2, 0, 0, 0)
FORMS: list[tuple[Any, ...]] = [
    ("Kobo, names of questions", lines([*HEADER, *KOBO], [*ONE, *sent(1)], [*TWO, *sent(2)]), GOOD),
    ("Kobo, groups before names", book([*GROUPED, *KOBO], [*ONE, *sent(1)], [*TWO, *sent(2)]), GOOD),
    (
        "Kobo, words of questions",
        book(
            ["start", "end", *(f"Etkinlik/{h}" for h in LABELS), *KOBO],
            ["", "", *ONE, *sent(1)],
            ["", "", *TWO, *sent(2)],
        ),
        GOOD,
    ),
    ("Kobo, CSV with semicolons", lines([*GROUPED, *KOBO], [*ONE, *sent(1)], [*TWO, *sent(2)], delimiter=";"), GOOD),
    (
        "Kobo, a question that nobody loads",
        lines([*HEADER, "adi_soyadi", *KOBO], [*ONE, "x", *sent(1)]),
        (1, 0, 0, 0),
        set(),
        {"unknown_header"},
    ),
    (
        "Kobo, a submission that was edited",
        lines(
            [*HEADER, *KOBO, "meta/rootUuid"],
            [*ONE, *sent(1, "a"), "uuid:r"],
            [*TWO, *sent(2, "b", "2021-03-06"), "uuid:r"],
        ),
        (1, 0, 0, 1),
        set(),
        {"edited_submission"},
    ),
    (
        "Kobo, a submission twice",
        lines([*HEADER, *KOBO], [*ONE, *sent(1, "a")], [*ONE, *sent(1, "a")]),
        (1, 0, 0, 1),
        set(),
        {"edited_submission"},
    ),
    (
        "Kobo, people on a sheet of their own",
        book(
            *MAIN,
            title="etkinlik",
            more={"kisiler": [[*PEOPLE, *REPEAT], row(1, 1, *part(ONE)), row(2, 2, *part(TWO)), row(3, 2, *part(ONE))]},
        ),
        (3, 0, 0, 0),
    ),
    (
        "Kobo, people of a form that is not there",
        book(
            *MAIN,
            title="etkinlik",
            more={"kisiler": [[*PEOPLE, *REPEAT], row(1, 1, *part(ONE)), row(2, 7, *part(TWO))]},
        ),
        (0, 0, 0, 0),
        {"kobo_orphan"},
    ),
    (
        "Kobo, ticks beside a choice of several",
        lines([*HEADER, *_TICKS, *KOBO], [*ONE, "1", "0", *sent(1)], [*TWO, "0", "1", *sent(2)]),
        GOOD,
    ),
    (
        "Kobo, ticks alone",
        lines(
            [*(h for h in HEADER if h != "sex"), *_TICKS, *KOBO],
            [*(c for h, c in zip(HEADER, ONE, strict=True) if h != "sex"), "1", "0", *sent(1)],
            [*(c for h, c in zip(HEADER, TWO, strict=True) if h != "sex"), "0", "1", *sent(2)],
        ),
        GOOD,
    ),
    (
        "Kobo, two choices where one is meant",
        lines([*HEADER, *KOBO], [*given(ONE, sex="female male"), *sent(1)], [*TWO, *sent(2)]),
        (0, 1, 0, 0),
        {"not_a_code"},
    ),
    ("HXL, tags alone", lines(TAGS, ONE, TWO), GOOD),
    ("HXL, tags below words", book([f"Sütun {n}" for n in range(10)], TAGS, ONE, TWO), GOOD),
    ("HXL, tags far down", lines(["Rapor"], [], ["Mart"], [f"S{n}" for n in range(10)], TAGS, ONE, TWO), GOOD),
    ("HXL, blanks and capitals in tags", lines([tag.upper().replace("+", " +") for tag in TAGS], ONE, TWO), GOOD),
    (
        "HXL, a column for each sex and age",
        lines(
            [
                *WIDE,
                "#affected+f+infants",
                "#affected+f+infants+contacts",
                "#affected+m+age_60plus",
                "#affected+m+age_60plus+contacts",
            ],
            ["2021-03-01", "P1", "community_meeting", "TR-34", "host", "no", "1", "2", "3", "4"],
            ["2021-03-02", "P1", "community_meeting", "TR-34", "host", "no", "5", "6", "", ""],
        ),
        (3, 0, 0, 0),
    ),
    (
        "HXL, children",
        lines(
            [*WIDE, "#affected+f+children", "#affected+f+children+contacts"],
            ["2021-03-01", "P1", "community_meeting", "TR-34", "host", "no", "1", "2"],
        ),
        (1, 0, 0, 1),
        set(),
        {"coarse_age"},
    ),
    (
        "HXL, children beside adults",
        lines(
            [*WIDE, *(f"#affected+f+{age}{more}" for age in ("children", "adults") for more in ("", "+contacts"))],
            ["2021-03-01", "P1", "community_meeting", "TR-34", "host", "no", "1", "2", "3", "4"],
        ),
        (2, 0, 0, 1),
        set(),
        {"coarse_age"},
    ),
]
