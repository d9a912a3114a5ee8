"""Kinds of mess: each a file, and what becomes of its rows: accepted, rejected, duplicate and warned ones.

Rows that say again what another says are accepted too, and stored once; a row may be rejected and warned of.
"""

from dataclasses import dataclass, field

from dashboard.data.loading import ColumnMap
from tests.data.loading.mess_files import HEADER, IATI, ONE, SPENT, TWO, Make, book, given, lines, raw
from tests.data.loading.mess_forms import FORMS

Counts = tuple[int, int, int, int]


@dataclass(frozen=True)
class Mess:
    """One kind of mess; `reasons` are those of the refusal, `told` the warnings."""

    name: str
    make: Make
    counts: Counts
    reasons: set[str] = field(default_factory=set)
    told: set[str] = field(default_factory=set)
    column_map: ColumnMap | None = None


TURKISH = ["Tarih", "Proje kodu", "Faaliyet türü", "Yer kodu", "Nüfus grubu", "Cinsiyet", "Yaş aralığı"]
TURKISH += ["Engellilik", "Yeni kişi", "Hizmet teması"]
NAMES = ["code", "name_tr", "kind"]
GOOD: Counts = (2, 0, 0, 0)


def dated(*days: object) -> list[list[object]]:
    """Give records on these days, under their header."""
    return [HEADER, *(given(ONE, date=day, new_people=str(n), contacts="99") for n, day in enumerate(days))]


def spent(*amounts: object) -> list[list[object]]:
    """Give payments of these amounts, under their header."""
    rows = (["P171489", "2021-01-01", "expenditure", amount, "USD", f"F{n}"] for n, amount in enumerate(amounts))
    return [SPENT, *(list(row) for row in rows)]


def refused(name: str, make: Make, rejected: int, *reasons: str) -> Mess:
    """Give a mess that cannot be loaded."""
    return Mess(name, make, (0, rejected, 0, 0), set(reasons))


MESSES: list[Mess] = [
    Mess("commas", lines(HEADER, ONE, TWO), GOOD),
    Mess("semicolons", lines(HEADER, ONE, TWO, delimiter=";"), GOOD),
    Mess("tabs", lines(HEADER, ONE, TWO, delimiter="\t", name="a.tsv"), GOOD),
    Mess("text file", lines(HEADER, ONE, TWO, name="a.txt"), GOOD),
    Mess("UTF-8 with a mark", lines(TURKISH, ONE, TWO, encoding="utf-8-sig"), GOOD),
    Mess("Turkish code page", lines(TURKISH, ONE, TWO, encoding="cp1254", delimiter=";"), GOOD),
    Mess("Greek code page", lines(NAMES, ["GR", "Δήμος Αθηναίων", "municipality"], encoding="cp1253"), (1, 0, 0, 0)),
    Mess("Arabic code page", lines(NAMES, ["SY", "بلدية حلب", "municipality"], encoding="cp1256"), (1, 0, 0, 0)),
    Mess("lines of Windows", lines(HEADER, ONE, TWO, end="\r\n"), GOOD),
    Mess("Turkish capitals in headers", lines([h.replace("i", "İ").upper() for h in TURKISH], ONE, TWO), GOOD),
    Mess("blanks around headers", lines([f" {h}\u00a0" for h in TURKISH], ONE, TWO), GOOD),
    Mess("blanks at the ends of cells", lines(HEADER, [f"{c} " for c in ONE], [f"\u00a0{c}" for c in TWO]), GOOD),
    Mess("invisible letters in cells", lines(HEADER, given(ONE, sex="fe\u200bmale"), TWO), GOOD),
    Mess("a title above", lines(["Ulaşılan kişiler, Mart 2021"], [], HEADER, ONE, TWO), GOOD),
    Mess("titles with commas above", lines(["a", "b", "c"], ["Rapor", "2021"], HEADER, ONE, TWO), GOOD),
    Mess("a title in a workbook", book(["Mart 2021"], [], HEADER, ONE, TWO), GOOD),
    Mess("a title over all columns", book([], HEADER, ONE, TWO, merged=[(0, 0, 0, 9, "Mart 2021")]), GOOD),
    Mess("twenty rows above", book(*[[f"{n}. açıklama"] for n in range(20)], HEADER, ONE, TWO), GOOD),
    Mess("a header of two rows", lines(["Kayıt", "", "", "", "Kim", "", "", "", "Sayı", ""], HEADER, ONE, TWO), GOOD),
    Mess(
        "a header of two merged rows",
        book([*HEADER[:8]], [*[""] * 8, *HEADER[8:]], ONE, TWO, merged=[(0, 8, 0, 9, "Sayı")]),
        GOOD,
    ),
    Mess(
        "cells merged downwards",
        book(HEADER, ONE, given(TWO, project_code=None), merged=[(1, 1, 2, 1, "P1")]),
        GOOD,
    ),
    Mess(
        "a hidden sheet",
        book(HEADER, ONE, TWO, more={"eski": [HEADER, ONE]}, hidden="eski"),
        GOOD,
        told={"hidden_sheet"},
    ),
    Mess("sheets of words", book(HEADER, ONE, TWO, more={"Notlar": [["Ayşe'yi ara"]], "Liste": [["a"], ["b"]]}), GOOD),
    Mess("empty rows between", lines(HEADER, [], ONE, [""] * 10, TWO, []), GOOD),
    Mess("empty columns", book([*HEADER, "", ""], [*ONE, "", ""], TWO), GOOD),
    Mess("an empty column first", book(["", *HEADER], ["", *ONE], ["", *TWO]), GOOD),
    Mess("decimal commas", lines(*spent("1.234,5", "12,75")), GOOD),
    Mess("decimal points", lines(*spent("1234.5", "12.75")), GOOD),
    Mess("blanks between thousands", lines(*spent("1 234,5", "12\u00a0345\u202f678,25")), GOOD),
    refused("both decimal signs", lines(*spent("1.234,5", "12,75", "12.75")), 1, "number_mixed"),
    refused("a thousand or one and a bit", lines(*spent("1.234", "12")), 1, "number_ambiguous"),
    Mess("numbers kept as text", book(*spent("1234,50", "12,75")), GOOD),
    Mess("numbers kept as numbers", book(*spent(1234.5, 12.75)), GOOD),
    Mess("the dust of fractions", book(*spent(0.1 + 0.2, 1e6 / 3 * 3)), GOOD),
    Mess("Arabic digits", lines(HEADER, given(ONE, new_people="٥", contacts="٩"), TWO), GOOD),
    Mess("days with dots", lines(*dated("01.03.2021", "2.3.2021")), GOOD),
    Mess("days with dots beside ISO days", lines(*dated("01.03.2021", "2021-03-02")), GOOD),
    Mess("days with slashes, day first", lines(*dated("01/03/2021", "31/03/2021")), GOOD),
    Mess("days with slashes, month first", lines(*dated("03/01/2021", "03/31/2021")), GOOD),
    Mess("days with dashes, day first", lines(*dated("01-03-2021", "31-03-2021")), GOOD),
    refused("days that may be months", lines(*dated("03/04/2021", "05/06/2021")), 2, "date_ambiguous"),
    refused("both orders of days", lines(*dated("31/03/2021", "03/31/2021")), 2, "date_mixed"),
    Mess("days with a time", lines(*dated("2021-03-01T09:30:00.000+03:00", "2021-03-02 10:00:00")), GOOD),
    Mess("days in words", lines(*dated("1 Mart 2021", "2 March 2021")), GOOD),
    Mess("days as Excel's numbers", book(*dated(44256, 44257)), GOOD),
    Mess("days as Excel's days", book(*dated(b"44256", b"44257"), days="dd.mm.yyyy"), GOOD),
    Mess("days counted from 1904", book(*dated(42794, b"42795"), days="d mmm yy", options={"date_1904": True}), GOOD),
    refused("numbers for days in a CSV file", lines(*dated("44256")), 1, "not_a_date"),
    refused("days that are none", lines(*dated("31.02.2021", "yok")), 2, "not_a_date"),
    refused("errors of Excel", book(HEADER, given(ONE, project_code="#N/A", contacts="#REF!"), TWO), 1, "cell_error"),
    refused(
        "formulas never computed", book(HEADER, given(ONE, contacts=("=4+5", "")), TWO), 0, "formula_without_value"
    ),
    Mess("formulas with a value", book(HEADER, given(ONE, contacts=("=4+5", 9)), TWO), GOOD),
    Mess(
        "sums at the foot", lines(HEADER, ONE, TWO, ["Toplam", *[""] * 7, "7", "11"]), (2, 0, 0, 1), told={"total_row"}
    ),
    Mess(
        "Arabic sums at the foot",
        book(HEADER, ONE, TWO, ["المجموع", *[""] * 7, 7, 11]),
        (2, 0, 0, 1),
        told={"total_row"},
    ),
    Mess(
        "sums and notes at the foot",
        lines(HEADER, ONE, TWO, ["", "GENEL TOPLAM", *[""] * 6, "7", "11"], ["Kaynak: dernek kayıtları"], ["* geçici"]),
        (2, 0, 0, 3),
        told={"total_row", "note_row"},
    ),
    Mess("columns of nobody's", lines([*HEADER, "Ayakkabı"], [*ONE, "42"], [*TWO, ""]), GOOD, told={"unknown_header"}),
    refused(
        "a header nearly right",
        lines([*HEADER[:-1], "contact"], ONE),
        0,
        "unknown_kind",
        "unknown_header_near",
        "header_missing",
    ),
    refused("a column missing", lines(HEADER[:-1], ONE[:-1]), 0, "unknown_kind", "header_missing"),
    refused("a header twice", lines([*HEADER, "date"], [*ONE, "x"]), 0, "header_twice"),
    refused("more cells than headers", lines(HEADER, ONE, [*TWO, "x"]), 0, "too_many_cells"),
    Mess("records twice", lines(HEADER, ONE, ONE), (2, 0, 0, 1), told={"same_row"}),
    Mess("rows of a register twice", lines(NAMES, *[["N1", "Dernek", "association"]] * 3), (3, 0, 2, 0)),
    Mess(
        "one code for two things",
        lines(NAMES, ["N1", "A", "association"], ["N1", "B", "association"]),
        (0, 1, 1, 0),
        {"key_twice"},
    ),
    Mess(
        "words for codes",
        lines(HEADER, given(ONE, sex="KADIN", population_group="yerel halk", disability="Engelli değil"), TWO),
        GOOD,
    ),
    Mess("Arabic words for codes", lines(HEADER, given(ONE, sex="نساء", disability="بلا إعاقة"), TWO), GOOD),
    refused("codes that nobody knows", lines(HEADER, given(ONE, sex="woman"), TWO), 1, "not_a_code"),
    refused(
        "places that nobody knows", lines(HEADER, given(ONE, place_code="TR-99"), TWO), 1, "unknown_reference_near"
    ),
    refused("cells left empty", lines(HEADER, given(ONE, sex=""), given(TWO, contacts="")), 2, "required"),
    refused("people below zero", lines(HEADER, given(ONE, new_people="-1"), TWO), 1, "too_low"),
    refused(
        "more people than contacts", lines(HEADER, given(ONE, new_people="10"), TWO), 1, "more_people_than_contacts"
    ),
    Mess("days ahead", lines(*dated("2021-03-01", "2149-03-01")), (2, 0, 0, 1), told={"future_day"}),
    Mess("lost letters", lines(NAMES, ["N1", "TA?IMA A.?.", "association"]), (1, 0, 0, 1), told={"lost_letters"}),
    Mess("line breaks in cells", lines(NAMES, ["N1", "İki\nsatır", "association"], ["N2", "b", "association"]), GOOD),
    Mess("workbook with macros", book(HEADER, ONE, TWO, name="a.xlsm"), GOOD),
    refused("nothing at all", raw(""), 0, "empty_file"),
    refused("a header alone", lines(HEADER), 0, "no_rows"),
    refused("a picture", raw(b"\x89PNG\r\n\x1a\n\x00\x00", "a.csv"), 0, "not_text"),
    refused("another kind of file", raw("x", "a.pdf"), 0, "unknown_suffix"),
    refused(
        "an old workbook", raw(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "a.xlsx"), 0, "old_or_locked_workbook"
    ),
    refused("a web page", raw("<html><body/></html>", "a.xml"), 0, "not_iati"),
    refused("XML that breaks off", raw(IATI[:300], "a.xml"), 0, "not_xml"),
    refused("IATI of long ago", raw(IATI.replace("2.03", "1.05"), "a.xml"), 0, "iati_version"),
    Mess("IATI that names a grant of ours", raw(IATI, "a.xml"), (5, 0, 0, 0)),
    refused(
        "IATI of unknown grants", raw(IATI.replace("P171489", "XM-1"), "a.xml"), 0, "iati_no_grant", "iati_no_programme"
    ),
    Mess(
        "IATI of a grant that a map names",
        raw(IATI.replace("P171489", "XM-1"), "a.xml"),
        (5, 0, 0, 0),
        column_map=ColumnMap(
            "indicators",
            (
                *((name, name) for name in ("code", "name_tr", "name_en", "level", "measure", "kind")),
                ("iati-identifier", "grant_code"),
                ("iati-identifier", "programme_code"),
            ),
            (("grant_code", "XM-1", "P171489"), ("programme_code", "XM-1", "KIZILAY-SU")),
            "indicators",
        ),
    ),
    Mess(
        "headers and values of one's own",
        lines(["n", *[f"K{n}" for n in range(10)]], ["1", *given(ONE, sex="K")], ["2", *given(TWO, sex="E")]),
        GOOD,
        column_map=ColumnMap(
            "reach",
            tuple((f"K{n}", name) for n, name in enumerate(HEADER)),
            (("sex", "k", "female"), ("sex", "E", "male")),
        ),
    ),
    refused("a file that a map does not know", lines(HEADER, ONE), 0, "map_no_such_header"),
    *(Mess(*one) for one in FORMS),
]
