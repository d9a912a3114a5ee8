"""What managers do on the page: release, lock and comment, each once, as one data version, with a line in the trail."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Connection, select

from dashboard.address import Period
from dashboard.callbacks.timeline_acts import doing
from dashboard.data.comments import comment_at
from dashboard.data.engine import writing
from dashboard.data.releasing import locks_of, released_version
from dashboard.data.schema import versions
from tests.acting_app import ActingApp, Answer

H1 = Period.parse("2021-H1")
RELEASE, LOCK = {"version": "2"}, {"version": "2", "period": "2021-H1", "day": "2021-08-12"}
COMMENT = {"indicator": "I1", "period": "2021-H1", "text": "Okullar kapalıydı"}
DOES = [("release", RELEASE), ("lock", LOCK), ("comment", COMMENT)]


def known(acts: ActingApp, question: Callable[[Connection], object]) -> object:
    """Ask the database directly."""
    with acts.database.engines.owner.connect() as connection:
        return question(connection)


def said(acts: ActingApp, version: int = 10**6) -> str | None:
    """Give the comment on the first half of 2021."""
    found = known(acts, lambda connection: comment_at(connection, "I1", H1.first_day, H1.last_day, version))
    return found.text if found else None  # type: ignore[attr-defined]


def test_a_release_is_asked_about_done_told_and_shown(acts: ActingApp) -> None:
    asked = acts.act("manager", "release", "ask", **RELEASE)
    (day,) = {one.strftime("%d.%m.%Y") for one in known(acts, istanbul_days)}  # type: ignore[attr-defined]
    assert f"Fon sağlayıcı bu sürümü görecek: 2, {day}" in asked.words
    assert asked.steps("release") == ["do", "back"]
    assert acts.newest() == 3
    done = acts.act("manager", "release", "do", **RELEASE)
    assert done.said == f"Yayımlandı. Fon sağlayıcının gördüğü sürüm: 2, {day}. Bu işlemin veri sürümü: 4"
    assert f"Fon sağlayıcının gördüğü sürüm: 2, {day}" in done.words
    assert known(acts, lambda connection: released_version(connection, "G1")) == 2
    assert acts.trail("release") == [("manager", "release", "G1", {"released": 2, "version": 4, "reason": ""})]


def test_who_released_when_and_why_stands_in_the_trail_and_with_the_release(acts: ActingApp) -> None:
    asked = acts.act("manager", "release", "ask", **RELEASE, reason="  Yarıyıl raporu onaylandı ")
    assert "Gerekçe: Yarıyıl raporu onaylandı" in asked.words
    acts.act("manager", "release", "do", **RELEASE, reason="  Yarıyıl raporu onaylandı ")
    told = {"released": 2, "version": 4, "reason": "Yarıyıl raporu onaylandı"}
    assert acts.trail("release") == [("manager", "release", "G1", told)]
    kept = "select actor, reason, released_version, since_version from releases"
    assert known(acts, lambda connection: connection.exec_driver_sql(kept).all()) == [
        ("manager", "Yarıyıl raporu onaylandı", 2, 4)
    ]


def istanbul_days(connection: Connection) -> set[object]:
    """Give the days in Istanbul on which the versions of the world came."""
    query = "select distinct (committed_at at time zone 'Europe/Istanbul')::date from versions where version > 1"
    return set(connection.exec_driver_sql(query).scalars())


def test_an_earlier_release_says_that_it_takes_later_ones_back(acts: ActingApp) -> None:
    acts.act("manager", "release", "do", version="3")
    asked = acts.act("manager", "release", "ask", version="2")
    assert "Daha yeni sürümler fon sağlayıcıya kapanacak." in asked.words
    acts.act("manager", "release", "do", version="2")
    assert known(acts, lambda connection: released_version(connection, "G1")) == 2


def test_a_lock_keeps_the_period_and_rises_what_the_funder_sees(acts: ActingApp) -> None:
    asked = acts.act("manager", "lock", "ask", **LOCK)
    for words in ("saklanacak: 2021 1. yarıyıl", "Rapor günü: 12.08.2021", "bu sürümü görecek: 2", "geri alınamaz"):
        assert words in asked.words
    done = acts.act("manager", "lock", "do", **LOCK)
    assert done.said.startswith("Kilitlendi: 2021 1. yarıyıl. Raporlanan sürüm: 2, ")
    assert "Kilitli dönemler: 2021 1. yarıyıl" in done.words
    (lock,) = known(acts, lambda connection: locks_of(connection, "G1", 10**6))  # type: ignore[misc]
    assert (lock.period, lock.reported_version, lock.reported_on.isoformat()) == (H1, 2, "2021-08-12")
    told = {"period": "2021-H1", "on": "2021-08-12", "reported": 2, "version": 4}
    assert acts.trail("lock", "release") == [("manager", "lock", "G1", told)]


def test_a_lock_of_older_data_says_that_the_funder_still_sees_the_newer(acts: ActingApp) -> None:
    acts.act("manager", "release", "do", version="3")
    asked = acts.act("manager", "lock", "ask", **LOCK)
    assert "Fon sağlayıcının gördüğü sürüm değişmeyecek: 3" in asked.words


def test_a_comment_is_opened_written_confirmed_and_kept_beside_the_one_before(acts: ActingApp) -> None:
    opened = acts.act("manager", "comment", "open", **COMMENT | {"text": "", "seen": ""})
    box = opened.named("timeline-acts-comment-text")
    assert box is not None
    assert box["props"]["defaultValue"] == "Kış"  # type: ignore[index]
    assert "Yazıldığı gün: 05.07.2021. Yazan birim: Koordinatör" in opened.words
    asked = acts.act("manager", "comment", "ask", **COMMENT)
    assert "Bu yorum kaydedilecek: Okullar kapalıydı" in asked.words
    assert said(acts) == "Kış"
    done = acts.act("manager", "comment", "do", **COMMENT)
    assert done.said == "Yorum kaydedildi. Bu işlemin veri sürümü: 4"
    assert (said(acts), said(acts, 3)) == ("Okullar kapalıydı", "Kış")
    told = {"from": "2021-01-01", "to": "2021-06-30", "version": 4}
    assert acts.trail("comment") == [("manager", "comment", "I1", told)]
    assert "Okullar" not in str(acts.trail("comment"))
    again = acts.act("admin", "comment", "open", **COMMENT | {"text": "", "seen": ""})
    assert "Yazan birim: Program yöneticisi" in again.words


def test_an_empty_comment_takes_back_what_was_said(acts: ActingApp) -> None:
    gone = COMMENT | {"text": " \n "}
    assert "Bu dönemin yorumu kaldırılacak." in acts.act("manager", "comment", "ask", **gone).words
    assert acts.act("manager", "comment", "do", **gone).said.startswith("Yorum kaldırıldı.")
    assert said(acts) is None
    assert [line[1] for line in acts.trail("comment", "comment_removed")] == ["comment_removed"]


def test_a_comment_stays_plain_text_of_several_lines(acts: ActingApp) -> None:
    text = '  <b onclick="x">=1+1</b>\r\nİkinci satır — ٣ 😀  '
    acts.act("manager", "comment", "do", **COMMENT | {"text": text})
    assert said(acts) == '<b onclick="x">=1+1</b>\nİkinci satır — ٣ 😀'


@pytest.mark.parametrize(("act", "fields"), DOES)
def test_a_second_press_changes_nothing_more(acts: ActingApp, act: str, fields: dict[str, str]) -> None:
    first = (
        acts.act("manager", act, "do", **fields, seen="3")
        if act != "lock"
        else acts.act("manager", act, "do", **fields)
    )
    again = acts.act("manager", act, "do", **fields)
    assert acts.newest() == 4
    assert first.said != again.said
    assert "Yeni bir işlem yapılmadı." in again.said
    assert again.wrong(act) == {}
    assert len(acts.trail("release", "lock", "comment")) == 1


@pytest.mark.parametrize(("act", "fields"), DOES)
def test_two_presses_at_once_are_one_act(acts: ActingApp, act: str, fields: dict[str, str]) -> None:
    acts.person("manager")
    wish = {"act": act, "step": "do", "fields": acts.filled(act, fields)}
    token = acts.person("manager").get_cookie("session")
    assert token

    def press(_: int) -> int:
        browser = acts.app.server.test_client()
        browser.set_cookie("session", token.value)
        other = ActingApp(acts.app, acts.database, {"manager": browser})
        return other.send("manager", wish).status_code

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(press, range(2))) == [200, 200]
    assert acts.newest() == 4
    assert len(acts.trail("release", "lock", "comment")) == 1


def test_what_somebody_else_changed_meanwhile_is_not_written_over(acts: ActingApp) -> None:
    acts.act("admin", "release", "do", version="3")
    acts.act("admin", "comment", "do", **COMMENT | {"text": "Kar"})
    for act, fields in (("release", RELEASE), ("comment", COMMENT)):
        late = acts.act("manager", act, "do", **fields, seen="3")
        assert late.wrong(act)[""].startswith("Bu bilgiyi siz açtıktan sonra başka biri değiştirdi")
        assert late.said == ""
    assert acts.newest() == 5
    assert said(acts) == "Kar"
    assert "Kar" in late.words
    assert late.named("timeline-acts-comment-text")["props"]["defaultValue"] == COMMENT["text"]  # type: ignore[index]
    assert acts.act("manager", "comment", "do", **COMMENT, seen="5").said.startswith("Yorum kaydedildi.")


def test_after_an_act_the_page_asks_anew_and_names_the_new_version(acts: ActingApp) -> None:
    asked = acts.act("manager", "release", "ask", "?grant=G1", **RELEASE)
    assert asked.refreshed == {}
    done = acts.act("manager", "release", "do", "?grant=G1", **RELEASE)
    assert done.refreshed["shell-address"] == {"search": "?grant=G1"}
    assert str(acts.newest()) in str(done.refreshed["shell-freshness"]["children"])
    assert acts.act("manager", "release", "do", "?grant=G1", **RELEASE).refreshed == {}


def test_a_page_of_a_chosen_version_offers_that_version(acts: ActingApp) -> None:
    shown = Answer(acts.show("manager", "?grant=G1&v=2&period=2021-Q3").get_json())
    for name in ("release-version", "lock-version"):
        assert shown.named(f"timeline-acts-{name}")["props"]["defaultValue"] == "2"  # type: ignore[index]
    assert shown.named("timeline-acts-lock-period")["props"]["defaultValue"] == "2021-Q3"  # type: ignore[index]
    assert "En yeni sürüm: 3" in shown.words


@pytest.mark.parametrize(
    ("act", "fields", "field", "words"),
    [
        ("release", {"version": "kırk"}, "version", "Yalnızca rakam yazın"),
        ("release", {"version": ""}, "version", "Yalnızca rakam yazın"),
        ("release", {"version": "-1"}, "version", "Yalnızca rakam yazın"),
        ("release", {"version": "9" * 10}, "version", "Yalnızca rakam yazın"),
        ("release", {"version": "0"}, "version", "Veri sürümü yok: 0. En yenisi: 3 Var olan"),
        ("release", {"version": "99"}, "version", "Veri sürümü yok: 99. En yenisi: 3 Var olan"),
        ("release", {"version": "1"}, "version", "böyle bir hibe yok: G1. Veri sürümü: 1 Hibenin bulunduğu"),
        ("release", {"reason": "a" * 301}, "reason", "En çok: 300 karakter. Yazılan: 301."),
        ("release", {"reason": "a\x07b"}, "reason", "düz metin olarak yeniden yazın"),
        ("lock", {"period": "2021-H3"}, "period", "Listeden bir dönem seçin"),
        ("lock", {"day": "2021-06-30"}, "period", "Rapor günü: 30.06.2021 Daha önce bitmiş"),
        ("lock", {"day": "2999-01-01"}, "day", "Rapor günü gelecekte olamaz: "),
        ("lock", {"day": "12.08.2021"}, "day", "Takvimden bir gün seçin"),
        ("lock", {"version": "99"}, "version", "Var olan bir sürümün numarasını yazın"),
        ("comment", {"period": "2099-H1"}, "period", "Bitmiş bir dönem seçin"),
        ("comment", {"text": "a" * 2001}, "text", "En çok: 2000 karakter. Yazılan: 2001."),
        ("comment", {"text": "a\x07b"}, "text", "düz metin olarak yeniden yazın"),
        ("comment", {"text": "#N/A"}, "text", ""),
    ],
)
def test_what_cannot_be_done_is_said_beside_its_field_and_changes_nothing(
    shared_acts: ActingApp, act: str, fields: dict[str, str], field: str, words: str
) -> None:
    usual = dict(DOES)[act] | fields
    answers = [shared_acts.act("manager", act, step, **usual) for step in ("ask", "do")]
    for answer in answers if words else answers[1:]:
        assert list(answer.wrong(act)) == [field]
        assert words in answer.wrong(act)[field]
        box = answer.named(f"timeline-acts-{act}-{field}")
        assert box is not None
        props: dict[str, object] = box["props"]  # type: ignore[assignment]
        assert props["aria-invalid"] == "true"
        assert f"timeline-acts-{act}-{field}-error" in str(props["aria-describedby"]).split()
        assert (props["defaultValue"], answer.said) == (usual[field], "")
    assert shared_acts.newest() == 3
    assert shared_acts.trail("release", "lock", "comment") == []


def test_all_wrong_fields_of_a_form_are_named_at_once(shared_acts: ActingApp) -> None:
    wrong = shared_acts.act("manager", "lock", "ask", version="x", day="y", period="z").wrong("lock")
    assert list(wrong) == ["period", "version", "day"]


def test_an_unchanged_or_empty_comment_asks_for_a_change(shared_acts: ActingApp) -> None:
    same = shared_acts.act("manager", "comment", "ask", **COMMENT | {"text": "Kış"})
    assert "Yorum değişmedi" in same.wrong("comment")["text"]
    empty = shared_acts.act("manager", "comment", "ask", **COMMENT | {"text": "", "period": "2021-Q1"})
    assert "Yorum boş" in empty.wrong("comment")["text"]


def test_a_locked_period_cannot_be_locked_otherwise(acts: ActingApp) -> None:
    acts.act("manager", "lock", "do", **LOCK)
    wrong = acts.act("manager", "lock", "do", **LOCK | {"version": "3", "period": "2021-01..2021-06"}).wrong("lock")
    assert "Bu dönem zaten kilitli." in wrong["period"]
    assert "Başka bir dönem seçin." in wrong["period"]
    assert acts.newest() == 4


def test_going_back_keeps_what_was_typed_and_closing_forgets_it(shared_acts: ActingApp) -> None:
    back = shared_acts.act("manager", "release", "back", version="2")
    assert back.named("timeline-acts-release-version")["props"]["defaultValue"] == "2"  # type: ignore[index]
    closed = shared_acts.act("manager", "comment", "close", **COMMENT)
    assert closed.named("timeline-acts-comment-text") is None
    assert "data-act-focus" in closed.named("timeline-acts-comment-heading")["props"]  # type: ignore[index]


def test_a_filter_that_changes_keeps_the_step_that_somebody_is_at(shared_acts: ActingApp) -> None:
    wish = {
        "act": "comment",
        "step": "open",
        "fields": shared_acts.filled("comment", COMMENT | {"text": "", "seen": ""}),
    }
    other = Answer(shared_acts.show("manager", "?grant=G1&view.timeline.gantt=table", wish).get_json())
    assert other.named("timeline-acts-comment-text") is not None
    elsewhere = Answer(shared_acts.show("manager", "?grant=G2", wish).get_json())
    assert elsewhere.named("timeline-acts-comment-text") is None


def test_while_others_write_somebody_is_told_to_come_back(acts: ActingApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doing, "PATIENCE", 1)
    with writing(acts.database.engines.writer):
        late = acts.act("manager", "release", "do", **RELEASE)
    assert "Şu anda veri yükleniyor" in late.wrong("release")[""]
    assert acts.newest() == 3
    assert acts.act("manager", "release", "do", **RELEASE).said.startswith("Yayımlandı.")


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "The funder will see this version: 2, "), ("ar", "سترى الجهة المموِّلة")]
)
def test_the_question_speaks_the_language_of_the_page(shared_acts: ActingApp, lang: str, words: str) -> None:
    assert words in shared_acts.act("manager", "release", "ask", f"?lang={lang}", **RELEASE).words


def test_the_versions_of_acts_say_who_made_them(acts: ActingApp) -> None:
    for act, fields in DOES:
        acts.act("manager", act, "do", **fields)
    query = select(versions.c.kind, versions.c.actor).where(versions.c.version > 3)
    assert set(known(acts, lambda connection: connection.execute(query).all())) == {("edit", "manager")}  # type: ignore[call-overload]
