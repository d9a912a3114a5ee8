"""The form of sign-in, over HTTP."""

import time

import pytest
from sqlalchemy import func, select, update

from dashboard.access import accounts as accounts_module
from dashboard.app import create_app
from dashboard.data.schema.accounts import accounts, audit, sessions
from tests.visiting import PASSWORD, House, Visitor


def test_the_right_password_leads_to_the_page_that_was_asked_for(house: House) -> None:
    answer = house.visitor().sign_in("staff", next="/beneficiaries?period=2021")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/beneficiaries?period=2021")


def test_names_are_the_same_in_large_letters_and_with_spaces(house: House) -> None:
    assert house.visitor().sign_in(" MANAGER ").status_code == 302


def test_a_wrong_password_and_an_unknown_account_get_one_answer(house: House) -> None:
    answers = [house.visitor().sign_in(name, "wrong password") for name in ("staff", "nobody")]
    texts = [a.get_data(as_text=True).split('name="csrf_token"')[0] for a in answers]
    assert [a.status_code for a in answers] == [401, 401]
    assert texts[0] == texts[1]
    assert 'role="alert"' in texts[0]
    assert "Kullanıcı adı veya parola hatalı." in texts[0]


def test_a_wrong_password_and_an_unknown_account_take_the_same_time(house: House) -> None:
    def seconds(name: str, number: int) -> float:
        visitor = house.visitor(f"10.0.{len(name)}.{number}")
        token = visitor.form_token()
        start = time.perf_counter()
        visitor.http.post("/login", data={"username": name, "password": "wrong", "csrf_token": token})
        return time.perf_counter() - start

    # In turn, and the quickest of each: what another program takes from the machine meets both alike.
    pairs = [(seconds("staff", number), seconds("nobody", number)) for number in range(9)]
    known, unknown = (min(times) for times in zip(*pairs, strict=True))
    assert 0.5 < known / unknown < 2


@pytest.mark.parametrize("name", ["disabled", "expired"])
def test_a_closed_account_looks_like_a_wrong_password(house: House, name: str) -> None:
    late = func.clock_timestamp() - accounts_module.ONE_TIME_LIVES
    closed = {
        "disabled": {"disabled_at": func.clock_timestamp()},
        "expired": {"one_time_password": True, "password_set_at": late},
    }
    house.run(update(accounts).where(accounts.c.username == "staff").values(closed[name]))
    answer = house.visitor().sign_in("staff")
    assert answer.status_code == 401
    assert "Kullanıcı adı veya parola hatalı." in answer.get_data(as_text=True)


def test_every_sign_in_has_a_new_session_id_and_the_old_one_is_worth_nothing(house: House) -> None:
    visitor = house.visitor()
    visitor.http.set_cookie("session", "chosen-by-somebody-else")
    visitor.sign_in("staff")
    first = visitor.token
    visitor.http.delete_cookie("sign-in")
    token = house.visitor()
    form = token.form_token()
    cookie = token.http.get_cookie("sign-in")
    assert cookie
    visitor.http.set_cookie("sign-in", cookie.value)
    visitor.http.post("/login", data={"username": "staff", "password": PASSWORD, "csrf_token": form})
    second = visitor.token
    assert len({first, second, "chosen-by-somebody-else", None}) == 4
    visitor.http.set_cookie("session", str(first))
    assert visitor.http.get("/_dash-layout").status_code == 401


def test_the_cookie_is_plain_on_loopback_and_bound_to_the_host_behind_https(house: House) -> None:
    plain = house.visitor().sign_in("staff").headers.getlist("Set-Cookie")[0]
    assert plain.startswith("session=")
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(plain.split("; "))
    assert "Secure" not in plain
    public = house.database.settings.model_copy(update={"public_url": "https://panel.example.org"})
    other = House(create_app(public, house.database.engines), house.database)
    bound = other.visitor().sign_in("staff").headers.getlist("Set-Cookie")[0]
    assert bound.startswith("__Host-session=")
    assert {"HttpOnly", "SameSite=Lax", "Path=/", "Secure"} <= set(bound.split("; "))
    assert "Domain" not in bound


def test_the_table_keeps_no_token(house: House) -> None:
    token = house.signed_in("staff").token
    assert token
    kept = house.run(select(sessions)).one()
    assert token.encode() not in kept.token_hash
    assert token not in repr(tuple(kept))
    assert len(kept.token_hash) == 32


ODD_FIELDS = {
    "no name": {"password": PASSWORD},
    "no password": {"username": "staff"},
    "name twice": {"username": ["staff", "admin"], "password": PASSWORD},
    "password twice": {"username": "staff", "password": [PASSWORD, PASSWORD]},
    "NUL in the name": {"username": "sta\0ff", "password": PASSWORD},
    "NUL in the password": {"username": "staff", "password": PASSWORD + "\0"},
    "long name": {"username": "s" * 65, "password": PASSWORD},
    "long password": {"username": "staff", "password": "p" * 201},
    "long token": {"username": "staff", "password": PASSWORD, "csrf_token": "t" * 301},
    "next twice": {"username": "staff", "password": PASSWORD, "next": ["/", "/a"]},
    "nested name": {"username[]": "staff", "password": PASSWORD},
}


@pytest.mark.parametrize("data", ODD_FIELDS.values(), ids=ODD_FIELDS.keys())
def test_odd_fields_are_refused_and_change_nothing(open_house: House, data: dict[str, object]) -> None:
    before = open_house.run(select(func.count()).select_from(audit)).scalar()
    visitor = open_house.visitor()
    sent = {"csrf_token": visitor.form_token()} | data
    assert visitor.http.post("/login", data=sent).status_code == 400
    assert visitor.token is None
    assert open_house.run(select(func.count()).select_from(audit)).scalar() == before


@pytest.mark.parametrize(
    "body",
    [
        {"username": "staff", "password": PASSWORD},
        {"username": {"$ne": ""}, "password": {"$ne": ""}},
        {"username": ["staff"], "password": [PASSWORD]},
        {"username": True, "password": None},
        [],
        "text",
        None,
    ],
)
def test_json_is_no_form(open_house: House, body: object) -> None:
    visitor = open_house.visitor()
    visitor.form_token()
    assert visitor.http.post("/login", json=body).status_code == 400


def test_a_field_of_a_megabyte_is_too_large(open_house: House) -> None:
    visitor = open_house.visitor()
    data = {"username": "staff", "password": "p" * 1_000_000, "csrf_token": visitor.form_token()}
    assert visitor.http.post("/login", data=data).status_code == 413


def test_a_file_is_no_password(open_house: House) -> None:
    visitor = open_house.visitor()
    token = visitor.form_token()
    body = (
        '--b\r\nContent-Disposition: form-data; name="username"\r\n\r\nstaff\r\n'
        f'--b\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{token}\r\n'
        '--b\r\nContent-Disposition: form-data; name="password"; filename="p"\r\n\r\n' + PASSWORD + "\r\n--b--\r\n"
    )
    answer = visitor.http.post("/login", data=body.encode(), content_type="multipart/form-data; boundary=b")
    assert answer.status_code == 400


@pytest.mark.parametrize("token", ["", "x", "ImEi.aaaa.bbbb"])
def test_a_form_without_our_token_is_not_taken(open_house: House, token: str) -> None:
    visitor = open_house.visitor()
    assert visitor.sign_in("staff", csrf_token=token).status_code == 400
    assert visitor.token is None


def test_a_token_works_only_in_the_browser_it_was_made_for(open_house: House) -> None:
    stolen = open_house.visitor().form_token()
    assert open_house.visitor().sign_in("staff", csrf_token=stolen).status_code == 400


def test_two_open_forms_of_one_browser_both_work(open_house: House) -> None:
    visitor = open_house.visitor()
    first = visitor.form_token()
    visitor.form_token()
    assert visitor.sign_in("staff", csrf_token=first).status_code == 302


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}])
def test_another_site_cannot_sign_somebody_in(open_house: House, headers: dict[str, str]) -> None:
    visitor = open_house.visitor()
    data = {"username": "staff", "password": PASSWORD, "csrf_token": visitor.form_token()}
    assert visitor.http.post("/login", data=data, headers=headers).status_code == 403


def test_who_is_signed_in_is_sent_on_from_the_form(open_house: House) -> None:
    staff = open_house.signed_in("staff")
    assert staff.http.get("/login?next=/methods").headers["Location"] == "/methods"
    assert staff.http.get("/login?next=//evil.example").headers["Location"] == "/"


@pytest.mark.parametrize(
    ("language", "direction", "words"),
    [("tr", "ltr", "Oturum aç"), ("en", "ltr", "Sign in"), ("ar", "rtl", "تسجيل الدخول")],
)
def test_the_form_speaks_three_languages(open_house: House, language: str, direction: str, words: str) -> None:
    form = open_house.visitor().http.get(f"/login?lang={language}").get_data(as_text=True)
    assert f'<html lang="{language}" dir="{direction}">' in form
    assert f"<h1>{words}</h1>" in form


def test_the_form_asks_for_what_password_managers_know(open_house: House) -> None:
    form = open_house.visitor().http.get("/login").get_data(as_text=True)
    assert 'autocomplete="username"' in form
    assert 'autocomplete="current-password"' in form
    assert "onpaste" not in form
    assert "<script" not in form


def test_the_form_loads_nothing_but_its_own_files(open_house: House) -> None:
    visitor: Visitor = open_house.visitor()
    form = visitor.http.get("/login").get_data(as_text=True)
    for address in {part.split('"')[0] for part in form.split('href="')[1:] + form.split('src="')[1:]}:
        if not address.startswith("/login"):
            with visitor.http.get(address) as answer:
                assert answer.status_code == 200, address


def test_what_the_address_asks_for_stays_text(open_house: House) -> None:
    form = open_house.visitor().http.get('/login?next=/"><script>alert(1)</script>').get_data(as_text=True)
    assert "<script" not in form


def test_signing_in_and_out_is_written_down_without_passwords_or_tokens(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("INFO", "dashboard.audit"):
        house.visitor().sign_in("staff", "a wrong guess")
        house.visitor().sign_in("my password in the wrong field", "oops")
        staff = house.signed_in("staff")
        token = staff.token
        staff.http.post("/logout")
    rows = house.run(select(audit).where(audit.c.action.like("sign_%")).order_by(audit.c.id)).all()
    told = [(row.actor, row.action) for row in rows]
    assert told == [("staff", "sign_in_failed"), ("", "sign_in_failed"), ("staff", "sign_in"), ("staff", "sign_out")]
    everything = repr([tuple(row) for row in rows]) + caplog.text
    for secret in ("a wrong guess", "oops", "wrong field", PASSWORD, str(token)):
        assert secret not in everything
    assert len([line for line in caplog.messages if '"action"' in line]) == 4
