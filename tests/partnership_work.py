"""A second computation of joint work: activities, exchanges, outputs, objectives and working groups."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from functools import cached_property

from tests.partnership_standing import Standing
from tests.partnership_writing import Line, added, named, quarter_of, status, turkish, written
from tests.pool_facts import Row

OUTPUT_KINDS = ["advice", "training", "meeting", "publication", "research"]


class Work(Standing):
    """What is done together, and by working groups."""

    @cached_property
    def held(self) -> dict[str, list[Row]]:
        """Give the parts of partners in view in joint activities held in the period, by joint activity."""
        found: dict[str, list[Row]] = {}
        for joint in self.live["joint"]:
            links = [link for link in self.live["joint_partners"] if link["joint"] == joint["code"]]
            links = [link for link in links if link["partnership"] in self.codes]
            if links and self.asked.within(joint["held_on"]):
                found[joint["code"]] = links
        return found

    @cached_property
    def kinds(self) -> list[Row]:
        """Give the kinds of activity in their order."""
        return sorted(self.live["kinds"], key=lambda kind: (kind["position"], kind["code"]))

    def joint_by_kind(self) -> list[Line]:
        """Count joint activities."""
        rows = [row for row in self.live["joint"] if row["code"] in self.held]
        lines: list[Line] = []
        for kind in self.kinds:
            own = [quarter_of(row["held_on"]) for row in rows if row["kind"] == kind["code"]]
            lines += [(kind["code"], *named(kind), quarter, own.count(quarter)) for quarter in sorted(set(own))]
        return lines

    def staff(self) -> list[int | None]:
        """Give the staff trained in each partner's part."""
        return [link["staff_trained"] for links in self.held.values() for link in links]

    def exchanges(self) -> list[Line]:
        """Count who taught whom."""
        found: dict[tuple[str, str], list[int | None]] = {}
        partners = {one.partner["code"] for one in self.seen}
        narrowed = bool(self.asked.own or self.asked.q.split() or self.asked.partner)
        for row in self.live["exchanges"]:
            pair = row["teacher"], row["learner"]
            there = any(self.in_places(self.organisation(side)["place"]) for side in pair)
            known = not narrowed or partners & set(pair)
            if self.project_seen(row) and there and known and self.asked.within(row["held_on"]):
                found.setdefault(pair, []).append(row["participants"])
        rows = [([self.organisation(side) for side in pair], people) for pair, people in found.items()]
        rows.sort(
            key=lambda row: (-len(row[1]), *(item for o in row[0] for item in (turkish(o["name_tr"]), o["code"])))
        )
        return [
            (*(part for side in sides for part in (side["code"], *named(side))), len(people), added(people))
            for sides, people in rows
        ]

    def exchange_matrix(self, most: int = 40) -> list[Line]:
        """Add up who taught whom, all beyond the first ones of a side as one."""
        pairs = self.exchanges()
        sides = [self.first(pairs, at, most) for at in (0, 4)]
        cells: dict[tuple[int, int], int] = {}
        for pair in pairs:
            lines = [
                side.index(pair[at : at + 4]) if pair[at : at + 4] in side else most
                for side, at in zip(sides, (0, 4), strict=True)
            ]
            key = lines[0], lines[1]
            cells[key] = cells.get(key, 0) + int(str(pair[8]))
        others = [len({pair[at] for pair in pairs}) - len(side) for side, at in zip(sides, (0, 4), strict=True)]
        return [
            (
                *(
                    part
                    for side, at, more in zip(sides, key, others, strict=True)
                    for part in named_or_others(side, at, more)
                ),
                count,
            )
            for key, count in sorted(cells.items())
        ]

    def first(self, pairs: list[Line], at: int, most: int) -> list[Line]:
        """Give code and names of those with most exchanges, then by the alphabet."""
        sums: dict[Line, int] = {}
        for pair in pairs:
            side = pair[at : at + 4]
            sums[side] = sums.get(side, 0) + int(str(pair[8]))
        return sorted(sums, key=lambda side: (-sums[side], turkish(str(side[1])), str(side[0])))[:most]

    def outputs(self) -> list[Line]:
        """Count outputs."""
        found: dict[tuple[date, int], list[int | None]] = {}
        for row in self.live["outputs"]:
            if self.project_seen(row) and self.in_places(row["place"]) and self.asked.within(row["delivered_on"]):
                key = quarter_of(row["delivered_on"]), OUTPUT_KINDS.index(row["kind"])
                found.setdefault(key, []).append(row["participants"])
        return [(key[0], OUTPUT_KINDS[key[1]], len(people), added(people)) for key, people in sorted(found.items())]

    def objectives(self) -> list[Line]:
        """Give what serves each objective."""
        goals = [goal for goal in self.live["goals"] if goal["level"] != "strategic"]
        goals = [goal for goal in goals if self.programme_seen(goal["programme"])]
        goals.sort(key=lambda goal: (goal["level"], goal["programme"], goal["position"], goal["code"]))
        lines: list[Line] = []
        for goal in goals:
            items = [*self.activities(goal["code"]), *self.indicators(goal["code"])] or [(None,) * 6]
            lines += [(goal["code"], *named(goal), goal["level"], goal["programme"], *item) for item in items]
        return lines

    def activities(self, goal: str) -> list[Line]:
        """Give the activities that serve a goal."""
        linked = [link["activity"] for link in self.live["activity_goals"] if link["goal"] == goal]
        rows = [row for row in self.live["activities"] if row["code"] in linked and self.project_seen(row)]
        rows.sort(key=lambda row: (row["starts_on"] or date.max, row["code"]))
        return [("activity", row["code"], *named(row), self.phase(row)) for row in rows]

    def phase(self, row: Row) -> str | None:
        """Say where an activity stands."""
        day = self.asked.until
        if row["ends_on"] and row["ends_on"] < day:
            return "ended"
        if not row["starts_on"]:
            return None
        return "running" if row["starts_on"] <= day else "planned"

    def indicators(self, goal: str) -> list[Line]:
        """Give the indicators that serve a goal; each has one target and at most one result of one ended period."""
        linked = [link["indicator"] for link in self.live["indicator_goals"] if link["goal"] == goal]
        rows = [row for row in self.live["indicators"] if row["code"] in linked]
        rows = [row for row in rows if self.programme_seen(row["programme"]) and not self.asked.grants]
        lines: list[Line] = []
        for row in sorted(rows, key=lambda row: row["code"]):
            values = [result["value"] for result in self.live["results"] if result["indicator"] == row["code"]]
            lines.append(("indicator", row["code"], *named(row), status(values[0] if values else None)))
        return lines

    def groups(self) -> list[Row]:
        """Give the institution groups in view."""
        rows = [row for row in self.live["groups"] if self.project_seen(row)]
        return sorted(rows, key=lambda row: (row["project"], row["position"], row["code"]))

    def seats_of(self, groups: Iterable[Row]) -> list[tuple[Row, Row]]:
        """Give the seats of some groups."""
        found = []
        for group in groups:
            own = [seat for seat in self.live["seats"] if seat["group"] == group["code"]]
            found += [(group, seat) for seat in sorted(own, key=lambda seat: (seat["position"], seat["code"]))]
        return found

    def filled(self, seat: Row, day: date) -> list[date]:
        """Give the first days of the terms that fill a seat on a day."""
        terms = [term for term in self.live["terms"] if term["seat"] == seat["code"] and term["filled_on"] <= day]
        return [term["filled_on"] for term in terms if term["vacated_on"] is None or term["vacated_on"] > day]

    def seats(self) -> list[Line]:
        """Give the seats."""
        lines: list[Line] = []
        for group, seat in self.seats_of(self.groups()):
            since = self.filled(seat, self.asked.until)
            left = [
                term["vacated_on"]
                for term in self.live["terms"]
                if term["seat"] == seat["code"] and term["vacated_on"] and term["vacated_on"] <= self.asked.until
            ]
            day = max(since) if since else max(left, default=None)
            lines.append((group["code"], *named(group), seat["code"], *named(seat), bool(since), day))
        return lines

    def seats_by_group(self) -> list[Line]:
        """Count the seats of each group."""
        lines: list[Line] = []
        for group in self.groups():
            seats = [seat for _, seat in self.seats_of([group])]
            filled = [seat for seat in seats if self.filled(seat, self.asked.until)]
            lines.append((group["code"], *named(group), len(seats), len(filled)))
        return lines

    def attendance(self) -> list[Line]:
        """Give who came to meetings."""
        lines: list[Line] = []
        for row in sorted(self.live["meetings"], key=lambda row: (row["held_on"], row["code"])):
            groups = [group for group in self.groups() if group["project"] == row["project"]]
            if not groups or not self.asked.within(row["held_on"]):
                continue
            filled = [seat["code"] for _, seat in self.seats_of(groups) if self.filled(seat, row["held_on"])]
            known = [one for one in self.live["attendance"] if one["meeting"] == row["code"]]
            came = len([one for one in known if one["present"] and one["seat"] in filled]) if known else None
            share = Fraction(came, len(filled)) if came is not None and filled else None
            lines.append((row["code"], *named(row), row["held_on"], len(filled), came, written(share)))
        return lines

    def working_kinds(self) -> list[Line]:
        """Count what was planned and done by kind."""
        programmes = {group["programme"] for group in self.live["groups"]}
        rows = [row for row in self.live["joint"] if self.project_seen(row) and row["programme"] in programmes]
        rows = [row for row in rows if self.asked.within(row["planned_on"])]
        lines: list[Line] = []
        for kind in self.kinds:
            own = [row["held_on"] for row in rows if row["kind"] == kind["code"]]
            if own:
                done = [day for day in own if day and day <= self.asked.until]
                lines.append((kind["code"], *named(kind), len(own), len(done)))
        return lines


def named_or_others(side: list[Line], at: int, others: int) -> Line:
    """Give code, names and number of a line of one side, without code and names for all others."""
    return (*side[at], 1) if at < len(side) else (None, None, None, None, others)
