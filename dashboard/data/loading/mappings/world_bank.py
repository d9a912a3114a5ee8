"""The World Bank's list of projects -> KINDs organisations, programmes, projects, grants, project_grants and funding.

One row of the list is one project. The column sets of 2024 and of 2025 are both understood; where the list has two
names for a column, either will do.

| column of the list | our column | how |
|---|---|---|
| `id` | projects.code, grants.code, funding.reference | as it is |
| `project_name` | name_tr, name_en | the list has no Turkish title |
| `projectstatusdisplay`, `status` | projects.stage | screened, running, closed or rejected (see `STAGES`) |
| the same | projects.iati_status | 1, 2, 4 or 5 (see `IATI`) |
| `last_stage_reached_name` | projects.stage_reason | for dropped projects |
| `pdo` | projects.objective | as it is |
| `impagency` | projects.implementer | as it is; letters lost to `?` are flagged |
| `boardapprovaldate` | starts_on, funding.secured_on | ISO with `Z` |
| `loan_effective_date` | grants.effective_on | ISO |
| `closingdate` | ends_on | `9/30/2024 12:00:00 AM` or ISO |
| `curr_project_cost` | projects.budget | US dollars; 0 means not recorded |
| `curr_total_commitment`, else `grantamt` | grants.amount, funding.amount | US dollars; 0 means not recorded |
| `url` | projects.website | a blank inside is percent-encoded |

Only projects that are active or closed have an agreement, so only these give a grant; where its amount and the day of
the board's approval are known, the money counts as secured on that day. A closing date that differs from
the earlier list's becomes an amendment, see `history`.
"""

import re
from datetime import date, datetime
from urllib.parse import quote

from dashboard.data.loading.mapping import Always, From, Mapping, Part, TablePart, Together
from dashboard.data.loading.mappings.history import revise_ends
from dashboard.i18n import DEFAULT, catalogue

BANK, PROGRAMME = "WORLD-BANK", "DUNYA-BANKASI"
STAGES = {"Pipeline": "screened", "Active": "running", "Closed": "closed", "Dropped": "rejected"}
IATI = {"Pipeline": "1", "Active": "2", "Closed": "4", "Dropped": "5"}
STATUS, LAST_STAGE = ("projectstatusdisplay", "status"), ("last_stage_reached_name",)
_DATED = re.compile(r"(?<!\d)(\d{1,2})([a-z]{3})(\d{4})(?!\d)|(?<!\d)(\d{4}-\d{2}-\d{2})(?!\d)", re.IGNORECASE)


def day(text: str) -> str:
    """Read the dates of the list: US with a time, ISO, and ISO with a time and `Z`.

    Raises:
        ValueError: it is none of these.
    """
    if "/" in text:
        return datetime.strptime(text, "%m/%d/%Y %I:%M:%S %p").date().isoformat()  # noqa: DTZ007 - a day without a zone
    return date.fromisoformat(text.removesuffix("T00:00:00Z")).isoformat()


def amount(text: str) -> str:
    """Read an amount of US dollars; the list writes 0 where nothing is recorded.

    Raises:
        ValueError: it is no number.
    """
    return text if float(text) else ""


def web_address(text: str) -> str:
    """Give an address of the list; one of them holds a wide blank, which is written as addresses write it."""
    return re.sub(r"\s", lambda blank: quote(blank[0]), text.strip())


def stage(text: str) -> str:
    """Give our stage of a status of the list.

    Raises:
        ValueError: the list knows no such status.
    """
    return _known(STAGES, text)


def iati_status(text: str) -> str:
    """Give the IATI status of a status of the list.

    Raises:
        ValueError: the list knows no such status.
    """
    return _known(IATI, text)


def _known(codes: dict[str, str], text: str) -> str:
    """Give a code, or refuse a text that has none."""
    if text.strip() not in codes:
        raise ValueError(text)
    return codes[text.strip()]


def dropped_at(status: str, reached: str) -> str:
    """Say in Turkish why a dropped project is rejected; nothing for any other."""
    if status.strip() != "Dropped":
        return ""
    return catalogue(DEFAULT)["load.mapping.world_bank.dropped"].format(stage=reached.strip() or "–")


def date_of_list(file: str) -> date | None:
    """Read the date of a list off its file's name: `..._29aug2024.csv` or `..._2024-08-29.csv`."""
    found = _DATED.search(file)
    if not found:
        return None
    try:
        if found[4]:
            return date.fromisoformat(found[4])
        return datetime.strptime(found[0], "%d%b%Y").date()  # noqa: DTZ007 - a day without a zone
    except ValueError:
        return None


_TITLE = {"name_tr": From(("project_name",)), "name_en": From(("project_name",))}
_LIFE = {"starts_on": From(("boardapprovaldate",), day), "ends_on": From(("closingdate",), day)}
_AGREED = (From(STATUS), frozenset({"Active", "Closed"}))
_CODE = From(("id",))
_COMMITTED: Part = {"amount": From(("curr_total_commitment", "grantamt"), amount), "currency": Always("USD")}


def _bank_name(language: str) -> Always:
    """Give the bank's name in one language."""
    return Always(catalogue(language)["org.world_bank"])


_BANK_NAMES = {f"name_{language}": _bank_name(language) for language in ("tr", "en", "ar")}

WORLD_BANK = Mapping(
    name="world_bank",
    needs=(("id",), ("project_name",), STATUS, ("closingdate",), ("boardapprovaldate",)),
    parts=(
        TablePart("organisations", {"code": Always(BANK), **_BANK_NAMES, "kind": Always("international")}, once=True),
        TablePart(
            "programmes", {"code": Always(PROGRAMME), **_BANK_NAMES, "organisation_code": Always(BANK)}, once=True
        ),
        TablePart(
            "projects",
            {
                "code": _CODE,
                "programme_code": Always(PROGRAMME),
                **_TITLE,
                "objective": From(("pdo",)),
                "stage": From(STATUS, stage),
                "stage_reason": Together(STATUS, LAST_STAGE, dropped_at),
                "iati_status": From(STATUS, iati_status),
                "country": Always("TR"),
                "implementer": From(("impagency",)),
                **_LIFE,
                "original_ends_on": From(("closingdate",), day),
                "budget": From(("curr_project_cost",), amount),
                "currency": Always("USD"),
                "website": From(("url",), web_address),
            },
        ),
        TablePart(
            "grants",
            {
                "code": _CODE,
                **_TITLE,
                "programme_code": Always(PROGRAMME),
                "funder_code": Always(BANK),
                **_COMMITTED,
                "effective_on": From(("loan_effective_date",), day),
                **_LIFE,
                "report_rule": Always("world_bank"),
            },
            only=_AGREED,
        ),
        TablePart("project_grants", {"project_code": _CODE, "grant_code": _CODE}, only=_AGREED),
        TablePart(
            "funding",
            {
                "project_code": _CODE,
                "reference": _CODE,
                **_COMMITTED,
                "secured_on": From(("boardapprovaldate",), day),
                "grant_code": _CODE,
                "funder_code": Always(BANK),
            },
            only=_AGREED,
            filled=("amount", "secured_on"),
        ),
    ),
    date_of=date_of_list,
    revise=revise_ends,
)
