"""The app as a whole, over HTTP."""

import importlib
import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, update

from dashboard import app as app_module
from dashboard.access.page_paths import PagePaths
from dashboard.access.rights import RIGHTS
from dashboard.app import PAGES, SecretKeyMissingError, assets_folder, create_app
from dashboard.data.schema.accounts import accounts
from dashboard.pages import shell
from dashboard.paths import CODE
from dashboard.settings import Settings
from tests.conftest import Database
from tests.visiting import House, body_of, server_callbacks


@pytest.fixture
def house(people_database: Database) -> House:
    """Give an app with accounts."""
    return House(create_app(people_database.settings, people_database.engines), people_database)


@pytest.fixture
def away(house: House) -> Iterator[House]:
    """Give an app whose pages cannot reach their database, while sign-in can."""
    nowhere = create_engine("postgresql+psycopg://nobody@127.0.0.1:1/none", connect_args={"connect_timeout": 1})
    yield House(create_app(house.database.settings, replace(house.database.engines, reader=nowhere)), house.database)
    nowhere.dispose()


@pytest.mark.parametrize("key", [None, "", "short", "s" * 31])
def test_there_is_no_app_without_a_secret_key(key: str | None) -> None:
    with pytest.raises(SecretKeyMissingError):
        create_app(Settings(database_url="postgresql://x@127.0.0.1:1/x", secret_key=key))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("language", "direction", "style"), [("tr", "ltr", "min"), ("en", "ltr", "min"), ("ar", "rtl", "rtl")]
)
def test_the_document_knows_language_direction_and_style_before_any_script(
    house: House, language: str, direction: str, style: str
) -> None:
    page = house.signed_in("staff").http.get(f"/beneficiaries?lang={language}").get_data(as_text=True)
    assert f'<html lang="{language}" dir="{direction}"' in page
    assert re.findall(r"css/bootstrap\.(\w+)\.", page) == [style]


def test_the_language_of_the_account_holds_where_the_address_names_none(house: House) -> None:
    house.run(update(accounts).where(accounts.c.username == "staff").values(language="ar"))
    staff = house.signed_in("staff").http
    assert '<html lang="ar" dir="rtl"' in staff.get("/").get_data(as_text=True)
    assert '<html lang="en" dir="ltr"' in staff.get("/?lang=en").get_data(as_text=True)
    assert '<html lang="ar" dir="rtl"' in staff.get("/?lang=xx").get_data(as_text=True)


def test_everything_that_a_page_loads_comes_from_here_and_exists(house: House) -> None:
    staff = house.signed_in("staff").http
    page = staff.get("/").get_data(as_text=True)
    addresses = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert len(addresses) > 10
    for address in addresses:
        assert address.startswith("/"), address
        assert not address.startswith("//"), address
        with staff.get(address.replace("&amp;", "&")) as answer:
            assert answer.status_code == 200, address


def test_the_index_tells_no_layout_of_any_page(house: House) -> None:
    page = house.signed_in("staff").http.get("/").get_data(as_text=True)
    config = re.search(r'id="_dash-config"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert config
    assert "validation_layout" not in config[1] or '"validation_layout":null' in config[1].replace(" ", "")
    assert "beneficiaries" not in config[1]


def test_an_open_tab_whose_session_has_ended_goes_to_sign_in(house: House) -> None:
    page = house.signed_in("staff").http.get("/").get_data(as_text=True)
    assert "request_refresh_jwt" in page
    assert "location.assign('/login?next='" in page


def test_tools_for_developers_and_machines_are_off(house: House) -> None:
    staff = house.signed_in("admin").http
    for path in ("/_mcp", "/_reload-hash", "/_alive_x", "/_dash-ws-callback", "/_config"):
        assert staff.get(path).status_code == 404, path
    assert not house.app._dev_tools.ui
    assert not house.server.debug


def test_two_apps_in_one_process_are_strangers(house: House) -> None:
    other = create_app(house.database.settings, house.database.engines)
    assert other.callback_map.keys() == house.app.callback_map.keys()
    name = next(iter(server_callbacks(other)))
    assert other.callback_map[name] is not house.app.callback_map[name]
    for app in (house.app, other, house.app):
        visitor = House(app, house.database).signed_in("staff")
        assert visitor.http.get("/").status_code == 200
        assert visitor.call(body_of(app, name)).status_code == 200


def test_every_page_is_behind_its_own_right() -> None:
    paths = PagePaths(PAGES)
    rights = [paths.right(page.PATH.replace(CODE, "A-1")) for page in PAGES]
    assert rights == [shell.name_of(page) for page in PAGES]
    assert set(rights) <= RIGHTS.keys()
    assert paths.right("/nowhere") is None


def test_a_failure_tells_a_code_and_nothing_else(
    house: House, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        message = "the secret reason"
        raise RuntimeError(message)

    broken.__right__ = "shell"  # type: ignore[attr-defined]
    name = next(iter(server_callbacks(house.app)))
    monkeypatch.setitem(house.app.callback_map[name], "callback", broken)
    answer = house.signed_in("staff").call(body_of(house.app, name))
    told = answer.get_data(as_text=True)
    assert answer.status_code == 500
    assert "secret reason" not in told
    assert "Traceback" not in told
    code = re.search(r"Hata kodu: (\w+)", told)
    assert code
    assert f"failed {code[1]}" in caplog.text
    assert "the secret reason" in caplog.text


def test_while_the_database_is_away_a_page_says_so(away: House, caplog: pytest.LogCaptureFixture) -> None:
    staff = away.signed_in("staff")
    with caplog.at_level(logging.CRITICAL):
        name = next(name for name in server_callbacks(away.app) if "shell-content" in name)
        answer = staff.call(body_of(away.app, name))
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert answer.headers["Unavailable-Since"]
    assert "Veritabanı şu anda yanıt vermiyor" in answer.get_data(as_text=True)


def test_an_unknown_page_answers_404(house: House) -> None:
    staff = house.signed_in("staff").http
    assert staff.get("/nowhere").status_code == 404
    assert staff.get("/nowhere").get_data() == staff.get("/elsewhere/deep?x=1").get_data()


def test_styles_and_scripts_stand_beside_the_package_or_inside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (assets_folder() / "css" / "bootstrap.min.css").is_file()
    (tmp_path / "_assets").mkdir()
    monkeypatch.setattr(app_module, "HOUSE", tmp_path)
    assert assets_folder() == tmp_path / "_assets"


def test_a_wsgi_server_finds_the_app(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHBOARD_DATABASE_URL", database.url)
    monkeypatch.setenv("DASHBOARD_SECRET_KEY", "k" * 48)
    wsgi = importlib.import_module("dashboard.wsgi")
    assert wsgi.server.test_client().get("/health/live").status_code == 200
