"""The database is frozen, stopped and started under a running server: people are told, and nothing is restarted."""

import time
from collections.abc import Callable, Iterator

import pytest

from dashboard.data.embedded import EmbeddedPostgres
from tests.commands.outage import Answer, Browser, Installation, installed
from tests.commands.running import PATIENCE
from tests.promised_seconds import fewest_seconds

MOST_SECONDS, MOST_READY_SECONDS, MOST_BACK_SECONDS = 3.0, 2.0, 10.0
WORDS = {"tr": "Veritabanı şu anda yanıt vermiyor", "en": "The database does not answer", "ar": "قاعدة البيانات"}


@pytest.fixture(scope="module")
def whole() -> Iterator[tuple[Installation, EmbeddedPostgres]]:
    """Give a running installation, and its database."""
    with installed() as (installation, server):
        yield installation, server


@pytest.fixture(scope="module")
def staff(whole: tuple[Installation, EmbeddedPostgres]) -> tuple[Browser, str]:
    """Give somebody signed in, and the body that fills a page; both workers have spoken to her."""
    browser = whole[0].browser()
    assert browser.sign_in("staff").status == 302
    body = browser.callback("overview")
    assert {browser.fill(body).status for _ in range(8)} == {200}
    return browser, body


def test_a_frozen_database_is_told_in_three_seconds_and_its_return_in_ten(
    whole: tuple[Installation, EmbeddedPostgres], staff: tuple[Browser, str]
) -> None:
    installation, (browser, body) = whole[0], staff

    def freeze() -> float:
        form = installation.browser()
        with installation.frozen():
            told = {
                "callback": browser.fill(body),
                "page": browser.ask("GET", "/beneficiaries"),
                "English page": browser.ask("GET", "/projects?lang=en"),
                "Arabic page": browser.ask("GET", "/?lang=ar"),
                "export": browser.ask("GET", "/export/beneficiaries/beneficiaries.by_month.csv"),
                "sign-in": form.sign_in("manager"),
            }
            ready = [browser.ask("GET", "/health/ready") for _ in range(3)]
            assert browser.ask("GET", "/health/live").status == 200
            metrics = browser.ask("GET", "/metrics")
        assert {name: one.status for name, one in told.items()} == dict.fromkeys(told, 503)
        assert [one.status for one in ready] == [503] * 3
        assert all("Unavailable-Since" in one.headers for one in told.values())
        assert WORDS["tr"] in told["page"].text
        assert 'http-equiv="refresh"' in told["page"].text
        assert WORDS["en"] in told["English page"].text
        assert WORDS["ar"] in told["Arabic page"].text
        assert "Şu anda oturum açılamıyor" in told["sign-in"].text
        assert "refresh" not in told["sign-in"].text
        assert "uyum_database_up 0.0" in metrics.text
        back = seconds_until_normal(lambda: browser.fill(body))
        assert browser.ask("GET", "/beneficiaries").status == 200
        answers = slowest(*told.values(), metrics)
        return max(answers / MOST_SECONDS, slowest(*ready) / MOST_READY_SECONDS, back / MOST_BACK_SECONDS)

    assert fewest_seconds(freeze, 1) <= 1, "the slowest answer as a share of the time that it may take"


def test_a_stopped_database_is_told_at_once_and_nothing_is_restarted_for_its_return(
    whole: tuple[Installation, EmbeddedPostgres], staff: tuple[Browser, str]
) -> None:
    (installation, server), (browser, body) = whole, staff

    def restart() -> float:
        server.stop()
        told = [browser.fill(body), browser.ask("GET", "/beneficiaries"), browser.ask("GET", "/health/ready")]
        assert [one.status for one in told] == [503] * 3
        server.start()
        back = seconds_until_normal(lambda: browser.fill(body))
        back = max(back, seconds_until_normal(lambda: browser.ask("GET", "/health/ready")))
        return max(slowest(*told) / MOST_READY_SECONDS, back / MOST_BACK_SECONDS)

    assert fewest_seconds(restart, 1) <= 1, "the slowest answer as a share of the time that it may take"
    assert installation.browser().sign_in("manager").status == 302


def test_both_workers_count_together(whole: tuple[Installation, EmbeddedPostgres]) -> None:
    browser = whole[0].browser()
    before = lives(browser)
    for _ in range(10):
        browser.ask("GET", "/health/live")
    assert lives(browser) >= before + 10


def lives(browser: Browser) -> float:
    """Give how often health was answered well, as both workers tell it."""
    lines = browser.ask("GET", "/metrics").text.splitlines()
    return sum(
        float(line.split()[-1]) for line in lines if line.startswith('uyum_requests_total{route="health",status="200"')
    )


def slowest(*answers: Answer) -> float:
    """Give the seconds of the answer that took longest."""
    return max(one.seconds for one in answers)


def seconds_until_normal(ask: Callable[[], Answer]) -> float:
    """Give the seconds after which both workers answer as ever."""
    started = time.monotonic()
    calm = 0
    while calm < 6:
        answer = ask()
        calm = calm + 1 if answer.status == 200 else 0
        assert time.monotonic() < started + PATIENCE, answer.text[:300]
        time.sleep(0.05)
    return time.monotonic() - started
