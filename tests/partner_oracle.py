"""A second computation of the page of one partner: naive loops over stored rows, nothing of the product.

What it shares with the list of all partners is that oracle's; here is what only the page of one tells.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from tests.partnership_oracle import AREAS, Asked, Line, Partnership, Partnerships
from tests.pool_facts import Row

KINDS = ["step", "protocol", "contact", "joint_activity", "commitment", "capacity", "exchange"]


def is_there(live: dict[str, list[Row]], asked: Asked, code: str) -> bool:
    """Say whether a partner has a page: whoever may see one of its partnerships, begun or not, sees it."""
    programmes = [row["programme"] for row in live["partnerships"] if row["organisation"] == code]
    return not asked.protected and any(asked.scope is None or one in asked.scope for one in programmes)


class OnePartner(Partnerships):
    """One partner under one question."""

    def __init__(self, live: dict[str, list[Row]], asked: Asked, code: str) -> None:
        super().__init__(live, replace(asked, places=(), own={}, q="", partner=code))
        self.code = code

    def remaining(self) -> Line:
        """Give the days left of the last protocol in force, the last day, and how the partner stands."""
        running = [protocol["expires_on"] for one in self.seen for protocol in one.running]
        signed = [protocol["expires_on"] for one in self.seen for protocol in one.protocols]
        if not running:
            return (None, max(signed), "expired") if signed else (None, None, "none")
        if None in running:
            return None, None, "in_force"
        return (max(running) - self.asked.until).days, max(running), "in_force"

    def capacity_mean(self) -> Fraction | None:
        """Give the mean change of the areas with levels on two days."""
        found = [self.levels(one, area, one.day) for one in self.seen for area in AREAS]
        changes = [Fraction(levels[-1] - levels[0]) for levels in found if len(levels) > 1]
        return sum(changes, Fraction(0)) / len(changes) if changes else None

    def assessments(self) -> list[Line]:
        """Give each assessment with the first level before or on its day, and the way from there."""
        lines: list[Line] = []
        for area in AREAS:
            for one in sorted(self.seen, key=lambda one: one.code):
                rows = [row for row in self.of("capacity", one.code) if row["area"] == area]
                rows = sorted(
                    (row for row in rows if row["assessed_on"] <= one.day), key=lambda row: row["assessed_on"]
                )
                lines += [self._assessment(one, area, row) for row in reversed(rows)]
        return lines

    def _assessment(self, one: Partnership, area: str, row: Row) -> Line:
        """Give one assessment."""
        known = self.levels(one, area, row["assessed_on"])
        if row["level"] == 0:
            return one.code, area, row["assessed_on"], None, None, None
        change = row["level"] - known[0] if len(known) > 1 else None
        return one.code, area, row["assessed_on"], row["level"], known[0], change

    def joint_activities(self) -> list[Line]:
        """Give what was held in the period, and what was planned in it and not held."""
        rows: list[tuple[date, Line]] = []
        for joint in self.live["joint"]:
            links = [link for code in self.codes for link in self.of("joint_partners", code)]
            staff = [link["staff_trained"] for link in links if link["joint"] == joint["code"]]
            held = joint["held_on"] if joint["held_on"] and joint["held_on"] <= self.asked.until else None
            planned, start, end = joint["planned_on"], self.asked.start, self.asked.end
            shown = self.asked.within(held) if held else not ((start and planned < start) or (end and planned > end))
            if not staff or not shown:
                continue
            state = "held" if held else "missed" if planned < self.asked.until else "planned"
            known = [count for count in staff if count is not None]
            trained = sum(known) if held and known else None
            rows.append((held or planned, (joint["code"], state, planned, held, trained)))
        return [line for _, line in sorted(rows, key=lambda row: (-row[0].toordinal(), row[1][0]))]

    def taught_and_learned(self) -> list[Line]:
        """Give the exchanges, the latest first."""
        rows = [row for row in self.live["exchanges"] if self.code in (row["teacher"], row["learner"])]
        rows = [row for row in rows if self.project_seen(row) and self.asked.within(row["held_on"])]
        rows.sort(key=lambda row: (-row["held_on"].toordinal(), row["code"]))
        return [
            (
                *(row["code"], "taught" if row["teacher"] == self.code else "learned"),
                *(row["learner"] if row["teacher"] == self.code else row["teacher"], row["held_on"]),
                row["participants"],
            )
            for row in rows
        ]

    def events(self) -> list[Line]:
        """Give what happened: day, kind and partnership, in the order of the page."""
        found = [
            (day, kind, one.code)
            for one in self.seen
            for kind, days in self._days(one).items()
            for day in days
            if self.asked.within(day)
        ]
        return sorted(found, key=lambda line: (-line[0].toordinal(), KINDS.index(line[1]), line[2]))  # type: ignore[union-attr]

    def _days(self, one: Partnership) -> dict[str, list[date | None]]:
        """Give the days on which each kind of event happened; areas assessed on one day are one event."""
        joints = [link["joint"] for link in self.of("joint_partners", one.code)]
        return {
            "step": [row["reached_on"] for row in self.of("steps", one.code)],
            "protocol": [row["signed_on"] for row in self.of("protocols", one.code)],
            "contact": [row["contacted_on"] for row in self.of("contacts", one.code)],
            "commitment": [row["done_on"] for row in self.of("commitments", one.code)],
            "capacity": list({row["assessed_on"] for row in self.of("capacity", one.code)}),
            "joint_activity": [row["held_on"] for row in self.live["joint"] if row["code"] in joints],
            "exchange": [
                row["held_on"]
                for row in self.live["exchanges"]
                if row["programme"] == one.row["programme"] and self.code in (row["teacher"], row["learner"])
            ],
        }

    def where(self) -> Line:
        """Give today's place, its province, the historic name and the country."""
        stated = self.organisation(self.code)["place"]
        place = self.today(stated)
        if place is None:
            return None, None, None, None
        district = place["province"] if place["level"] == "district" else None
        historic = self.places[stated]["name_tr"] if self.places[stated]["level"] == "historic" else None
        province = self.places[district]["name_tr"] if district else None
        return place["name_tr"], province, historic, self.places[stated]["country"]


def exact(change: Decimal | None) -> Fraction | None:
    """Give a mean as a fraction that can be compared to a few more digits than are shown."""
    return None if change is None else Fraction(change).limit_denominator(10**6)
