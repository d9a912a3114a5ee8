"""The cover of a report: which grant, which period, which state of the data, and what could not be made."""

from collections.abc import Sequence

from sqlalchemy import Connection

from dashboard import formats
from dashboard.data.directory import directory
from dashboard.data.filters import Filters
from dashboard.data.grant_head import GrantHead, grant_head
from dashboard.data.versions import today
from dashboard.export.citation import cover, cutoff
from dashboard.export.report.model import Pairs, Report, Section
from dashboard.export.report.naming import file_name
from dashboard.export.report.standing import Standing, standing
from dashboard.i18n import choose, direction, language, t


def whole_report(
    connection: Connection, filters: Filters, sections: Sequence[Section], failed: Sequence[str]
) -> Report:
    """Give the report of a grant and a period with its cover."""
    head, where = grant_head(connection, filters), standing(connection, filters)
    return Report(
        title=choose(head.term.names) if head else t("report.title"),
        subtitle=f"{t('report.title')} · {formats.period_label(filters.period)}",
        facts=(*_of_grant(head), *_of_state(filters, where), *cover(connection, filters).lines),
        sections=tuple(sections),
        language=language(),
        direction="rtl" if direction() == "rtl" else "ltr",
        state=where.state,
        failed=tuple(failed),
        version=filters.snapshot.version,
        day=filters.snapshot.day,
        cutoff=cutoff(filters, directory(connection, filters.snapshot.version)),
        file_name=file_name(connection, filters),
    )


def _of_grant(head: GrantHead | None) -> Pairs:
    """Say which grant it is, and when it ends."""
    if head is None:
        return ()
    funder = choose({code: head.agreement[f"funder_{code}"] for code in ("tr", "en", "ar")})
    return (
        (t("timeline.shown_grant"), f"{choose(head.term.names)} ({head.term.code})"),
        (t("report.funder"), funder or formats.MISSING),
        (t("timeline.starts_on"), formats.day(head.term.starts_on)),
        (t("timeline.original_end"), formats.day(head.term.original_ends_on)),
        (t("timeline.revised_end"), formats.day(head.term.ends_on)),
    )


def _of_state(filters: Filters, where: Standing) -> Pairs:
    """Say which state of the data it shows."""
    day = formats.day(where.reported_on or filters.snapshot.day)
    return (
        (t("report.period"), formats.period_label(filters.period)),
        (t("report.state"), t(f"report.state.{where.state}", day=day)),
        (t("report.made_on"), formats.day(today())),
    )
