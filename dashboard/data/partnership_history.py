"""What has happened with each partnership, and when it first reached each step, as of a data version.

Something happened on the day on which a step was reached, a protocol signed, a commitment done or capacity looked at,
on which there was contact, a joint activity was held, or the partner taught or learned within the programme.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from dashboard.data.day_columns import FOREVER, NEVER
from dashboard.data.loading.partnership_kinds import STEPS
from dashboard.data.partnership_records import Exchanges, Records, whole
from dashboard.data.priority import Ints

PROTOCOL, JOINT = STEPS.index("protocol"), STEPS.index("joint_activities")


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """Steps and events of all partnerships, those ahead of a day among them."""

    reached: Ints
    """First day of each partnership (rows) on each step (columns), `FOREVER` where there is none."""
    event_of: Ints
    """Whose each event is; events stand by their days."""
    event_day: Ints


def history(known: Records, programme: Ints, organisation: Ints, programme_of: Ints) -> History:
    """Give the history of partnerships.

    Args:
        known: what belongs to them.
        programme: the programme of each partnership.
        organisation: the number of its partner.
        programme_of: the programme of each project.
    """
    signed = known.protocols.of, known.protocols.signed
    held = known.joint.of, known.joint.held[known.joint.activity]
    recorded, step, reached = known.steps
    done = known.commitments.of, known.commitments.done
    owners: dict[tuple[int, int], list[int]] = {}
    for number, key in enumerate(zip(programme.tolist(), organisation.tolist(), strict=True)):
        owners.setdefault(key, []).append(number)
    taught = _taught_or_learned(owners, known.exchanges, programme_of)
    first = np.full((len(programme), len(STEPS)), FOREVER, dtype=np.int64)
    np.minimum.at(first, (recorded, step), reached)
    for place, (of, day) in ((PROTOCOL, signed), (JOINT, held)):
        np.minimum.at(first[:, place], of[day != NEVER], day[day != NEVER])
    events = _events(((recorded, reached), signed, known.contacts, held, done, known.assessed, taught))
    return History(first, *events)


def _taught_or_learned(
    owners: dict[tuple[int, int], list[int]], exchanges: Exchanges, programme_of: Ints
) -> tuple[Ints, Ints]:
    """Give the exchanges in which each partner took part within the programme of the partnership: whose and when.

    `owners` are the partnerships of each programme and organisation.
    """
    programmes, days = programme_of[exchanges.project].tolist(), exchanges.held.tolist()
    pairs = [
        (number, day)
        for side in (exchanges.teacher.tolist(), exchanges.learner.tolist())
        for programme, organisation, day in zip(programmes, side, days, strict=True)
        for number in owners.get((programme, organisation), ())
    ]
    return whole([number for number, _ in pairs]), whole([day for _, day in pairs])


def _events(happened: Iterable[tuple[Ints, Ints]]) -> tuple[Ints, Ints]:
    """Join all that happened, by its day; what has no day did not happen."""
    of, day = (np.concatenate(parts) for parts in zip(*happened, strict=True))
    order = np.argsort(day, kind="stable")
    order = order[day[order] != NEVER]
    return of[order], day[order]
