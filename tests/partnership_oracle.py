"""A second computation of municipal partnerships: naive loops and fractions over stored rows, nothing of the product.

Slow and plain on purpose. Every answer is a list of tuples with the columns of the product's frame, in its order.
"""

from tests.partnership_partners import AREAS, Partners
from tests.partnership_standing import Asked, Partnership
from tests.partnership_work import Work
from tests.partnership_writing import Line, added

__all__ = ["AREAS", "Asked", "Line", "Partnership", "Partnerships"]


class Partnerships(Partners, Work):
    """Municipal partnerships under one question."""

    def headline(self) -> dict[str, object]:
        """Give the single numbers."""
        states = [line[-2] for line in self.protocols()]
        promised = [(row, state) for _, row, state, _ in self.promised()]
        due = [state for row, state in promised if row["due_on"] <= self.asked.until]
        change, changed = self.capacity_change()
        return {
            "in_force": len([state for state in states if state != "expired"]),
            "ending_90_days": states.count("ending"),
            "commitments_due": len(due),
            "commitments_done": len([state for state in due if state.startswith("done")]),
            "commitments_overdue": due.count("overdue"),
            "staff_trained": added(self.staff()),
            "staff_unreported": self.staff().count(None),
            "capacity_change": change,
            "capacity_partners": changed,
            "seats": len(self.seats()),
            "seats_filled": len([line for line in self.seats() if line[-2]]),
            "working_groups": len({group["project"] for group in self.groups()}),
            "partnerships": len(self.seen),
            "dormant": len([one for one in self.seen if one.dormant]),
            "expired": len([one for one in self.seen if one.status == "expired"]),
            "records": len(self.seen),
        }
