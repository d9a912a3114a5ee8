"""Who sees which partnerships, of which version, and what may be chosen."""

from dataclasses import replace

from sqlalchemy import Connection, event

from dashboard.address import Problem
from dashboard.data import partnerships
from dashboard.data.filters import Filters, Viewer
from tests.data.partnership_rules.example import at, codes, columns, own
from tests.partnership_columns import COLUMNS


def test_what_cannot_be_chosen_is_named_and_left_out(connection: Connection, asked: Filters) -> None:
    wrong = own(asked, ("step", "sustained"), ("step", "x"), ("dormant", "no"), ("country", "DE"), ("status", "none"))
    assert partnerships.own_problems(connection, wrong) == (
        Problem("step", "x"),
        Problem("dormant", "no"),
        Problem("country", "DE"),
    )
    offered = partnerships.choices(connection, asked)
    assert offered.steps == ("letter_of_intent", "protocol", "joint_activities")
    assert (offered.statuses, offered.dormant, offered.countries) == (
        ("in_force", "expired", "none"),
        True,
        ("BE", "TR"),
    )


def test_one_partner_has_the_same_questions(connection: Connection, asked: Filters) -> None:
    alone = partnerships.of_partner(at(asked, "2024-06-01"), "EMI")
    assert codes(connection, alone) == ["O1", "O4"]
    assert columns(partnerships.exchanges(connection, alone), "teacher_code", "exchanges") == [("BER", 2)]
    assert partnerships.headline(connection, partnerships.of_partner(asked, "?")).partnerships == 0


def test_a_viewer_sees_the_partnerships_of_the_programmes_in_scope(connection: Connection, asked: Filters) -> None:
    scoped = replace(at(asked, "2024-06-01"), viewer=Viewer(programmes=frozenset({"B"}), protected=False))
    assert codes(connection, scoped) == ["O4"]
    assert codes(connection, replace(scoped, programmes=("A",))) == []
    assert partnerships.choices(connection, scoped).countries == ("TR",)


def test_a_protected_viewer_sees_nothing(connection: Connection, asked: Filters) -> None:
    viewer = Viewer(programmes=None, grants=frozenset({"G1"}), protected=True)
    nothing = replace(asked, viewer=viewer)
    frames = {name: getattr(partnerships, name)(connection, nothing) for name in COLUMNS}
    assert {name for name, frame in frames.items() if len(frame)} == {"capacity_by_area"}
    head = partnerships.headline(connection, nothing)
    assert (head.records, head.in_force, head.seats, head.staff_trained) == (0, 0, 0, None)
    assert partnerships.choices(connection, nothing).steps == ()


def test_a_figure_of_an_earlier_version_stays_what_it_was(connection: Connection, asked: Filters) -> None:
    later = replace(asked, snapshot=replace(asked.snapshot, version=asked.snapshot.version + 1))
    assert partnerships.headline(connection, later).in_force == 1
    assert partnerships.headline(connection, asked).in_force == 4


def test_once_a_version_is_known_a_page_asks_the_database_nothing(connection: Connection, asked: Filters) -> None:
    narrow = own(asked, ("step", "protocol"))
    answer_all(connection, narrow)
    statements: list[str] = []

    def note(*about: object) -> None:
        statements.append(str(about[2]))

    event.listen(connection.engine, "before_cursor_execute", note)
    answer_all(connection, narrow)
    answer_all(connection, own(asked, ("status", "expired")))
    event.remove(connection.engine, "before_cursor_execute", note)
    assert statements == []


def answer_all(connection: Connection, filters: Filters) -> None:
    """Ask everything that a page asks."""
    for name in COLUMNS:
        getattr(partnerships, name)(connection, filters)
    partnerships.headline(connection, filters)
