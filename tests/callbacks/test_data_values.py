"""Values of a file that were not understood: shown with their rows, given a code of ours, kept and taken away again."""

from typing import Any

import pytest

from dashboard.components.markup import text_of, walk
from dashboard.data.loading import saved_maps
from dashboard.i18n import t
from tests.acting_app import ActingApp
from tests.callbacks.test_data_loading import checked, done, sent, value

HEADER = "indicator_code,period_start,period_end,value"
FEBRUARY = f"{HEADER}\nBirinci gösterge,2021-02-01,2021-02-28,7\n"
MONTHS = f"{FEBRUARY}Birinci gösterge,2021-03-01,2021-03-31,8\nİkinci,2021-03-01,2021-03-31,1\n"
COLUMNS = [[name, name] for name in HEADER.split(",")]
IATI = """<iati-activities version="2.03"><iati-activity xml:lang="en"><iati-identifier>XM-9</iati-identifier>
<result type="1"><title><narrative>People</narrative></title><indicator measure="1"><title><narrative>Visits</narrative>
</title><reference vocabulary="99" code="V1"/><period><period-start iso-date="2021-01-01"/>
<period-end iso-date="2021-12-31"/><target value="10"/><actual value="4"/></period></indicator></result>
</iati-activity></iati-activities>"""


def order(*values: list[str], columns: list[list[str]] = COLUMNS, kind: str = "results", sheet: str = "") -> Any:  # noqa: ANN401
    """Give a map as the page sends it."""
    return {"kind": kind, "columns": columns, "values": list(values), "sheet": sheet}


def asked(acts: ActingApp, who: str = "staff") -> dict[tuple[str, str], dict[str, Any]]:
    """Give for each field and value that the page shows its control and what its row says."""
    answer = acts.send(who, {"act": "upload", "step": "open", "fields": {"digest": ""}}, place="data-loading")
    tree = answer.get_json()["response"]["data-loading"]["tree"]
    rows = [node for node in walk(tree) if node["type"] == "Tr"]  # type: ignore[index]
    found = {}
    for row in rows:
        for node in walk(row):
            props = node["props"]  # type: ignore[index]
            if "data-field" in props:
                codes = [one["props"]["value"] for one in walk(node) if one["type"] == "Option"]  # type: ignore[index]
                told = {"said": text_of(row), "codes": codes, "chosen": props.get("defaultValue")}
                found[props["data-field"], props["data-value"]] = told
    return found


def test_values_are_shown_given_a_code_kept_and_used_by_themselves(acts: ActingApp) -> None:
    http, first = acts.person("staff"), ("indicator_code", "Birinci gösterge")
    digest = checked(http, MONTHS, "ay.csv")
    shown = asked(acts)
    assert set(shown) == {first, ("indicator_code", "İkinci")}
    assert "2" in shown[first]["said"]
    assert shown[first]["codes"] == ["", "=I1", "=I2"]
    mapped = order(["indicator_code", *first[1:], "I1"], ["indicator_code", "İkinci", "I2"])
    assert done(http, "check", digest, map=mapped, keep=True)["result"] == {"refused": False}
    assert asked(acts)[first]["chosen"] == "=I1"
    assert "version" in done(http, "load", digest)["result"]
    assert value(acts) == ["7"]
    next_month = FEBRUARY.replace("02-01", "04-01").replace("02-28", "04-30")
    digest = checked(http, next_month, "ay.csv", kind="")
    assert asked(acts)[first]["chosen"] == "=I1"
    assert t("load.values.mapped") in asked(acts)[first]["said"]
    assert done(http, "check", digest, map=order(), keep=True)["result"] == {"refused": True}
    assert asked(acts)[first]["chosen"] == ""
    with acts.database.engines.owner.connect() as connection:
        (kept,) = saved_maps(connection, "ay.csv")
    assert ("indicator_code", "Birinci gösterge", "I1") in kept.values


def test_codes_of_another_programme_are_not_offered(acts: ActingApp) -> None:
    for who, codes in (("staff", ["", "=I1", "=I2"]), ("admin", ["", "=I1", "=I2", "=I3"])):
        checked(acts.person(who), FEBRUARY)
        assert asked(acts, who)["indicator_code", "Birinci gösterge"]["codes"] == codes


def test_words_of_a_list_and_an_empty_cell_may_be_chosen(acts: ActingApp) -> None:
    http = acts.person("staff")
    text = "code,name_tr,programme_code,level,measure,kind,counts\nV2,Ziyaret,A,Uzak sonuç,1,sum,bilinmez\n"
    digest = checked(http, text, "gosterge.csv", kind="indicators")
    shown = asked(acts)
    assert set(shown) == {("level", "Uzak sonuç"), ("counts", "bilinmez")}
    assert shown["counts", "bilinmez"]["codes"][:2] == ["", "="]
    assert "=" not in shown["level", "Uzak sonuç"]["codes"]
    columns = [[name, name] for name in text.split("\n", maxsplit=1)[0].split(",")]
    values = [["level", "Uzak sonuç", "outcome"], ["counts", "bilinmez", ""]]
    told = order(*values, columns=columns, kind="indicators")
    assert done(http, "check", digest, map=told)["result"] == {"refused": False}


def test_currencies_and_countries_are_offered_by_their_names(acts: ActingApp) -> None:
    http = acts.person("admin")
    text = "code,programme_code,name_tr,stage,budget,currency,country\nA9,A,Ad,idea,5,lira,Almanya\n"
    digest = checked(http, text, "proje.csv", kind="projects")
    assert set(asked(acts, "admin")) == {("currency", "lira"), ("country", "Almanya")}
    answer = acts.send("admin", {"act": "upload", "step": "open", "fields": {"digest": ""}}, place="data-loading")
    tree = answer.get_json()["response"]["data-loading"]["tree"]
    offered = {
        node["props"]["id"].rpartition("-")[2]: {
            one["props"]["value"]: text_of(one) for one in node["props"]["children"]
        }
        for node in walk(tree)
        if node["type"] == "Datalist"
    }
    assert offered["currency"]["TRY"] == "Türk lirası · TRY"
    assert offered["country"]["DE"] == "Almanya · DE"
    columns = [[name, name] for name in text.split("\n", maxsplit=1)[0].split(",")]
    told = order(["currency", "lira", "TRY"], ["country", "Almanya", "DE"], columns=columns, kind="projects")
    assert done(http, "check", digest, map=told)["result"] == {"refused": False}
    assert "version" in done(http, "load", digest)["result"]


def test_the_activities_of_a_file_of_iati_get_their_grant_on_the_page(acts: ActingApp) -> None:
    http = acts.person("staff")
    digest = sent(http, IATI, "report.xml").get_json()["digest"]
    assert done(http, "check", digest, kind="")["result"] == {"refused": True}
    shown = asked(acts)
    assert shown["grant_code", "XM-9"]["codes"] == ["", "=", "=G1", "=G2"]
    assert shown["programme_code", "XM-9"]["codes"] == ["", "=A"]
    names = ("code", "name_tr", "name_en", "level", "component", "measure", "kind", "ascending")
    columns = [[name, name] for name in names] + [
        ["iati-identifier", "grant_code"],
        ["iati-activity", "programme_code"],
    ]
    told = order(["grant_code", "XM-9", "G2"], columns=columns, kind="indicators", sheet="indicators")
    assert done(http, "check", digest, kind="", map=told, keep=True)["result"] == {"refused": False}
    assert "version" in done(http, "load", digest)["result"]
    assert done(http, "check", sent(http, IATI, "report.xml").get_json()["digest"], kind="")["result"] == {
        "refused": False
    }


@pytest.mark.parametrize("values", [[["nothing", "a", "b"]], [["value", "a", "b"]] * 2_001])
def test_odd_values_are_refused(shared_acts: ActingApp, values: list[list[str]]) -> None:
    body = {"digest": "0" * 64, "kind": "", "source": "", "supersede": False, "map": order(*values), "keep": False}
    assert shared_acts.person("staff").post("/data/check", json=body).status_code == 400
