"""Who is there on a day and who is in view: the ground on which the oracle of partnerships stands."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from tests.partnership_writing import Line, named, plain, turkish, year_after
from tests.pool_facts import Row

STEPS = ["contact", "letter_of_intent", "protocol", "joint_plan", "joint_activities", "review", "sustained"]


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


class Standing:
    """Partnerships under one question: those that have begun, and those in view."""

    def __init__(self, live: dict[str, list[Row]], asked: Asked) -> None:
        self.live, self.asked = live, asked
        self.places = {row["code"]: row for row in live["places"]}
        self.begun = [one for row in live["partnerships"] if (one := self.standing(row)) is not None]
        self.seen = sorted((one for one in self.begun if self.in_view(one)), key=lambda one: one.order)
        self.codes = {one.code: one for one in self.seen}

    def organisation(self, code: str) -> Row:
        """Give an organisation; one without live details is named by its code."""
        found = [row for row in self.live["organisations"] if row["code"] == code]
        return found[0] if found else {"code": code, "name_tr": code, "kind": None, "place": None}

    @cached_property
    def owned(self) -> dict[tuple[str, str], list[Row]]:
        """Give the rows of each table and partnership."""
        found: dict[tuple[str, str], list[Row]] = {}
        for table, rows in self.live.items():
            for row in rows:
                if "partnership" in row:
                    found.setdefault((table, row["partnership"]), []).append(row)
        return found

    def of(self, table: str, partnership: str) -> list[Row]:
        """Give the rows of a partnership."""
        return self.owned.get((table, partnership), [])

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

    def partner(self, one: Partnership) -> Line:
        """Give code and names of the partner."""
        return one.partner["code"], *named(one.partner)

    def programme(self, one: Partnership) -> Line:
        """Give code and names of the programme."""
        code = one.row["programme"]
        return code, *next(named(row) for row in self.live["programmes"] if row["code"] == code)

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
