"""A second computation of municipal partnerships: naive loops and fractions over stored rows, nothing of the product.

Slow and plain on purpose. Every answer is a list of tuples with the columns of the product's frame, in its order.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from tests.pool_facts import Row

LANGUAGES = ["tr", "en", "ar"]
STEPS = ["contact", "letter_of_intent", "protocol", "joint_plan", "joint_activities", "review", "sustained"]
AREAS = ["policy", "services", "staff", "participation", "coordination"]
OUTPUT_KINDS = ["advice", "training", "meeting", "publication", "research"]
PLAIN = dict(zip("çğıöşüâîûÇĞIİÖŞÜÂÎÛ", "cgiosuaiucgiiosuaiu", strict=True))
ALPHABET = "abcçdefgğhıijklmnoöpqrsştuüvwxyz"

Line = tuple[object, ...]


@dataclass(frozen=True)
class Asked:
    """One question; everything that is empty restricts nothing. `scope` None is every programme."""

    version: int
    day: date
    scope: frozenset[str] | None = None
    protected: bool = False
    programmes: tuple[str, ...] = ()
    grants: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    own: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Steps, statuses, dormant (yes) and countries asked for, those that can be chosen."""
    q: str = ""
    partner: str | None = None

    @property
    def until(self) -> date:
        """Give the last day of the period that has come."""
        return min(self.end, self.day) if self.end else self.day

    def within(self, day: date | None) -> bool:
        """Say whether a day lies in the period and has come."""
        return day is not None and day <= self.until and (self.start is None or day >= self.start)


@dataclass
class Partnership:
    """A partnership that has begun, as it stands on the day."""

    row: Row
    partner: Row
    steps: dict[str, date]
    events: list[date]
    protocols: list[Row]
    running: list[Row]
    day: date

    @property
    def code(self) -> str:
        """Give its code."""
        return str(self.row["code"])

    @property
    def step(self) -> str | None:
        """Give the furthest step."""
        reached = [step for step in STEPS if step in self.steps]
        return reached[-1] if reached else None

    @property
    def since(self) -> date | None:
        """Give the day of the furthest step."""
        return self.steps[self.step] if self.step else None

    @property
    def status(self) -> str:
        """Give the status by its protocols."""
        return "in_force" if self.running else "expired" if self.protocols else "none"

    @property
    def dormant(self) -> bool:
        """Say whether twelve calendar months have passed since anything happened."""
        return self.day >= year_after(max(self.events))

    @property
    def order(self) -> Line:
        """Give its place by name and code."""
        return turkish(self.partner["name_tr"]), self.code


class Partnerships:
    """Municipal partnerships under one question."""

    def __init__(self, live: dict[str, list[Row]], asked: Asked) -> None:
        self.live, self.asked = live, asked
        self.places = {row["code"]: row for row in live["places"]}
        self.begun = [one for row in live["partnerships"] if (one := self.standing(row)) is not None]
        self.seen = sorted((one for one in self.begun if self.in_view(one)), key=lambda one: one.order)
        self.codes = {one.code: one for one in self.seen}

    # Who is there and who is seen.

    def organisation(self, code: str) -> Row:
        """Give an organisation; one without live details is named by its code."""
        found = [row for row in self.live["organisations"] if row["code"] == code]
        return found[0] if found else {"code": code, "name_tr": code, "kind": None, "place": None}

    def of(self, table: str, partnership: str) -> list[Row]:
        """Give the rows of a partnership."""
        return [row for row in self.live[table] if row["partnership"] == partnership]

    def standing(self, row: Row) -> Partnership | None:
        """Give a partnership on the day, None before it has begun."""
        code, day = row["code"], self.asked.until
        steps = {step["step"]: step["reached_on"] for step in self.of("steps", code)}
        signed = [protocol["signed_on"] for protocol in self.of("protocols", code)]
        taken_part = [link["joint"] for link in self.of("joint_partners", code)]
        held = [joint["held_on"] for joint in self.live["joint"] if joint["code"] in taken_part and joint["held_on"]]
        if signed:
            steps["protocol"] = min(signed)
        if held:
            steps["joint_activities"] = min(held)
        taught = [
            exchange["held_on"]
            for exchange in self.live["exchanges"]
            if exchange["programme"] == row["programme"]
            and row["organisation"] in (exchange["teacher"], exchange["learner"])
        ]
        events = [*steps.values(), *signed, *held, *taught]
        events += [contact["contacted_on"] for contact in self.of("contacts", code)]
        events += [commitment["done_on"] for commitment in self.of("commitments", code) if commitment["done_on"]]
        events += [assessment["assessed_on"] for assessment in self.of("capacity", code)]
        events = [event for event in events if event <= day]
        if not events:
            return None
        protocols = [protocol for protocol in self.of("protocols", code) if protocol["signed_on"] <= day]
        running = [one for one in protocols if one["expires_on"] is None or one["expires_on"] >= day]
        reached = {step: when for step, when in steps.items() if when <= day}
        return Partnership(row, self.organisation(row["organisation"]), reached, events, protocols, running, day)

    def programme_seen(self, programme: str) -> bool:
        """Say whether a programme is in scope and asked for."""
        asked = self.asked
        allowed = not asked.protected and (asked.scope is None or programme in asked.scope)
        return allowed and (not asked.programmes or programme in asked.programmes)

    def project_seen(self, row: Row) -> bool:
        """Say whether what belongs to a project is in view by programme and grant."""
        grants = [link["grant"] for link in self.live["project_grants"] if link["project"] == row["project"]]
        paid = not self.asked.grants or any(grant in self.asked.grants for grant in grants)
        return self.programme_seen(row["programme"]) and paid

    def today(self, code: str | None) -> Row | None:
        """Give today's place of a place."""
        if code is None:
            return None
        return self.places[self.places[code]["maps_to"] or code]

    def in_places(self, code: str | None) -> bool:
        """Say whether a place is in one of those asked for."""
        place = self.today(code)
        if not self.asked.places:
            return True
        return place is not None and (place["code"] in self.asked.places or place["province"] in self.asked.places)

    def country(self, one: Partnership) -> str | None:
        """Give the country in which the partner is."""
        place = one.partner["place"]
        return self.places[place]["country"] if place else None

    def in_view(self, one: Partnership) -> bool:
        """Say whether a partnership is in view."""
        own, asked = self.asked.own, self.asked
        names = [one.code, one.partner["code"], *named(one.partner)]
        return (
            self.programme_seen(one.row["programme"])
            and (not asked.grants or one.row["grant"] in asked.grants)
            and self.in_places(one.partner["place"])
            and ("step" not in own or one.step in own["step"])
            and ("status" not in own or one.status in own["status"])
            and ("dormant" not in own or one.dormant)
            and ("country" not in own or self.country(one) in own["country"])
            and all(any(word in plain(str(name)) for name in names) for word in plain(asked.q).split())
            and asked.partner in (None, one.partner["code"])
        )

    # Lists of partnerships and protocols.

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

    def partner(self, one: Partnership) -> Line:
        """Give code and names of the partner."""
        return one.partner["code"], *named(one.partner)

    def programme(self, one: Partnership) -> Line:
        """Give code and names of the programme."""
        code = one.row["programme"]
        return code, *next(named(row) for row in self.live["programmes"] if row["code"] == code)

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

    # Commitments.

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

    # Capacity.

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

    # What partners do together.

    def held(self) -> dict[str, list[Row]]:
        """Give the parts of partners in view in joint activities held in the period, by joint activity."""
        found: dict[str, list[Row]] = {}
        for joint in self.live["joint"]:
            links = [link for link in self.live["joint_partners"] if link["joint"] == joint["code"]]
            links = [link for link in links if link["partnership"] in self.codes]
            if links and self.asked.within(joint["held_on"]):
                found[joint["code"]] = links
        return found

    def kinds(self) -> list[Row]:
        """Give the kinds of activity in their order."""
        return sorted(self.live["kinds"], key=lambda kind: (kind["position"], kind["code"]))

    def joint_by_kind(self) -> list[Line]:
        """Count joint activities."""
        rows = [row for row in self.live["joint"] if row["code"] in self.held()]
        lines: list[Line] = []
        for kind in self.kinds():
            own = [quarter_of(row["held_on"]) for row in rows if row["kind"] == kind["code"]]
            lines += [(kind["code"], *named(kind), quarter, own.count(quarter)) for quarter in sorted(set(own))]
        return lines

    def staff(self) -> list[int | None]:
        """Give the staff trained in each partner's part."""
        return [link["staff_trained"] for links in self.held().values() for link in links]

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

    def outputs(self) -> list[Line]:
        """Count outputs."""
        found: dict[tuple[date, int], list[int | None]] = {}
        for row in self.live["outputs"]:
            if self.project_seen(row) and self.in_places(row["place"]) and self.asked.within(row["delivered_on"]):
                key = quarter_of(row["delivered_on"]), OUTPUT_KINDS.index(row["kind"])
                found.setdefault(key, []).append(row["participants"])
        return [(key[0], OUTPUT_KINDS[key[1]], len(people), added(people)) for key, people in sorted(found.items())]

    # Where partners are.

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
                    *(named(historic) if historic else (None,) * 3),
                )
            )
        return lines

    # Objectives and working groups.

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
        for kind in self.kinds():
            own = [row["held_on"] for row in rows if row["kind"] == kind["code"]]
            if own:
                done = [day for day in own if day and day <= self.asked.until]
                lines.append((kind["code"], *named(kind), len(own), len(done)))
        return lines

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

    @cached_property
    def choosable(self) -> dict[str, list[str]]:
        """Give what the page's own filters offer: whatever occurs in scope."""
        scope = [one for one in self.begun if self.asked.scope is None or one.row["programme"] in self.asked.scope]
        found = [] if self.asked.protected else scope
        return {
            "step": [step for step in STEPS if step in {one.step for one in found}],
            "status": [one for one in ("in_force", "expired", "none") if one in {o.status for o in found}],
            "dormant": ["yes"] if any(one.dormant for one in found) else [],
            "country": sorted({country for one in found if (country := self.country(one))}),
        }


def year_after(day: date) -> date:
    """Give the day twelve calendar months later."""
    return date(day.year + 1, day.month, min(day.day, monthrange(day.year + 1, day.month)[1]))


def quarter_of(day: date) -> date:
    """Give the first day of a day's quarter."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def following(quarter: date) -> date:
    """Give the first day of the next quarter."""
    return quarter_of(quarter + timedelta(days=100))


def named(row: Row) -> tuple[str, str, str]:
    """Give the three names of a row, Turkish where one is missing."""
    return row["name_tr"], row.get("name_en") or row["name_tr"], row.get("name_ar") or row["name_tr"]


def mean(values: Iterable[int | Fraction]) -> Fraction | None:
    """Give the mean, None of nothing."""
    listed = [Fraction(value) for value in values]
    return sum(listed, Fraction(0)) / len(listed) if listed else None


def written(value: Fraction | None) -> Decimal | None:
    """Write a fraction as a decimal number."""
    return None if value is None else Decimal(value.numerator) / Decimal(value.denominator)


def added(values: Iterable[int | None]) -> int | None:
    """Add up what is reported, None where nothing is."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def status(result: Decimal | None) -> str | None:
    """Say where an indicator stands whose only target is 100."""
    if result is None:
        return None
    lines: list[tuple[int, str]] = [(100, "achieved"), (95, "on_track"), (80, "at_risk"), (0, "off_track")]
    return next(word for line, word in lines if result >= line)


def plain(text: str) -> str:
    """Write a text without Turkish and capital letters."""
    return "".join(PLAIN.get(letter, letter) for letter in text).lower()


def turkish(text: str) -> list[tuple[int, str]]:
    """Give the place of a text in the Turkish alphabet; other signs stand before letters."""
    small = text.replace("İ", "i").replace("I", "ı").lower()
    return [(ALPHABET.find(letter), letter) for letter in small]
