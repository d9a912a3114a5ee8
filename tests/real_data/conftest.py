"""Real lists and reports that lie beside the repository; without them these tests are left out, and say so."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"


def real_file(name: str) -> Path:
    """Give a file of the shared data, or leave the test out with the reason."""
    path = SHARED / name
    if not path.is_file():
        pytest.skip(f"real data is not on this machine: ../shared/data/{name}")
    return path


@pytest.fixture(scope="session")
def list_2024() -> Path:
    """Give the World Bank's list of projects in Türkiye of 29 August 2024."""
    return real_file("worldbank/wb_projects_turkiye_29aug2024.csv")


@pytest.fixture(scope="session")
def list_2025() -> Path:
    """Give the World Bank's list of projects in Türkiye of 31 March 2025."""
    return real_file("worldbank/wb_projects_turkiye_31mar2025.csv")


@pytest.fixture(scope="session")
def unhcr_report() -> Path:
    """Give UNHCR's results for Türkiye, 2016 and 2021 to 2025."""
    return real_file("unhcr-iati/unhcr-tur-2016-2025-derived.xml")
