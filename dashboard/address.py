"""What an address asks for: the filters, the language and the views, parsed without a database.

Every value is valid, missing or invalid. An invalid one is never dropped in silence: it becomes a `Problem`, which the
page shows. Whether a code exists for this viewer is decided later, by `dashboard.data.filters`.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Self
from urllib.parse import parse_qs, urlencode

LANGUAGES = ("tr", "en", "ar")
FIRST_YEAR, LAST_YEAR = 1950, 2100
MANY = ("programme", "grant", "place", "group")


@dataclass(frozen=True, slots=True)
class Problem:
    """A value of the address that could not be used; the page names both in its notice.

    `told` is the message key of what became of it, where it was used in another form; that has a notice of its own.
    """

    name: str
    value: str
    told: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """One calendar month; `index` counts months since year 0 so that months subtract."""

    year: int
    number: int

    @property
    def first(self) -> date:
        """Give the first day of the month."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """Give the last day of the month."""
        return date(self.year, self.number, monthrange(self.year, self.number)[1])

    @property
    def index(self) -> int:
        """Give the number of months since January of year 0."""
        return self.year * 12 + self.number - 1

    @classmethod
    def at(cls, index: int) -> Self:
        """Give the month with this `index`."""
        return cls(index // 12, index % 12 + 1)

    @classmethod
    def of(cls, day: date) -> Self:
        """Give the month in which a day lies."""
        return cls(day.year, day.month)

    def __str__(self) -> str:
        """Write the month as addresses do, `2021-03`."""
        return f"{self.year:04d}-{self.number:02d}"


def first_of_month(index: int) -> date:
    """Give the first day of the month with this `Month.index`, several times faster than by way of the month."""
    return date(index // 12, index % 12 + 1, 1)


_PERIOD = re.compile(
    r"(?P<year>\d{4})(?:-(?:H(?P<half>[12])|Q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2])))?"
    r"(?:\.\.(?P<year2>\d{4})-(?P<month2>0[1-9]|1[0-2]))?",
)


@dataclass(frozen=True, slots=True)
class Period:
    """A run of whole months as written in the address (`text`), first and last month included."""

    text: str
    start: Month
    end: Month

    @property
    def first_day(self) -> date:
        """Give the first day of the period."""
        return self.start.first

    @property
    def last_day(self) -> date:
        """Give the last day of the period."""
        return self.end.last

    @property
    def months(self) -> int:
        """Give the length of the period in months."""
        return self.end.index - self.start.index + 1

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `2021`, `2021-H1`, `2021-Q3`, `2021-03` or `2020-04..2021-03`.

        Raises:
            ValueError: the text has none of these forms, lies outside 1950-2100 or ends before it starts.
        """
        found = _PERIOD.fullmatch(text)
        if not found:
            raise ValueError(text)
        year = int(found["year"])
        first, last = _months(found)
        start, end = Month(year, first), Month(year, last)
        if found["year2"]:
            if not found["month"]:
                raise ValueError(text)
            end = Month(int(found["year2"]), int(found["month2"]))
        if start > end or not FIRST_YEAR <= start.year <= end.year <= LAST_YEAR:
            raise ValueError(text)
        return cls(text, start, end)


def _months(found: re.Match[str]) -> tuple[int, int]:
    """Give the first and last month number that the part after the year names."""
    if found["half"]:
        return int(found["half"]) * 6 - 5, int(found["half"]) * 6
    if found["quarter"]:
        return int(found["quarter"]) * 3 - 2, int(found["quarter"]) * 3
    if found["month"]:
        return int(found["month"]), int(found["month"])
    return 1, 12


@dataclass(frozen=True, slots=True)
class Address:
    """The part of the address after `?`, parsed; equal addresses ask for the same thing."""

    programme: tuple[str, ...] = ()
    grant: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    period: Period | None = None
    v: int | None = None
    on: date | None = None
    lang: str | None = None
    views: frozenset[str] = frozenset()
    """Charts shown as a table (`view.<chart>=table`)."""
    extra: tuple[tuple[str, str], ...] = ()
    """A page's own parameters, sorted by name, several values of a name as in the address; the page checks them."""
    problems: tuple[Problem, ...] = field(default=(), compare=False)

    def own(self, name: str) -> str | None:
        """Give one of the page's own parameters, its last value, or None where the address does not name it."""
        return dict(self.extra).get(name)

    def own_all(self, name: str) -> tuple[str, ...]:
        """Give every value of one of the page's own parameters, in the order of the address."""
        return tuple(value for own, value in self.extra if own == name)

    def with_own(self, name: str, *values: str) -> Self:
        """Give the same address with other values of one of the page's own parameters; no values leave it out."""
        others = [pair for pair in self.extra if pair[0] != name]
        return replace(self, extra=_in_order([*others, *((name, value) for value in values)]))

    def query(self) -> str:
        """Write the address back as a query string without `?`, in one fixed order."""
        pairs: list[tuple[str, str]] = [(name, value) for name in MANY for value in getattr(self, name)]
        if self.period:
            pairs.append(("period", self.period.text))
        single = {"v": self.v, "on": self.on, "lang": self.lang}
        pairs += [(name, str(value)) for name, value in single.items() if value is not None]
        pairs += [(f"view.{chart}", "table") for chart in sorted(self.views)]
        pairs += self.extra
        return urlencode(pairs, safe=".")

    def link(self, path: str) -> str:
        """Give a link to another page that carries the filters, not the views or the page's own parameters."""
        query = replace(self, views=frozenset(), extra=()).query()
        return f"{path}?{query}" if query else path


def _in_order(own: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Give a page's own parameters sorted by name; of equal ones the last is kept, as the one that a reader goes by."""
    once = list(dict.fromkeys(reversed(list(own))))[::-1]
    return tuple(sorted(once, key=lambda pair: pair[0]))


def _whole(text: str) -> int:
    """Read a data version: a whole number from 0 to 2147483647 in plain digits."""
    if not re.fullmatch(r"[0-9]{1,10}", text) or int(text) > 2**31 - 1:
        raise ValueError(text)
    return int(text)


def _day(text: str) -> date:
    """Read an ISO day from 1950 to 2100."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError(text)
    day = date.fromisoformat(text)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(text)
    return day


def _language(text: str) -> str:
    """Read one of the product's languages."""
    if text not in LANGUAGES:
        raise ValueError(text)
    return text


_SINGLE = {"period": Period.parse, "v": _whole, "on": _day, "lang": _language}


def parse_address(search: str, extra: Iterable[str] = ()) -> Address:
    """Read the query string of an address, with or without its leading `?`.

    Args:
        search: for example `?programme=KIZILAY&place=TR-34&place=TR-01&period=2021-H1`.
        extra: names that the page adds; a name nobody knows becomes a problem like a bad value.
    """
    return address_of(parse_qs(search.removeprefix("?"), keep_blank_values=False, max_num_fields=200), extra)


def address_of(values: Mapping[str, list[str]], extra: Iterable[str] = ()) -> Address:
    """Build the address from already decoded values, each name with its list; see `parse_address`."""
    problems: list[Problem] = []
    found: dict[str, object] = {}
    views: set[str] = set()
    own: list[tuple[str, str]] = []
    known = set(extra)
    for name, texts in values.items():
        if name in MANY:
            found[name] = tuple(dict.fromkeys(texts))
        elif name in _SINGLE:
            try:
                found[name] = _SINGLE[name](texts[-1])
            except ValueError:
                problems.append(Problem(name, texts[-1]))
        elif name.startswith("view.") and texts[-1] in {"table", "chart"}:
            if texts[-1] == "table":
                views.add(name.removeprefix("view."))
        elif name in known:
            own += [(name, text) for text in texts]
        else:
            problems.append(Problem(name, texts[-1]))
    return Address(**found, views=frozenset(views), extra=_in_order(own), problems=tuple(problems))  # type: ignore[arg-type]
