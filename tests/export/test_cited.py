"""What is said around a chart away from its page: the words of the screen, and an address that never changes."""

from datetime import date
from decimal import Decimal

import pytest

from dashboard.address import parse_address
from dashboard.catalogue import CHARTS
from dashboard.data.engine import reading
from dashboard.data.filters import EVERYTHING, resolve_filters
from dashboard.export.alternative import alternative, figures_in_words, sentences
from dashboard.export.beneficiaries import QUESTIONS, SHOWN
from dashboard.export.cited import Cited, cited
from dashboard.export.screen import written
from dashboard.export.shown import Exports
from dashboard.figures.table import Column, LongerThan, Table
from dashboard.i18n import speaking
from tests.reached_app import ReachedApp, on_the_day

PAGE = Exports(QUESTIONS, SHOWN)
NAME = Column("name", "Ad", "text")


def words_of(reached: ReachedApp, chart: str, search: str, language: str = "tr", site: str = "") -> Cited:
    with speaking(language), reading(reached.database.engines.reader, EVERYTHING) as connection:
        filters = resolve_filters(connection, parse_address(on_the_day(search)), EVERYTHING)
        table = SHOWN[chart].table({q: QUESTIONS[q](connection, filters) for q in SHOWN[chart].questions})
        return cited(connection, filters, CHARTS[chart], PAGE, table, site=site)


def test_a_chart_is_cited_with_everything_that_its_card_says(reached: ReachedApp) -> None:
    found = words_of(reached, "beneficiaries.new_by_month", "?place=TR-34&period=2021-H1")
    assert found.title == "Aylara göre yeni kişi ve tekrar eden hizmet"
    assert found.subtitle.endswith("2021 1. yarıyıl")
    assert found.source[:2] == ("Kaynak: Ulaşılan kişi kayıtları", "Veri kesim tarihi: 30.06.2021")
    assert found.source[2].startswith("Sayım kuralı: ")
    assert found.filters == "Dönem: 2021 1. yarıyıl; İl: İstanbul"
    assert (found.version, found.day) == (reached.stored.versions[-1], date(2022, 9, 30))
    assert found.cutoff == date(2021, 6, 30)
    assert found.file_name == "ulasilan-kisiler_aya-gore-yeni_2021-06-30_tr"
    for told in (found.finding, found.subtitle, *found.source, found.filters, f"Veri sürümü: {found.version}"):
        assert told in found.caption
        assert told in found.citation
    assert found.citation.startswith("Uyum Panosu. ")
    assert found.citation.endswith(f" {found.address}")


def test_the_permanent_address_names_filters_version_day_and_language(reached: ReachedApp) -> None:
    found = words_of(
        reached, "beneficiaries.map", "?place=TR-34&place=TR-99&v=2&colour=red", "ar", "https://panel.example/"
    )
    assert found.address == "https://panel.example/beneficiaries?place=TR-34&v=2&on=2022-09-30&lang=ar"


def test_a_file_name_holds_nothing_but_plain_letters_in_every_language(reached: ReachedApp) -> None:
    for language in ("tr", "en", "ar"):
        for chart in SHOWN:
            name = words_of(reached, chart, "", language).file_name
            assert name.isascii()
            assert name.replace("-", "").replace("_", "").isalnum()
            assert name.endswith(f"_2022-09-20_{language}")


def test_the_alternative_tells_the_ends_of_a_series_and_its_peak() -> None:
    months = [date(2021, month, 1) for month in (1, 2, 3)]
    table = Table.of((Column("month", "Ay", "month"), Column("people", "Kişi")), months, [1200, None, 30])
    told = alternative("Kişiler: Türkiye", "Artış var", table, written)
    figures = "Kişi: ilk Oca 2021 (1.200), son Mar 2021 (30), en yüksek Oca 2021 (1.200)."
    assert told == f"Kişiler: Türkiye. Artış var. {figures}"
    assert alternative("Kişiler: Türkiye", "Kişiler", Table((), ()), written) == "Kişiler: Türkiye."


def test_the_alternative_tells_the_largest_and_the_smallest_of_things_without_an_order() -> None:
    columns = (Column("code", "", "code"), NAME, Column("share", "Pay", "share"), Column("wait", "Süre", "wait"))
    table = Table(columns, (("a", "Adana", 0.5, 3), ("b", "Bursa", 0.25, LongerThan(4)), ("c", "Çorum", None, None)))
    assert list(figures_in_words(table, written)) == ["Pay: en yüksek Adana (%50,0), en düşük Bursa (%25,0)"]


def test_the_alternative_stays_short_and_silent_about_single_numbers() -> None:
    columns = (NAME, *(Column(f"c{at}", f"Dizi {at}") for at in range(6)))
    many = Table(columns, (("A", *range(6)), ("B", *range(6))))
    assert len(list(figures_in_words(many, written))) == 3
    assert not list(figures_in_words(Table(columns, (("A", *range(6)),)), written))


def test_amounts_in_different_currencies_are_never_compared() -> None:
    columns = (NAME, Column("budget", "Bütçe", "money"), Column("currency", "Birim", "text"))
    table = Table(columns, (("A", Decimal(5), "TRY"), ("B", Decimal(9), "EUR")))
    assert not list(figures_in_words(table, written))


@pytest.mark.parametrize(("texts", "joined"), [(("A", "", "B."), "A. B."), (("Ne?", "Bu…"), "Ne? Bu…"), ((), "")])
def test_sentences_end_once(texts: tuple[str, ...], joined: str) -> None:
    assert sentences(*texts) == joined
