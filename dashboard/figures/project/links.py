"""What the project belongs to: goals, grants and money, partners and documents."""

from collections.abc import Sequence

from dashboard.figures.project.parts import Coded, Document, Goal, Partner, Secured, Share, name_of
from dashboard.figures.table import Column, Table
from dashboard.i18n import choose, t


def goals_table(goals: Sequence[Goal]) -> Table:
    """Give the goals that the project serves, strategic ones first."""
    levels = [t(f"goal_level.{goal.level}") for goal in goals]
    columns = (*_named("goal", t("project.goal")), Column("level", t("project.level"), "text"))
    return Table.of(columns, *_names_of(goals), levels)


def grants_table(grants: Sequence[Share]) -> Table:
    """Give the grants that pay for the project, and from when to when what it does counts for each."""
    columns = (
        *_named("grant", t("project.grant")),
        Column("first", t("project.counts_from"), "day"),
        Column("last", t("project.counts_until"), "day"),
    )
    return Table.of(columns, *_names_of(grants), [grant.first for grant in grants], [grant.last for grant in grants])


def funding_table(found: Sequence[Secured]) -> Table:
    """Give the money secured, the first first; amounts of different currencies are never added."""
    columns = (
        Column("reference", t("project.reference"), "text"),
        Column("amount", t("project.amount"), "money"),
        Column("currency", t("projects.currency"), "text"),
        Column("secured_on", t("project.secured_on"), "day"),
        Column("funder", t("tl.funder"), "text"),
        Column("grant", t("project.grant"), "text"),
    )
    return Table.of(
        columns,
        [one.reference for one in found],
        [one.amount for one in found],
        [one.currency for one in found],
        [one.secured_on for one in found],
        [name_of(one.funder) for one in found],
        [name_of(one.grant) for one in found],
    )


def partners_table(partners: Sequence[Partner]) -> Table:
    """Give the organisations that take part, the lead first."""
    roles = [t(f"partner_role.{partner.role}") for partner in partners]
    columns = (*_named("partner", t("project.partner")), Column("role", t("project.role"), "text"))
    return Table.of(columns, *_names_of(partners), roles)


def documents_table(found: Sequence[Document]) -> Table:
    """Give the documents, the newest first, with the language in which each is written."""
    columns = (
        *_named("document", t("project.document")),
        Column("kind", t("project.kind"), "text"),
        Column("language", t("project.language"), "text"),
        Column("issued_on", t("project.issued_on"), "day"),
        Column("url", t("project.url"), "code"),
    )
    return Table.of(
        columns,
        *_names_of(found),
        [t(f"document_kind.{one.kind}") for one in found],
        [t(f"document_language.{one.language}") for one in found],
        [one.issued_on for one in found],
        [one.url for one in found],
    )


def _named(key: str, label: str) -> tuple[Column, Column]:
    """Give the columns of a code and its name."""
    return Column("code", t("table.code"), "code"), Column(key, label, "text")


def _names_of(found: Sequence[Coded]) -> tuple[list[str], list[str]]:
    """Give the codes and the names."""
    return [one.code for one in found], [choose(one.names) for one in found]
