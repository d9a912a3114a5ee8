"""Made-up reports: every kind of block, numbers of every kind, and names that look like markup."""

import random
from datetime import date

from dashboard import formats
from dashboard.export.cited import Cited
from dashboard.export.report.model import (
    Block,
    Cell,
    Direction,
    Facts,
    Grid,
    Group,
    Heading,
    Laid,
    Paragraph,
    Picture,
    Report,
    Section,
)
from dashboard.figures import theme
from dashboard.figures.table import Column, Table
from dashboard.i18n import speaking

NAUGHTY = (
    "#let x = 1; #x",
    "*kalın* _eğik_",
    "$a^2$",
    "@ekip <etiket>",
    "C:\\yeni\\tablo",
    "[köşe] {süslü}",
    "`kod` ~ ''tırnak'' \"çift\"",
    "= Başlık",
    "- madde",
    "// not",
    "/* not */",
    "a#b#c",
    "%33 & 5 < 6 > 4",
    "--- … --",
    "\\u{1F600}",
    "https://panel.example/uzun/adres?programme=ADA-01&grant=DEMO-WB-02&period=2026-H1",
)
WORDS = {
    "tr": ("İstanbul", "Şanlıurfa", "ığdır", "görüşme", "Uyum merkezi", "değerlendirme"),
    "en": ("Istanbul", "municipality", "training", "Language course", "review"),
    "ar": ("إسطنبول", "شهريًا", "بلديّة غازي عنتاب", "الأشخاص الذين تم الوصول إليهم", "لأول مرة", "المُعدَّل"),
}
DAY = date(2026, 11, 29)


def report(seed: int, language: str, *, draft: bool = False) -> Report:
    """Give one report."""
    rng = random.Random(seed)
    with speaking(language):
        sections = tuple(_section(rng, language, number) for number in range(rng.randint(2, 5)))
        return Report(
            title=f"{words(rng, language)} {rng.choice(NAUGHTY)}",
            subtitle=words(rng, language),
            facts=(
                (words(rng, language), formats.day(DAY)),
                (rng.choice(NAUGHTY), formats.whole(rng.randint(0, 10**7))),
            ),
            sections=sections,
            language=language,
            direction=_direction(language),
            state="draft" if draft else "released",
            failed=(words(rng, language),) if rng.random() < 0.3 else (),
            version=rng.randint(1, 99),
            day=DAY,
            cutoff=DAY,
            example=rng.random() < 0.5,
        )


def _direction(language: str) -> Direction:
    return "rtl" if language == "ar" else "ltr"


def words(rng: random.Random, language: str) -> str:
    """Give a few words."""
    return " ".join(rng.choice(WORDS[language]) for _ in range(rng.randint(1, 4)))


def _section(rng: random.Random, language: str, number: int) -> Section:
    """Give a section; the first one is a chapter, so that no heading skips a level."""
    makers = (_paragraph, _facts, _grid, _grid, _picture)
    blocks = tuple(rng.choice(makers)(rng, language) for _ in range(rng.randint(1, 4)))
    return Section(words(rng, language), blocks, level=1 if number == 0 else rng.choice((1, 2)))


def _paragraph(rng: random.Random, language: str) -> Block:
    return Paragraph(f"{words(rng, language)}: {formats.whole(rng.randint(0, 99999))} {rng.choice(NAUGHTY)}")


def _facts(rng: random.Random, language: str) -> Block:
    pairs = tuple((words(rng, language), number(rng)) for _ in range(rng.randint(1, 5)))
    return Facts(words(rng, language), pairs)


def _grid(rng: random.Random, language: str) -> Block:
    wide, high = rng.randint(2, 12), rng.choice((1, 3, 8, 45))
    headings = (Heading(words(rng, language)), *(Heading(words(rng, language), numeric=True) for _ in range(wide - 1)))
    rows = [(_name(rng, language), *(_number_cell(rng) for _ in range(wide - 1))) for _ in range(high)]
    cut = rng.randint(1, high)
    groups = (Group(words(rng, language), tuple(rows[:cut])), Group(rng.choice(NAUGHTY), tuple(rows[cut:])))
    laid = Laid(headings, groups if high > cut else (Group("", tuple(rows)),))
    return Grid(words(rng, language), Table((Column("a", "a"),), ()), laid, note=rng.choice(("", words(rng, language))))


def _name(rng: random.Random, language: str) -> Cell:
    lines = [rng.choice((*NAUGHTY, words(rng, language)))]
    lines += [words(rng, language)] if rng.random() < 0.3 else []
    return Cell(tuple(lines))


def _number_cell(rng: random.Random) -> Cell:
    lines = [number(rng)]
    lines += [formats.day(DAY)] if rng.random() < 0.2 else []
    return Cell(tuple(lines), 1)


def number(rng: random.Random) -> str:
    """Write a number of one of the kinds that reports hold."""
    value = rng.choice((rng.randint(0, 9), rng.randint(0, 10**6), rng.randint(10**7, 10**9)))
    shares = f"{formats.whole(rng.randint(0, 99))} / {formats.whole(rng.randint(100, 999))}"
    money = formats.money(value, "EUR")
    return rng.choice((formats.whole(value), formats.percent(rng.random(), 1), formats.MISSING, shares, money))


def _picture(rng: random.Random, language: str) -> Block:
    counts = [rng.randint(1, 5000) for _ in range(6)]
    labels = [f"{words(rng, language)} {at}" for at in range(6)]
    trace = {"type": "bar", "orientation": "h", "y": labels, "x": counts, "textposition": "outside"}
    trace |= {"text": [formats.whole(count) for count in counts], "marker": {"color": theme.BLUE}}
    figure = theme.figure([trace], yaxis=theme.name_axis(), xaxis={"visible": False})
    return Picture(cited(rng, language), figure, Table((Column("a", "a"),), ()), Laid((), ()))


def cited(rng: random.Random, language: str) -> Cited:
    """Give the words around a chart."""
    texts = {one: f"{words(rng, language)} {rng.randint(0, 99)}" for one in ("finding", "subtitle", "remark", "alt")}
    return Cited(
        chart="made.up",
        title=words(rng, language),
        source=(words(rng, language), formats.day(DAY)),
        filters=rng.choice(NAUGHTY),
        version=7,
        day=DAY,
        cutoff=DAY,
        address="/",
        citation="",
        file_name="x",
        **texts,
    )
