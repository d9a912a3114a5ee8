"""Parts of a breakdown from which shares are made."""

from dashboard.data.privacy.adding import Totals
from dashboard.shown_sum import is_suppressed


def member_of(
    name: str,
    what: str,
    cells: Totals,
    own: int,
    unknown: int,
    has_data: bool,  # noqa: FBT001  A fact of all.
) -> dict[str, int | None]:
    """Give one member of a breakdown, everybody whose member is known, and who is unknown."""
    if not has_data:
        return dict.fromkeys((name, f"{what}_known", f"{what}_unknown"))
    others = sum(people for (member,), people in cells.items() if member not in (own, unknown))
    # A share of which the other part is suppressed would be 100 %.
    known = others if is_suppressed(others) else others + cells.get((own,), 0)
    return {name: cells.get((own,), 0), f"{what}_known": known, f"{what}_unknown": cells.get((unknown,), 0)}
