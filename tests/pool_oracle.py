"""A second computation of the project pool: naive loops and fractions over the stored rows, nothing of the product.

Slow and plain on purpose. Every answer is a list of tuples with the columns of the product's frame, in its order.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from tests.pool_facts import Row

STAGES = [
    *("idea", "screened", "scored", "approved", "funding_secured", "contracted"),
    *("running", "closing", "closed", "on_hold", "rejected"),
]
WAITING = STAGES[:6]
POOL = [*WAITING, "on_hold"]
PLAN = ["approved", "funding_secured", "contracted"]
LANGUAGES = ["tr", "en", "ar"]
PLAIN = dict(zip("çğıöşüâîûÇĞIİÖŞÜÂÎÛ", "cgiosuaiucgiiosuaiu", strict=True))

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
    """Stages, goals, modes, countries and owners asked for, those that exist."""
    q: str = ""
    weights: dict[str, Fraction] | None = None

    @property
    def until(self) -> date:
        """Give the last day of the period that has come."""
        return min(self.end, self.day) if self.end else self.day


class Pool:
    """The pool under one question."""

    def __init__(self, live: dict[str, list[Row]], asked: Asked) -> None:
        self.live, self.asked = live, asked
        self.projects = sorted((p for p in live["projects"] if self.is_there(p)), key=lambda p: p["code"])
        self.criteria = sorted(live["criteria"], key=lambda c: (c["position"], c["code"]))
        self.field = [p for p in self.projects if self.in_field(p)]
        self.seen = [p for p in self.field if self.is_seen(p)]
        self.kept: dict[tuple[str, Fraction], dict[str, Fraction]] = {}

    # One project.

    def changes(self, project: Row) -> list[Row]:
        """Give the stage changes up to the day, in order."""
        own = [c for c in self.live["changes"] if c["project"] == project["code"] and c["entered_on"] <= self.asked.day]
        return sorted(own, key=lambda c: (c["entered_on"], STAGES.index(c["stage"])))

    def is_there(self, project: Row) -> bool:
        """A project with changes must have had one by the day."""
        return bool(self.changes(project)) or not [c for c in self.live["changes"] if c["project"] == project["code"]]

    def stage(self, project: Row) -> str | None:
        """Give the stage on the day."""
        own = self.changes(project)
        return own[-1]["stage"] if own else project["stage"]

    def entered(self, project: Row) -> date | None:
        """Give the day on which the stage was entered."""
        own = self.changes(project)
        return own[-1]["entered_on"] if own else None

    def days(self, project: Row) -> int | None:
        """Give the days in the stage."""
        entered = self.entered(project)
        return (self.asked.day - entered).days if entered else None

    def limit(self, project: Row) -> int | None:
        """Give the limit of the stage."""
        return next((row["days"] for row in self.live["limits"] if row["stage"] == self.stage(project)), None)

    def score(self, project: Row, criterion: Row) -> int | None:
        """Give the latest score."""
        own = [
            s
            for s in self.live["scores"]
            if s["project"] == project["code"]
            and s["criterion"] == criterion["code"]
            and s["scored_on"] <= self.asked.day
        ]
        return max(own, key=lambda s: (s["scored_on"], s["id"]))["score"] if own else None

    def missing(self, project: Row) -> list[Row]:
        """Give the criteria without a score."""
        return [c for c in self.criteria if self.score(project, c) is None]

    def weight(self, criterion: Row) -> Fraction:
        """Give the weight in force."""
        return self.asked.weights[criterion["code"]] if self.asked.weights else Fraction(criterion["weight"])

    def priority(self, project: Row, moved: str = "", factor: Fraction = Fraction(1)) -> Fraction | None:
        """Give Σ w·s ÷ Σ w, with the weight of one criterion moved."""
        if not self.criteria or self.missing(project):
            return None
        top = bottom = Fraction(0)
        for criterion in self.criteria:
            weight = self.weight(criterion) * (factor if criterion["code"] == moved else 1)
            top += weight * (self.score(project, criterion) or 0)
            bottom += weight
        return top / bottom if bottom else None

    def spent(self, project: Row) -> Decimal | None:
        """Give the expenditure in the currency of the budget."""
        if not project["currency"]:
            return None
        return sum(
            (
                s["amount"]
                for s in self.live["spending"]
                if s["project"] == project["code"]
                and s["kind"] == "expenditure"
                and s["currency"] == project["currency"]
                and s["spent_on"] <= self.asked.until
            ),
            Decimal(0),
        )

    def secured(self, project: Row) -> Decimal | None:
        """Give the funding in the currency of the budget."""
        if not project["currency"]:
            return None
        own = [f for f in self.live["funding"] if f["project"] == project["code"]]
        own = [f for f in own if f["currency"] == project["currency"] and f["secured_on"] <= self.asked.day]
        return sum((f["amount"] for f in own), Decimal(0))

    def gap(self, project: Row) -> Decimal | None:
        """Give what a project of the action plan lacks."""
        secured = self.secured(project)
        if self.stage(project) not in PLAN or project["budget"] is None or secured is None:
            return None
        return max(project["budget"] - secured, Decimal(0))

    # Which projects.

    def in_field(self, project: Row) -> bool:
        """Tell whether viewer, programme and grant filter let it in."""
        asked = self.asked
        if asked.protected or (asked.scope is not None and project["programme"] not in asked.scope):
            return False
        if asked.programmes and project["programme"] not in asked.programmes:
            return False
        own = [g["grant"] for g in self.live["project_grants"] if g["project"] == project["code"]]
        return not asked.grants or any(grant in asked.grants for grant in own)

    def is_seen(self, project: Row) -> bool:
        """Tell whether the filters that narrow the list let it in."""
        own = self.asked.own
        for name, value in (
            ("stage", self.stage(project)),
            *((name, project[name]) for name in ("mode", "country", "owner")),
        ):
            if own.get(name) and value not in own[name]:
                return False
        goals = [g["goal"] for g in self.live["project_goals"] if g["project"] == project["code"]]
        if own.get("goal") and not any(goal in own["goal"] for goal in goals):
            return False
        texts = [project[name] for name in ("code", "name_tr", "name_en", "name_ar", "owner", "implementer")]
        if not all(any(word in plain(text or "") for text in texts) for word in plain(self.asked.q).split()):
            return False
        return not self.asked.places or any(place in self.asked.places for place in self.places(project))

    def places(self, project: Row) -> list[str]:
        """Give all places in which a project is."""
        found = []
        for activity in self.live["activities"]:
            if activity["project"] == project["code"]:
                if activity["today"]:
                    found += [activity["today"], activity["today_province"]]
                else:
                    found += [activity["place"], activity["province"]]
        for reach in self.live["reach"]:
            if reach["project"] == project["code"]:
                found += [reach["place"], reach["province"]]
        return found

    def ranked(self, moved: str, factor: Fraction) -> dict[str, Fraction]:
        """Give the priorities of the complete waiting projects of the field; kept, as nothing else here is."""
        if (moved, factor) not in self.kept:
            waiting = [p for p in self.field if self.stage(p) in WAITING]
            found = {p["code"]: self.priority(p, moved, factor) for p in waiting}
            self.kept[moved, factor] = {code: value for code, value in found.items() if value is not None}
        return self.kept[moved, factor]

    def rank(self, project: Row, moved: str = "", factor: Fraction = Fraction(1)) -> int | None:
        """Give the rank; ties share the better one."""
        all_of_them = self.ranked(moved, factor)
        own = all_of_them.get(project["code"])
        return None if own is None else 1 + sum(1 for other in all_of_them.values() if other > own)

    def stability(self, project: Row) -> Fraction | None:
        """Give the share of runs that leave the rank within one place."""
        base = self.rank(project)
        if base is None:
            return None
        runs = [(c["code"], factor) for c in self.criteria for factor in (Fraction(8, 10), Fraction(12, 10))]
        near = [run for run in runs if abs((self.rank(project, *run) or 0) - base) <= 1]
        return Fraction(len(near), len(runs))

    # The questions.

    def list_projects(self) -> list[Line]:
        """Answer `projects`."""
        lines: list[Line] = []
        for p in self.seen:
            waiting = self.stage(p) in WAITING
            lines.append(
                (
                    *named(p),
                    *(p["programme"], self.stage(p), self.entered(p), self.days(p), self.limit(p)),
                    *(p["mode"], p["country"], p["owner"], p["starts_on"], p["original_ends_on"], p["ends_on"]),
                    *(p["budget"], p["currency"], self.spent(p), self.secured(p), self.gap(p)),
                    *(number(self.priority(p)), self.rank(p), number(self.stability(p))),
                    len(self.missing(p)) if waiting else None,
                )
            )
        return lines

    def by_stage(self) -> list[Line]:
        """Answer `by_stage`."""
        return [(stage, sum(1 for p in self.seen if self.stage(p) == stage)) for stage in STAGES]

    def stage_budgets(self) -> list[Line]:
        """Answer `stage_budgets`."""
        lines: list[Line] = []
        for stage in STAGES:
            own = [p for p in self.seen if self.stage(p) == stage and p["budget"] is not None and p["currency"]]
            for currency in sorted({p["currency"] for p in own}):
                budgets = [p["budget"] for p in own if p["currency"] == currency]
                lines.append((stage, currency, len(budgets), sum(budgets, Decimal(0))))
        return lines

    def priorities(self) -> list[Line]:
        """Answer `priorities`."""
        whole = sum((self.weight(c) for c in self.criteria), Fraction(0))
        lines: list[Line] = []
        for p in sorted((p for p in self.seen if self.rank(p)), key=lambda p: (self.rank(p) or 0, p["code"])):
            for c in self.criteria:
                score, share = self.score(p, c) or 0, self.weight(c) / whole
                why = (c["code"], *translated(c), number(share), score, number(share * score))
                lines.append((*named(p), self.rank(p), number(self.priority(p)), number(self.stability(p)), *why))
        return lines

    def incomplete(self) -> list[Line]:
        """Answer `incomplete`."""
        lines: list[Line] = []
        for p in self.seen:
            missing = self.missing(p)
            if self.stage(p) in WAITING and missing:
                names = tuple("; ".join(translated(c)[i] for c in missing) for i in range(3))
                lines.append((*named(p), self.stage(p), len(missing), *names))
        return lines

    def days_in_stage(self) -> list[Line]:
        """Answer `days_in_stage`."""
        found = []
        for p in self.seen:
            days, limit = self.days(p), self.limit(p)
            if self.stage(p) not in ("closed", "rejected") and days is not None:
                over = days - limit if limit is not None else None
                line = (*named(p), self.stage(p), self.entered(p), days, limit, over)
                found.append(((over is None, -(over or 0), -days, p["code"]), line))
        return [line for _, line in sorted(found, key=lambda pair: pair[0])]

    def goals_by_stage(self) -> list[Line]:
        """Answer `goals_by_stage`."""
        levels = ["strategic", "general", "specific"]
        goals = [g for g in self.live["goals"] if self.asked.scope is None or g["programme"] in self.asked.scope]
        goals.sort(key=lambda g: (levels.index(g["level"]), g["programme"], g["position"], g["code"]))
        lines: list[Line] = []
        for goal in goals:
            own = [row["project"] for row in self.live["project_goals"] if row["goal"] == goal["code"]]
            for stage in STAGES:
                many = sum(1 for p in self.seen if p["code"] in own and self.stage(p) == stage)
                if many:
                    lines.append((goal["code"], *translated(goal), stage, many))
        return lines

    def modes(self) -> list[Line]:
        """Answer `modes`."""
        countries = {p["country"] for p in self.seen}

        def many(country: str | None) -> int:
            return sum(1 for p in self.seen if p["country"] == country)

        lines: list[Line] = []
        for country in sorted(countries, key=lambda c: (-many(c), c is None, c or "")):
            for mode in ("unilateral", "joint", None):
                own = [p for p in self.seen if p["country"] == country and p["mode"] == mode]
                if own:
                    lines.append((country, mode, len(own)))
        return lines

    def flow(self) -> list[Line]:
        """Answer `flow`: walk over the quarters and look at each project's history."""
        all_changes = [c["entered_on"] for p in self.seen for c in self.changes(p)]
        if not all_changes:
            return []
        lines: list[Line] = []
        start = quarter(min(all_changes))
        while start <= self.asked.day:
            after = next_quarter(start)
            ways = [way for p in self.seen for day, way in self.ways(p) if start <= day < after]
            inside = sum(way for p in self.seen for day, way in self.ways(p) if day < after)
            if self.asked.start is None or (after > self.asked.start and start <= (self.asked.end or start)):
                lines.append((start, ways.count(1), ways.count(-1), inside))
            start = after
        return lines

    def ways(self, project: Row) -> list[tuple[date, int]]:
        """Give the days on which a project came (1) and left (-1)."""
        found, inside = [], False
        for change in self.changes(project):
            now = change["stage"] in POOL
            if now != inside:
                found.append((change["entered_on"], 1 if now else -1))
            inside = now
        return found

    def action_plan(self) -> list[Line]:
        """Answer `action_plan`."""
        own = [p for p in self.seen if self.stage(p) in PLAN]
        own.sort(key=lambda p: (self.priority(p) is None, -(self.priority(p) or 0), p["code"]))
        return [
            (
                *(self.rank(p), *named(p), self.stage(p), p["owner"]),
                *(p["starts_on"], p["original_ends_on"], p["ends_on"], number(self.priority(p))),
                *(p["budget"], p["currency"], self.secured(p), self.gap(p)),
                *(p["mode"], self.days(p), self.limit(p)),
            )
            for p in own
        ]

    def headline(self) -> dict[str, object]:
        """Answer `headline`."""
        stages = [self.stage(p) for p in self.seen]
        waiting = [p for p in self.seen if self.stage(p) in WAITING]
        plan = [p for p in self.seen if self.stage(p) in PLAN]
        stays = sorted(stay for p in self.seen for stay in self.stays(p))
        return {
            "in_pool": sum(1 for stage in stages if stage in POOL),
            "on_hold": stages.count("on_hold"),
            "running": stages.count("running"),
            "closing": stages.count("closing"),
            "high_priority_waiting": sum(1 for p in waiting if (self.priority(p) or 0) >= Fraction(7, 2)),
            "incomplete": sum(1 for p in waiting if self.missing(p)),
            "median_days_in_stage": median(stays),
            "stays": len(stays),
            "spent": self.spent_lines(),
            "gaps": [
                (currency, sum((self.gap(p) or Decimal(0) for p in plan if p["currency"] == currency), Decimal(0)))
                for currency in sorted({p["currency"] for p in plan if self.gap(p) is not None})
            ],
            "without_budget": sum(1 for p in plan if self.gap(p) is None),
            "ranked": sum(1 for p in self.seen if self.rank(p)),
            "timed": len(self.days_in_stage()),
            "limited": sum(1 for line in self.days_in_stage() if line[-2] is not None),
            "stuck": sum(1 for line in self.days_in_stage() if (line[-1] or 0) > 0),
            "undated": sum(1 for p in self.seen if self.stage(p) in POOL and not self.changes(p)),
            "without_stage": stages.count(None),
            "records": len(self.seen),
        }

    def stays(self, project: Row) -> list[int]:
        """Give the lengths of a project's stays."""
        own, found = self.changes(project), []
        for change, following in zip(own, [*own[1:], None][: len(own)], strict=True):
            end = following["entered_on"] if following else self.asked.day
            if change["stage"] not in ("closed", "rejected"):
                found.append((end - change["entered_on"]).days)
        return found

    def spent_lines(self) -> list[Line]:
        """Give currency, spent and budget."""
        codes = [p["code"] for p in self.seen]
        money = [
            s
            for s in self.live["spending"]
            if s["project"] in codes and s["kind"] == "expenditure" and s["spent_on"] <= self.asked.until
        ]
        budgets = [p for p in self.seen if p["budget"] is not None and p["currency"]]
        lines: list[Line] = []
        for currency in sorted({s["currency"] for s in money} | {p["currency"] for p in budgets}):
            agreed = [p["budget"] for p in budgets if p["currency"] == currency]
            spent = sum((s["amount"] for s in money if s["currency"] == currency), Decimal(0))
            lines.append((currency, spent, sum(agreed, Decimal(0)) if agreed else None))
        return lines


def plain(text: str) -> str:
    """Fold the letters of a search."""
    return "".join(PLAIN.get(letter, letter) for letter in text).lower()


def translated(row: Row) -> tuple[str, ...]:
    """Give the names in three languages."""
    return tuple(row[f"name_{language}"] or row["name_tr"] for language in LANGUAGES)


def named(project: Row) -> tuple[str, ...]:
    """Give code and names."""
    return (project["code"], *translated(project))


def number(value: Fraction | None) -> float | None:
    """Give the nearest floating number."""
    return None if value is None else float(value)


def median(values: list[int]) -> float | None:
    """Give the middle value, or the middle of the two."""
    if not values:
        return None
    half = len(values) // 2
    return float(values[half]) if len(values) % 2 else float(Fraction(values[half - 1] + values[half], 2))


def quarter(day: date) -> date:
    """Give the first day of the quarter."""
    return date(day.year, {1: 1, 2: 1, 3: 1, 4: 4, 5: 4, 6: 4, 7: 7, 8: 7, 9: 7, 10: 10, 11: 10, 12: 10}[day.month], 1)


def next_quarter(start: date) -> date:
    """Give the first day of the next quarter."""
    return date(start.year + 1, 1, 1) if start.month == 10 else date(start.year, start.month + 3, 1)
