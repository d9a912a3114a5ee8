"""The written rows: what the five documents and the public facts of P171489 say; all else calls itself an example."""

from dashboard.data.demo import GRANT_OF_FUNDER, PROGRAMMES
from dashboard.data.demo.files import column, shape, structure
from dashboard.data.loading import KINDS
from dashboard.data.loading.kind import Field
from dashboard.data.reference import reference

WRITTEN_ELSEWHERE = {"places", "activity_kinds", "feedback_categories", "reach", "feedback"}


def codes(kind: str) -> set[str]:
    return set(structure(kind)["code"])


def fields(kind: str) -> dict[str, Field]:
    return {field.name: field for field in KINDS[kind].fields}


def test_every_kind_has_rows() -> None:
    for kind in set(KINDS) - WRITTEN_ELSEWHERE - {"spending"}:
        assert len(structure(kind)), kind
        assert set(structure(kind)) <= set(fields(kind)), kind


def test_the_izmir_association_has_eleven_strategic_goals_and_a_pool() -> None:
    goals = structure("goals")
    assert (goals["level"] == "strategic").sum() == 11
    stages = set(structure("projects")["stage"])
    assert stages == set(fields("projects")["stage"].codes)


def test_the_municipal_project_has_its_partners_and_objectives() -> None:
    partners = {"ZEYTINBURNU", "BAGCILAR", "EMINONU", "PIRAZIZ", "BOZAT"}
    abroad = {"FRIEDRICHSHAIN-KREUZBERG", "BERINGEN", "WIEN"}
    assert partners | abroad | {"MARMARA-BOGAZLARI"} <= codes("organisations")
    levels = structure("goals").query("programme_code == 'EU-DIALOGUE'")["level"].value_counts().to_dict()
    assert levels == {"general": 5, "specific": 2}


def test_the_community_centres_have_four_sub_programmes() -> None:
    assert (structure("subprogrammes")["programme_code"] == "KIZILAY").sum() == 4


def test_p171489_keeps_its_real_dates_extension_and_names() -> None:
    grant = structure("grants").set_index("code").loc["P171489"]
    assert grant["name_en"] == "Support to Refugees Transitioning to Communities"
    assert (grant["effective_on"], grant["starts_on"], grant["ends_on"]) == ("2019-12-17", "2020-01-01", "2021-03-31")
    changes = structure("amendments").query("grant_code == 'P171489'").set_index("kind")
    assert changes.at["extension", "new_ends_on"] == "2021-12-31"
    assert "COVID-19" in changes.at["extension", "reason"]
    assert changes.at["renaming", "new_name"] == "Support to Harmonization in Turkey"
    assert set(changes["evidence"]) == {"seen_in_data"}
    approval = structure("milestones").set_index("code").loc["P171489-M01"]
    assert approval["done_on"] == "2019-12-06"


def test_the_declared_figure_stands_alone() -> None:
    results = structure("results").set_index("indicator_code")
    assert results.at["KIZ-BEYAN-2020", "value"] == "346091"
    assert results.at["KIZ-BEYAN-2020", "period_end"] == "2020-01-31"
    declared = structure("indicators").set_index("code").loc["KIZ-BEYAN-2020"]
    assert declared["grant_code"] == ""
    assert "KIZ-BEYAN-2020" not in {line["indicator_code"] for line in [*shape("series"), *shape("people_plan")]}


def test_adana_works_in_all_eleven_kinds_and_the_union_in_its_output_kinds() -> None:
    activities, programme_of = structure("activities"), column("projects", "programme_code")
    kinds = activities.groupby(activities["project_code"].map(programme_of))["activity_kind"].agg(set)
    assert set(reference("activity_kinds")["code"].head(11)) <= kinds["ADANA"]
    assert {"advice", "institution_training", "awareness_event", "publication", "research"} <= kinds["MBB"]


def test_made_projects_and_grants_say_that_they_are_examples() -> None:
    for kind in ("projects", "grants"):
        made = structure(kind).query("code not in ['P171489', 'KIZ-P171489']")
        for name, word in (("name_tr", "örnek"), ("name_en", "example"), ("name_ar", "للمثال|مثال")):
            assert made[name].str.contains(word).all()


def test_everything_has_a_name_in_three_languages() -> None:
    named = [kind for kind in KINDS if "name_ar" in fields(kind) and kind not in WRITTEN_ELSEWHERE]
    for kind in named:
        assert (structure(kind)[["name_tr", "name_en", "name_ar"]] != "").all(axis=None), kind


def test_a_project_shared_by_two_funders_and_grants_that_begin_mid_month_are_there() -> None:
    shares = structure("project_grants")["project_code"].value_counts()
    assert shares["KIZ-02"] == 2
    assert structure("grants")["starts_on"].str.endswith(("-15", "-16", "-10")).sum() >= 5


def test_each_funder_account_has_grants_of_its_funder() -> None:
    funder = column("grants", "funder_code")
    assert {funder[code] for code in GRANT_OF_FUNDER["funder-wb"]} == {"WORLD-BANK"}
    assert {funder[code] for code in GRANT_OF_FUNDER["funder-eu"]} == {"EU"}
    assert set(PROGRAMMES) == codes("programmes")
