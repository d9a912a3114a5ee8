"""Documents that are quick to write, and somebody who orders them."""

import pytest

from dashboard.export.report.formats import WRITERS
from tests.acting_app import ActingApp
from tests.basketed import Basketed
from tests.report_orders import Written


@pytest.fixture(autouse=True)
def written(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let documents be written as lists of titles: what is in a file is for the tests of the writers."""
    monkeypatch.setitem(WRITERS, "docx", Written("docx", "application/x-titles", "none:none"))  # type: ignore[arg-type]


@pytest.fixture
def manager(acts: ActingApp) -> Basketed:
    """Give a manager."""
    return Basketed(acts, "manager")
