"""Our words as the codes of IATI; the lists are those of version 2.03.

| list of IATI | ours |
|---|---|
| ActivityStatus | stages of the projects and the days of the grant, see `status` |
| OrganisationRole | funder 1, holder 2, partners 4 (associates have no role of IATI), partnerships by their own role |
| ResultType | output and intermediate 1, outcome and PDO 2, impact 3 |
| TransactionType | seen from the holder who reports: commitment 11, disbursement 1, expenditure 4 |
| DocumentCategory | agreement A11, plan A02, report A08, safeguards A01, evaluation A07, other A12 |
"""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from dashboard.data.grant_activity import FUNDER, HOLDER, PROJECT, Participant
from dashboard.data.grants import GrantTerm

PIPELINE, IMPLEMENTATION, FINALISATION, CLOSED, CANCELLED, SUSPENDED = "123456"
PLANNED_START, ACTUAL_START, PLANNED_END, ACTUAL_END = "1234"
SECTOR = "15190"
"""Sector of OECD DAC for all our grants: orderly, safe, regular and responsible migration and mobility."""
COUNTRY = "TR"
FUNDING, ACCOUNTABLE, EXTENDING, IMPLEMENTING = "1234"
ROLES = {"funding": FUNDING, "accountable": ACCOUNTABLE, "extending": EXTENDING, "implementing": IMPLEMENTING}
ASSOCIATE = "associate"
ORGANISATION_TYPES = {
    "association": "22",
    "municipality": "11",
    "union": "11",
    "council": "11",
    "national_society": "22",
    "public_body": "10",
    "international": "40",
    "university": "80",
    "company": "70",
    "other": "90",
}
"""OrganisationType by kind of organisation."""
RESULT_TYPES = {"output": "1", "intermediate": "1", "outcome": "2", "pdo": "2", "impact": "3"}
QUALITATIVE = "5"
"""The measure whose targets and actuals have words and no value."""
TRANSACTION_TYPES = {"commitment": "11", "disbursement": "1", "expenditure": "4"}
CATEGORIES = {
    "agreement": "A11",
    "plan": "A02",
    "report": "A08",
    "safeguards": "A01",
    "evaluation": "A07",
    "other": "A12",
}
WEB_PAGE = "text/html"
FORMATS = {
    ".pdf": "application/pdf",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".csv": "text/csv",
    ".txt": "text/plain",
    ".xml": "application/xml",
    ".zip": "application/zip",
}
"""Format of a document by the ending of its address; everything else is a web page."""
CHILD = {"province": "1", "district": "2"}
"""Level of a place in the administration of its country."""


def status(term: GrantTerm, stages: Iterable[str | None], day: date) -> str:
    """Give the ActivityStatus of a grant on a day.

    Before its start it is in the pipeline; while it runs it is implemented, unless all its projects are rejected or on
    hold; after its current end it is finalised until all its projects are closed.
    """
    known = set(stages)
    if term.ends_on and term.ends_on < day:
        return CLOSED if known == {"closed"} else FINALISATION
    for stage, code in (("rejected", CANCELLED), ("on_hold", SUSPENDED)):
        if known == {stage}:
            return code
    return PIPELINE if term.starts_on is None or day < term.starts_on else IMPLEMENTATION


def role(one: Participant) -> str | None:
    """Give the OrganisationRole of a participant, None where IATI has none for it."""
    fixed = {FUNDER: FUNDING, HOLDER: ACCOUNTABLE}
    if one.through in fixed:
        return fixed[one.through]
    if one.through == PROJECT:
        return None if one.role == ASSOCIATE else IMPLEMENTING
    return ROLES.get(one.role or "")


def file_format(address: str, formats: Mapping[str, str] = FORMATS) -> str:
    """Give the media type of the document at an address, as its ending says."""
    return formats.get(PurePosixPath(urlsplit(address).path).suffix.lower(), WEB_PAGE)
