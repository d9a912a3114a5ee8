"""Accounts over HTTP, step by step, and others who change the same meanwhile."""

import re

import pytest
from sqlalchemy import select

from dashboard.callbacks.admin.account_forms import as_fields
from dashboard.components.markup import text_of, walk
from dashboard.data.schema.accounts import audit
from tests.admin_office import PEOPLE, Answer, Office, props


def test_the_page_tells_every_account(still_office: Office) -> None:
    opened = Answer(still_office.send("accounts", None), "admin-accounts")
    table = next(one for one in walk(opened.tree) if props(one).get("data-table") == "admin.accounts")
    rows = [text_of(one) for one in walk(table) if one["type"] == "Tr"][1:]
    assert [row.split()[0] for row in rows] == sorted(PEOPLE)
    assert "Raporlama personeli A yok yok açık hiç" in rows[-1]
    assert re.search(r"admin Sistem yöneticisi Bütün programlar yok yok açık \d\d\.\d\d\.\d{4}", rows[0])


def test_an_account_is_added_with_its_scope_and_its_password_is_told_once(office: Office) -> None:
    fields = {"username": "ayse.k", "role": "feedback", "programmes": "A\nB", "sensitive": "yes"}
    asked = office.act("add", "ask", **fields)
    assert "Şu adla bir hesap açılacak: ayse.k" in asked.words
    assert office.written() == []
    done = office.act("add", "do", **asked.form("add"))
    assert done.said == "Hesap açıldı: ayse.k"
    made = office.account("ayse.k")
    assert (made.role, made.programmes, made.rights, made.must_set_password) == (
        "feedback", ("A", "B"), ("sensitive",), True,
    )  # fmt: skip
    assert done.password
    assert office.house.visitor("10.0.0.1").sign_in("ayse.k", done.password).status_code == 302
    again = office.act("add", "do", **asked.form("add"))
    assert (again.said, again.password) == ("", None)
    assert again.errors == ["Bu adda bir hesap zaten var: ayse.k"]
    assert Answer(office.send("accounts", None), "admin-accounts").password is None
    assert office.written() == [("account_created", "ayse.k"), ("scope_changed", "ayse.k")]
    trail = repr([tuple(row) for row in office.house.run(select(audit))])
    assert done.password not in trail


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"username": "Ayşe"}, "Hesap adı küçük harf"),
        ({"username": ""}, "Hesap adı küçük harf"),
        ({"username": "ali", "role": "king"}, "Böyle bir rol yok: king"),
        ({"username": "ali", "sensitive": "yes"}, "Bu yetki yalnızca geri bildirim personeline"),
    ],
)
def test_an_account_that_cannot_be_is_refused_beside_its_field(
    still_office: Office, fields: dict[str, str], sentence: str
) -> None:
    for step in ("ask", "do"):
        answer = still_office.act("add", step, **fields)
        assert sentence in answer.errors[0]
        assert answer.said == ""
    assert still_office.written() == []


def test_role_and_scope_are_changed_as_shown_and_sessions_end(office: Office) -> None:
    staff = office.house.signed_in("staff")
    opened = office.act("access", "open", username="staff")
    assert opened.form("change") == as_fields(office.account("staff"))
    wished = opened.form("change") | {"role": "feedback", "programmes": "B", "sensitive": "yes"}
    asked = office.act("access", "ask", **wished)
    for sentence in (
        "Rol: Geri bildirim personeli",
        "Açık oturumları hemen biter.",
        "Programlar : B",
        "Hassas başvuruları gör",
    ):
        assert sentence in asked.words
    assert office.account("staff").role == "staff"
    done = office.act("access", "do", **asked.form("change"))
    assert done.said == "Hesap değiştirildi: staff"
    now = office.account("staff")
    assert (now.role, now.programmes, now.rights) == ("feedback", ("B",), ("sensitive",))
    assert staff.http.get("/_dash-layout").status_code == 401
    assert office.written() == [("role_changed", "staff"), ("scope_changed", "staff")]


def test_only_what_has_changed_is_written_down(office: Office) -> None:
    opened = office.act("access", "open", username="staff").form("change")
    assert office.act("access", "ask", **opened).errors == ["Hiçbir şeyi değiştirmediniz."]
    office.act("access", "do", **opened | {"grants": "G1"})
    rows = office.house.run(
        select(audit.c.action, audit.c.details).where(audit.c.actor == "admin", audit.c.subject == "staff")
    )
    assert [tuple(row) for row in rows] == [("scope_changed", {"grants": ["G1"]})]


def test_two_administrators_at_once_lose_nothing(office: Office) -> None:
    second = office.house.signed_in("second")
    mine = office.act("access", "open", username="staff").form("change")
    theirs = office.act("access", "open", second, username="staff").form("change")
    assert office.act("access", "do", second, **theirs | {"programmes": "A\nB"}).said
    late = office.act("access", "do", **mine | {"grants": "G1"})
    assert (late.said, office.account("staff").grants) == ("", ())
    assert "başka biri değiştirdi" in late.errors[0]
    assert office.account("staff").programmes == ("A", "B")
    stale = office.act("disable", "do", **mine)
    assert "başka biri değiştirdi" in stale.errors[0]
    assert not office.account("staff").is_disabled


def test_disable_enable_and_reset(office: Office) -> None:
    asked = office.act("disable", "ask", username="staff")
    assert "artık oturum açamayacak: staff" in asked.words
    assert office.act("disable", "do", **asked.form("change")).said == "Hesap kapatıldı: staff"
    assert office.house.visitor().sign_in("staff").status_code == 401
    asked = office.act("enable", "ask", username="staff")
    assert office.act("enable", "do", **asked.form("change")).said == "Hesap yeniden açıldı: staff"
    assert office.house.visitor().sign_in("staff").status_code == 302
    asked = office.act("reset", "ask", username="staff")
    done = office.act("reset", "do", **asked.form("change"))
    assert done.password
    assert office.house.visitor().sign_in("staff").status_code == 401
    assert office.house.visitor().sign_in("staff", done.password).status_code == 302
    assert office.written() == [("disabled", "staff"), ("enabled", "staff"), ("reset", "staff")]


@pytest.mark.parametrize("act", ["access", "disable", "enable", "reset"])
def test_nobody_changes_the_own_account(still_office: Office, act: str) -> None:
    own = as_fields(still_office.account("admin")) | {"role": "staff", "sensitive": "yes"}
    for step in ("ask", "do"):
        answer = still_office.act(act, step, **own | {"role": "admin", "programmes": "A"})
        assert answer.said == ""
        assert "Kendi hesabınızı burada değiştiremezsiniz" in " ".join(answer.errors)
    assert still_office.written() == []


def test_the_last_administrator_stays_even_if_both_go_at_once(office: Office) -> None:
    second = office.house.signed_in("second")
    fields = as_fields(office.account("second"))
    assert office.act("disable", "do", **fields).said
    refused = office.send(
        "accounts", {"act": "disable", "step": "do", "fields": as_fields(office.account("admin"))}, second
    )
    assert refused.status_code == 401
    assert not office.account("admin").is_disabled


@pytest.mark.parametrize("username", ["nobody", "", "x" * 5000, "staff'--", "<script>"])
def test_an_account_that_is_not_there_is_told(still_office: Office, username: str) -> None:
    for act, step in (("access", "open"), ("disable", "ask"), ("reset", "do")):
        answer = still_office.act(act, step, username=username)
        assert answer.errors == [f"Bu adda bir hesap yok: {username}".strip()] or answer.errors[0].startswith("Bu adda")
