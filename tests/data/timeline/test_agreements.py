"""Original and revised ends side by side, and every amendment beside what it changed."""

from sqlalchemy import Connection

from dashboard.data import timeline
from tests.timeline_tables import G2, asked, rows


def test_an_agreement_shows_its_original_and_its_revised_end_with_the_reason(connection: Connection) -> None:
    found = timeline.agreements(connection, asked(**G2))
    assert rows(found, "code", "signed_on", "effective_on", "starts_on") == [
        ("G2", "2019-12-06", "2019-12-17", "2020-01-01")
    ]
    assert rows(found, "original_ends_on", "ends_on", "days_added", "reason", "current_name") == [
        ("2020-12-31", "2021-12-31", 365, "salgın sürdü", "Yeni ad")
    ]
    assert rows(found, "original_amount", "amount", "currency", "funder_tr") == [(500, 600, "USD", "Banka")]
    stands = timeline.agreements(connection, asked(grants=("G1",)))
    assert rows(stands, "days_added", "reason", "current_name", "name_en", "name_ar") == [(0, None, None, "One", "Bir")]


def test_every_amendment_stands_beside_what_it_changed(connection: Connection) -> None:
    found = timeline.amendments_of_grants(connection, asked())
    assert rows(found, "kind", "previous_ends_on", "new_ends_on", "days", "reason", "signatory", "evidence") == [
        ("extension", "2020-12-31", "2021-03-31", 90, "salgın", "Banka", "signed"),
        ("extension", "2021-03-31", "2021-12-31", 275, "salgın sürdü", None, "seen_in_data"),
        ("amount", None, None, None, "ek ödenek", "Banka", "signed"),
        ("renaming", None, None, None, "ad değişti", "Banka", "signed"),
    ]
    assert rows(found, "previous_amount", "new_amount", "currency", "new_name")[2:] == [
        (500, 600, "USD", None),
        (None, None, None, "Yeni ad"),
    ]
