"""A second computation of what partners have signed, promised and learned, and of where they are."""

from datetime import date, timedelta
from decimal import Decimal

from tests.partnership_standing import STEPS, Partnership, Standing
from tests.partnership_writing import Line, following, mean, named, quarter_of, turkish, written
from tests.pool_facts import Row

AREAS = ["policy", "services", "staff", "participation", "coordination"]


class Partners(Standing):
    """What hangs on partnerships in view."""

    def steps(self) -> list[Line]:
        """Give the day of each step."""
        return [
            (
                *(one.code, *self.partner(one), *self.programme(one)),
                *(one.steps.get(step) for step in STEPS),
                *(one.step, one.since, (one.day - one.since).days if one.since else None),
                *(max(one.events), (one.day - max(one.events)).days, one.dormant, one.status),
            )
            for one in sorted(
                self.seen,
                key=lambda one: (STEPS.index(one.step) if one.step else -1, one.since or date.min, one.order),
            )
        ]

    def protocols(self) -> list[Line]:
        """Give the protocols signed."""
        rows = []
        for one in self.seen:
            for protocol in one.protocols:
                ends = protocol["expires_on"]
                state = "expired"
                if protocol in one.running:
                    state = "ending" if ends and ends <= one.day + timedelta(days=90) else "in_force"
                followed = ends is not None and any(
                    other["expires_on"] is None or other["expires_on"] > ends for other in one.protocols
                )
                left = (ends - one.day).days if ends else None
                order = (1, -ends.toordinal()) if state == "expired" else (0, ends.toordinal() if ends else 10**9)
                order = (*order, turkish(one.partner["name_tr"]), protocol["reference"], one.code)
                line = (one.code, *self.partner(one), protocol["reference"], protocol["signed_on"], ends, left)
                rows.append((order, (*line, state, followed)))
        return [line for _, line in sorted(rows, key=lambda row: row[0])]

    def expiring(self) -> list[Line]:
        """Give the protocols that end soon without another."""
        return [(*line[:5], *line[7:9]) for line in self.protocols() if line[9:] == ("ending", False)]

    def dormant_partners(self) -> list[Line]:
        """Give the silent partnerships."""
        silent = sorted((one for one in self.seen if one.dormant), key=lambda one: (max(one.events), one.order))
        return [(o.code, *self.partner(o), max(o.events), (o.day - max(o.events)).days) for o in silent]

    def promised(self) -> list[tuple[Partnership, Row, str, int]]:
        """Give the commitments in view with their state and the days beyond the day they were due."""
        found = []
        for row in self.live["commitments"]:
            one, start, end = self.codes.get(row["partnership"]), self.asked.start, self.asked.end
            if one is None or (start and row["due_on"] < start) or (end and row["due_on"] > end):
                continue
            done = row["done_on"] if row["done_on"] and row["done_on"] <= one.day else None
            late = ((done or one.day) - row["due_on"]).days
            state = ("done_late" if late > 0 else "done") if done else ("overdue" if late > 0 else "open")
            found.append((one, {**row, "done_on": done}, state, late))
        return found

    def commitments(self) -> list[Line]:
        """Give the commitments."""

        def order(found: tuple[Partnership, Row, str, int]) -> Line:
            one, row, state, late = found
            due = row["due_on"].toordinal()
            within = {"overdue": -late, "open": due, "done_late": -due, "done": -due}[state]
            rank = ["overdue", "open", "done_late", "done"].index(state)
            return rank, within, turkish(one.partner["name_tr"]), row["code"]

        return [
            (
                *(row["code"], *self.partner(one), one.code, *named(row), row["due_on"], row["done_on"], state),
                late if state in {"overdue", "done_late"} else None,
            )
            for one, row, state, late in sorted(self.promised(), key=order)
        ]

    def commitments_by_partner(self) -> list[Line]:
        """Count commitments by partner."""
        found: dict[str, list[int]] = {}
        for one, _, state, _ in self.promised():
            counts = found.setdefault(one.partner["code"], [0, 0, 0, 0])
            counts[["done", "done_late", "overdue", "open"].index(state)] += 1
        rows = [(self.organisation(code), counts) for code, counts in found.items()]
        rows.sort(key=lambda row: (-row[1][2], -sum(row[1]), turkish(row[0]["name_tr"]), row[0]["code"]))
        return [(partner["code"], *named(partner), *counts) for partner, counts in rows]

    def levels(self, one: Partnership, area: str, day: date) -> list[int]:
        """Give the levels of a partnership in an area up to a day; 0 was not assessed."""
        rows = [row for row in self.of("capacity", one.code) if row["area"] == area and row["level"] != 0]
        return [row["level"] for row in sorted(rows, key=lambda row: row["assessed_on"]) if row["assessed_on"] <= day]

    def capacity_by_area(self) -> list[Line]:
        """Give means before and after."""
        lines: list[Line] = []
        for area in AREAS:
            found = [levels for one in self.seen if (levels := self.levels(one, area, one.day))]
            twice = [levels for levels in found if len(levels) > 1]
            before, after = mean(levels[0] for levels in twice), mean(levels[-1] for levels in twice)
            lines.append((area, written(before), written(after), len(twice), len(found)))
        return lines

    def capacity_over_time(self) -> list[Line]:
        """Give the mean of the latest levels at the end of each quarter."""
        lines: list[Line] = []
        days = [row["assessed_on"] for row in self.live["capacity"]]
        quarter = quarter_of(min([*days, self.asked.until]))
        while quarter <= self.asked.until:
            last = min(following(quarter) - timedelta(days=1), self.asked.until)
            for area in AREAS:
                latest = [levels[-1] for one in self.seen if (levels := self.levels(one, area, last))]
                if latest and (self.asked.start is None or quarter >= quarter_of(self.asked.start)):
                    lines.append((quarter, area, written(mean(latest)), len(latest)))
            quarter = following(quarter)
        return lines

    def capacity_change(self) -> tuple[Decimal | None, int]:
        """Give the median change and how many partnerships have one."""
        changes = []
        for one in self.seen:
            areas = [levels for area in AREAS if len(levels := self.levels(one, area, one.day)) > 1]
            change = mean(levels[-1] - levels[0] for levels in areas)
            if change is not None:
                changes.append(change)
        changes.sort()
        if not changes:
            return None, 0
        middle = len(changes) // 2
        pair = changes[middle : middle + 1] if len(changes) % 2 else changes[middle - 1 : middle + 1]
        return written(mean(pair)), len(changes)

    def spot(self, one: Partnership) -> str | None:
        """Give the place of a partner on the map."""
        place = self.today(one.partner["place"])
        if place is None:
            return None
        if place["province"]:
            return str(place["province"])
        return str(place["code"]) if place["level"] == "city" else None

    def map_partners(self) -> list[Line]:
        """Count partners by place."""
        found: dict[str, dict[str, list[Partnership]]] = {}
        for one in self.seen:
            spot = self.spot(one)
            if spot:
                found.setdefault(spot, {}).setdefault(one.partner["code"], []).append(one)
        lines = []
        for code, partners in found.items():
            place = self.places[code]
            running = [own for own in partners.values() if any(one.running for one in own)]
            silent = [own for own in partners.values() if all(one.dormant for one in own)]
            where = (place["level"], place["country"], place["latitude"], place["longitude"])
            lines.append((code, *named(place), *where, len(partners), len(running), len(silent)))
        return sorted(lines, key=lambda line: (-line[8], turkish(line[1]), line[0]))

    def unplaced(self) -> int:
        """Count the partners that are not on the map."""
        return len({one.partner["code"] for one in self.seen if self.spot(one) is None})

    def partners(self) -> list[Line]:
        """Give who the partners are."""
        lines: list[Line] = []
        for one in self.seen:
            stated, today = self.places.get(one.partner["place"]), self.today(one.partner["place"])
            historic = stated if stated and stated["level"] == "historic" else None
            lines.append(
                (
                    *(one.code, *self.partner(one), one.partner["kind"], one.row["role"], *self.programme(one)),
                    *(self.country(one), today and today["code"]),
                    *(named(today) if today else (None,) * 3),
                    *(named(self.places[today["province"]]) if today and today["level"] == "district" else (None,) * 3),
                    *(named(historic) if historic else (None,) * 3),
                )
            )
        return lines
