"""The chapters of a report that are made of charts and tables of the pages."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from dashboard.data.filters import Filters
from dashboard.export import beneficiaries, feedback, partnerships, timeline
from dashboard.export.report.charts import Nothing, blocks
from dashboard.export.report.gathering import Making, Part
from dashboard.export.report.model import Block, Facts, Section
from dashboard.export.shown import Exports
from dashboard.i18n import t

PAGES: Mapping[str, Exports] = {
    "timeline": timeline.EXPORTS,
    "beneficiaries": Exports(beneficiaries.QUESTIONS, beneficiaries.SHOWN),
    "partnerships": partnerships.EXPORTS,
    "feedback": feedback.EXPORTS,
}
"""The pages of which a report speaks."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter: the message key of its title, and the charts of one page that it holds.

    An `optional` one is left out where the grant has nothing of the kind. `more` gives what stands before the charts.
    """

    key: str
    charts: tuple[str, ...]
    optional: bool = False
    more: Callable[[Connection, Filters], Iterable[Block]] | None = None

    @property
    def page(self) -> str:
        """Give the page of the charts."""
        return self.charts[0].partition(".")[0]


def chapter(one: Chapter) -> Part:
    """Give the part of a report that makes a chapter."""
    return Part(one.key, _making(one))


def _making(one: Chapter) -> Making:
    """Give what makes a chapter."""

    def make(connection: Connection, filters: Filters) -> Iterator[Section]:
        found = list(blocks(connection, filters, PAGES[one.page], one.charts))
        shown = [block for block in found if not isinstance(block, Nothing)]
        if shown or not one.optional:
            before = one.more(connection, filters) if one.more else ()
            yield Section(t(one.key), (*before, *shown, *without_figures(found)))

    return make


def without_figures(found: Sequence[Block | Nothing]) -> Iterator[Facts]:
    """Name the charts that have nothing to show, each with why; nothing where all have."""
    pairs = tuple((one.title, one.reason) for one in found if isinstance(one, Nothing))
    if pairs:
        yield Facts(t("report.without_figures"), pairs)
