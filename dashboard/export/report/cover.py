"""The cover of a report: which grant, which period, which state of the data, and what could not be made."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection

from dashboard import formats
from dashboard.data.asking import Failure, attempt
from dashboard.data.contents import holds_example
from dashboard.data.directory import directory
from dashboard.data.filters import Filters, Viewer
from dashboard.data.grant_head import GrantHead, grant_head
from dashboard.export.citation import cover, cutoff
from dashboard.export.report.closing import annex, definitions
from dashboard.export.report.model import Pairs, Report, Section
from dashboard.export.report.naming import file_name
from dashboard.export.report.standing import Standing, standing
from dashboard.i18n import choose, direction, language, t


def whole_report(
    connection: Connection, filters: Filters, sections: Sequence[Section], failed: Sequence[str]
) -> Report:
    """Give the report of a grant and a period: its cover, its sections, and what closes it."""
    head, where = grant_head(connection, filters), standing(connection, filters)
    meaning = attempt(lambda: definitions(connection, filters, sections))
    known = not isinstance(meaning, Failure)
    return Report(
        title=choose(head.term.names) if head else ", ".join(filters.grants),
        subtitle=t("report.of_period", period=formats.period_label(filters.period)),
        facts=tuple(_facts(connection, filters, head, where)),
        sections=(*sections, *((meaning,) if known else ()), *annex(sections)),
        language=language(),
        direction="rtl" if direction() == "rtl" else "ltr",
        state=where.state,
        failed=(*failed, *(() if known else (t("report.definitions"),))),
        version=filters.snapshot.version,
        day=filters.snapshot.day,
        cutoff=cutoff(filters, directory(connection, filters.snapshot.version)),
        example=holds_example(connection),
        file_name=file_name(connection, filters),
    )


def _facts(
    connection: Connection, filters: Filters, head: GrantHead | None, where: Standing
) -> Iterator[tuple[str, str]]:
    """Give what stands on the cover."""
    if head:
        yield from of_grant(head)
    day = formats.day(where.reported_on or filters.snapshot.day)
    yield t("report.period"), formats.period_label(filters.period)
    yield t("report.state"), t(f"report.state.{where.state}", day=day)
    yield which_figures(filters.viewer)
    said = {t("data.source"), t("ui.filters")}
    yield from (pair for pair in cover(connection, filters).lines if pair[0] not in said)


def which_figures(viewer: Viewer) -> tuple[str, str]:
    """Say whether figures are those that a funder may see, or the exact ones from inside."""
    return t("report.figures"), t(f"report.figures.{'funder' if viewer.protected else 'inside'}")


def of_grant(head: GrantHead) -> Pairs:
    """Say which grant it is, who pays for it, when it ends, and why that moved."""
    agreement = head.agreement
    funder = choose({code: agreement[f"funder_{code}"] for code in ("tr", "en", "ar")})
    moved = [one for one in head.amendments if one["new_ends_on"]]
    reasons = "; ".join(
        f"{formats.day(one['amended_on'])}: {one['reason'] or t('timeline.no_reason')}" for one in moved
    )
    facts = (
        (t("report.grant"), f"{choose(head.term.names)} ({head.term.code})"),
        (t("report.current_name"), agreement["current_name"]),
        (t("report.funder"), funder or formats.MISSING),
        (t("report.amount"), formats.money(head.term.amount, head.term.currency or "")),
        (t("timeline.starts_on"), formats.day(head.term.starts_on)),
        (t("timeline.original_end"), formats.day(head.term.original_ends_on)),
        (t("timeline.revised_end"), formats.day(head.term.ends_on)),
        (t("report.why_revised"), reasons),
    )
    return tuple((name, str(fact)) for name, fact in facts if fact)
