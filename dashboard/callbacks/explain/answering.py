"""From a figure and what it is made of to what the page shows."""

from dashboard import formats
from dashboard.address import Address
from dashboard.callbacks.explain.asking import Reading
from dashboard.callbacks.explain.breakdown import parts_nav, portion_of, sentence
from dashboard.callbacks.explain.subjects import Subject
from dashboard.components.markup import Element, Node, el
from dashboard.components.navigation import shell_link
from dashboard.components.states import error_mark
from dashboard.data.asking import Failure
from dashboard.i18n import t
from dashboard.pages.explain import COLUMN, PATH, ROWS


def not_known(address: Address) -> Node:
    """Say that there is no such figure, with the way to all of them."""
    return [el("P", t("explain.unknown")), el("P", shell_link(address, "/methods", t("nav.methodology")))]


def explained(subject: Subject, reading: Reading, address: Address) -> Node:
    """Give the figure as its page shows it, what it means, and what it is made of."""
    head: list[Node] = [
        el("H2", t(subject.figure.label)),
        el("Dl", subject.card, class_="kpis") if subject.card else None,
        _others(subject, address),
        _facts(subject),
    ]
    if subject.filters.viewer.protected:
        return [*head, el("P", t("explain.protected", version=str(subject.filters.snapshot.version)))]
    if isinstance(reading.explanation, Failure):
        return [*head, error_mark(reading.explanation.code)]
    found = reading.explanation
    parts = [
        node
        for at, portion in enumerate(found.portions)
        for node in portion_of(found, portion, reading.lists[at], (address, ROWS[at]), at=at)
    ]
    return [*head, el("H2", t("explain.how")), sentence(found), parts_nav(found), *parts]


def _facts(subject: Subject) -> Element:
    """Say what the figure means, and under which filters and as of which version it stands."""
    figure, filters = subject.figure, subject.filters
    state = t("explain.state", version=str(filters.snapshot.version), day=formats.day(filters.snapshot.day))
    facts = [
        (t("explain.definition"), t(figure.definition)),
        (t("ind.formula"), t(figure.formula)),
        (t("explain.counting"), t(figure.counting)),
        (t("explain.period"), formats.period_label(filters.period) if filters.period else t("filter.none")),
        (t("shell.data_version"), state),
    ]
    return el("Dl", [el("Div", el("Dt", name), el("Dd", words)) for name, words in facts], class_="act-facts")


def _others(subject: Subject, address: Address) -> Node:
    """Give the way to the other figures of the same row."""
    if len(subject.others) < _SEVERAL:
        return None
    fresh = address.with_own(ROWS[0]).with_own(ROWS[1])
    links = [
        el(
            "Li",
            el(
                "A",
                el("Span", label),
                " ",
                el("Bdi", shown.text),
                href=f"{PATH}?{fresh.with_own(COLUMN, column).query()}",
                data_shell_link="",
                aria_current="true" if column == subject.column else None,
            ),
        )
        for column, label, shown in subject.others
    ]
    return el("Nav", el("Ul", links), class_="explain-row", aria_label=t("explain.others"))


_SEVERAL = 2
