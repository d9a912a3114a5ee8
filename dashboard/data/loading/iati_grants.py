"""Which grant and programme each activity of a file of IATI is: as said, else as the file and our grants tell.

An activity is a grant of ours where its identifier, another identifier of it or the one that a partner gives it is the
grant's code, alone or after the reference of an organisation that reports or takes part; or where of all activities of
the file it alone names the funder of a grant, and that funder pays for no other one. What cannot be told is asked for.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from sqlalchemy import Connection, select

from dashboard.data.loading.problems import Problem, RefusedError
from dashboard.data.loading.sheets import Column, Sheet, as_texts, constant
from dashboard.data.schema.registers import grant_details, grants, organisations, programmes

GRANT, PROGRAMME = "grant_code", "programme_code"
ACTIVITY, ACTIVITY_AGAIN = "iati-identifier", "iati-activity"
"""Headers of the sheet of indicators: what each activity is as a grant, and whose programme it is."""
NO_GRANT, NO_PROGRAMME = "load.error.iati_no_grant", "load.error.iati_no_programme"
FUNDING = "1"
BETWEEN = " | "
NONE = "-"
"""What a person says of an activity that is no grant."""


@dataclass(frozen=True, slots=True)
class Activity:
    """What a file says of one activity: other identifiers of it, and who takes part, as role and reference."""

    others: tuple[str, ...] = ()
    partners: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of grants, programme and funder by code, and what a person has said, as in `Said`."""

    grants: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    programmes: frozenset[str] = frozenset()
    said_grants: Mapping[str, str] = field(default_factory=dict)
    said_programmes: Mapping[str, str] = field(default_factory=dict)

    def joined(self, coming: Iterable[Sheet]) -> "Known":
        """Give what is known once the same load has brought the grants of these sheets."""
        found = dict(self.grants)
        for sheet in coming:
            empty = constant("", len(sheet))
            names = ("code", PROGRAMME, "funder_code")
            cells = [[str(cell).strip() for cell in sheet.columns.get(name, empty).cells] for name in names]
            found |= {code: (programme, funder) for code, programme, funder in zip(*cells, strict=True)}
        return replace(self, grants=found, programmes=self.programmes | {programme for programme, _ in found.values()})


KnownOf = Callable[[], Known]
"""Gives what is known, asked for only where a file of IATI is among those that are loaded."""
Pair = tuple[str, str]
"""What a row says of grant and programme: codes, or the activity of which they are not told."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a person has said: codes of grants and programmes by activity, under "" for all others that are not told."""

    grants: Mapping[str, str] = field(default_factory=dict)
    programmes: Mapping[str, str] = field(default_factory=dict)


def read_known(connection: Connection, within: Collection[str] | None, said: Said) -> Known:
    """Give what is known of the live grants of some programmes; None is every programme."""
    query = (
        select(grants.c.code, programmes.c.code, organisations.c.code)
        .join(grant_details, grant_details.c.grant_id == grants.c.id)
        .join(programmes, programmes.c.id == grant_details.c.programme_id)
        .outerjoin(organisations, organisations.c.id == grant_details.c.funder_id)
        .where(grant_details.c.until_version.is_(None))
    )
    found = connection.execute(query)
    known = {str(g): (str(p), str(f or "")) for g, p, f in found if within is None or p in within}
    codes = connection.scalars(select(programmes.c.code))
    return Known(known, frozenset(p for p in codes if within is None or p in within), said.grants, said.programmes)


def take_activities(sheet: Sheet) -> None:
    """Take what the columns of a sheet of indicators say of the activities out of it, and keep it beside it."""
    names = [str(text) for text in sheet.columns[ACTIVITY].cells]
    others, partners = (sheet.columns.pop(name).cells for name in ("other-identifier", "participating-org"))
    for name, other, partner in zip(names, others, partners, strict=True):
        pairs = [one.partition(":") for one in str(partner).split(BETWEEN) if one]
        told = tuple(one for one in str(other).split(BETWEEN) if one)
        sheet.activities[name] = Activity(told, tuple((role, ref) for role, _, ref in pairs))
    sheet.columns[ACTIVITY_AGAIN] = sheet.columns[ACTIVITY]
    sheet.hints = {ACTIVITY: (GRANT,), ACTIVITY_AGAIN: (PROGRAMME,)}


def settle(sheet: Sheet, known: Known) -> Sheet:
    """Give a sheet of indicators in which codes stand in place of activities.

    Args:
        sheet: its columns under the names of the KIND's fields.
        known: grants that are live or come with the same load, and what the person has said.

    Raises:
        RefusedError: of some activities grant or programme cannot be told; each is named once, at its first indicator.
    """
    empty = constant("", len(sheet))
    told = [sheet.columns.get(name, empty) for name in (GRANT, PROGRAMME)]
    pairs = list(zip(*([str(text) for text in column.cells] for column in told), strict=True))
    found = matched(sheet.activities, known)
    settled = {pair: _settled(pair, sheet, known, found) for pair in dict.fromkeys(pairs)}
    if problems := _unsettled(sheet, pairs, settled, known):
        raise RefusedError(problems)
    columns = dict(sheet.columns)
    for place, name in enumerate((GRANT, PROGRAMME)):
        texts = list(dict.fromkeys(pair[place] for pair in settled.values()))
        codes = np.array([texts.index(settled[pair][place]) for pair in pairs], np.int32)
        columns[name] = Column(as_texts(texts), codes)
    return replace(sheet, columns=columns)


def matched(activities: Mapping[str, Activity], known: Known) -> dict[str, str]:
    """Give the code of the grant that each activity is, of those of which it can be told."""
    found = {name: code for name, one in activities.items() if (code := _by_identifier(name, one, known))}
    payers = Counter(funder for _, funder in known.grants.values() if funder)
    of = {funder: code for code, (_, funder) in known.grants.items() if payers[funder] == 1}
    named = {
        name: {ref for role, ref in one.partners if role == FUNDING and ref in of} for name, one in activities.items()
    }
    times = Counter(ref for refs in named.values() for ref in refs)
    for name, refs in named.items():
        if name not in found and len(refs) == 1 and times[next(iter(refs))] == 1:
            found[name] = of[next(iter(refs))]
    return found


def _by_identifier(name: str, one: Activity, known: Known) -> str:
    """Give the one grant that an identifier of an activity names, empty where none or several do."""
    starts = ["", *(f"{ref}-" for _, ref in one.partners if ref)]
    every = {text.removeprefix(start) for text in (name, *one.others) for start in starts if text.startswith(start)}
    codes = every & known.grants.keys()
    return next(iter(codes)) if len(codes) == 1 else ""


def _settled(pair: Pair, sheet: Sheet, known: Known, found: Mapping[str, str]) -> Pair:
    """Give grant and programme of what a row says; an activity stays where it cannot be told."""
    grant, programme = pair
    if grant in sheet.activities:
        said = known.said_grants.get(grant) or found.get(grant) or known.said_grants.get("", grant)
        grant = "" if said == NONE else said
    if programme in sheet.activities:
        of_grant = known.grants.get(grant, ("", ""))[0] or known.said_programmes.get("", programme)
        programme = known.said_programmes.get(programme) or of_grant
    return grant, programme


def _unsettled(sheet: Sheet, pairs: list[Pair], settled: Mapping[Pair, Pair], known: Known) -> list[Problem]:
    """Name each activity of which grant or programme is not told, at its first row: all grants, then all programmes."""
    of_grants: list[Problem] = []
    of_programmes: list[Problem] = []
    times = Counter(pairs)
    for pair, (grant, programme) in settled.items():
        row, rows = int(sheet.rows[pairs.index(pair)]), str(times[pair])
        needs_grant = grant in sheet.activities and grant not in known.grants
        needs_programme = programme in sheet.activities and programme not in known.programmes
        if needs_grant:
            of_grants.append(_asked(sheet, row, ACTIVITY, NO_GRANT, value=grant, rows=rows))
        elif needs_programme and grant and grant not in known.grants:
            of_grants.append(_asked(sheet, row, ACTIVITY, "load.error.unknown_reference", value=grant))
            continue
        if needs_programme:
            of_programmes.append(_asked(sheet, row, ACTIVITY_AGAIN, NO_PROGRAMME, value=programme, rows=rows))
    return of_grants + of_programmes


def _asked(sheet: Sheet, row: int, header: str, key: str, **values: str) -> Problem:
    """Give the problem of a row whose grant or programme is not told."""
    return Problem(sheet.file, sheet.name, row, header, key, tuple(values.items()))
