"""What a KIND is: the declarative description of one sort of file and of the table that it fills."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Table

MOST_DECIMALS = 30
"""Decimal places of a number that the database keeps as it is."""

Type = Literal["text", "prose", "key", "integer", "decimal", "date", "choice", "flag", "currency", "country", "url"]
"""How a cell is read. `text` is a name, `prose` free text, `key` an identifier without blanks or commas."""


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a file.

    `name` is the English header; the Turkish one stands in the locale under `load.column.<column>`, where `column` is
    empty for the name itself. `target` is the column of the database, empty where it bears the same name.
    """

    name: str
    type: Type = "text"
    required: bool = False
    default: str = ""
    """The text that an empty cell stands for."""
    codes: tuple[str, ...] = ()
    """Allowed codes of a `choice`."""
    labels: str = ""
    """Prefix of the message keys of the codes' labels, where it is not the field's name."""
    positions: bool = False
    """Whether the database stores a code as its position in `codes`."""
    refers: str = ""
    """KIND whose code stands in this column."""
    target: str = ""
    lowest: int | None = None
    """Least number allowed."""
    highest: int | None = None
    """Greatest number allowed."""
    column: str = ""
    private: bool = False
    """Whether a cell may say who somebody is; then no message quotes it."""
    later: bool = False
    """Whether the column came to the KIND after others had stored rows of it: an empty cell does not count in a row's
    hash, so that the file of an earlier release is still known."""

    @property
    def header_key(self) -> str:
        """Give the message key of the header as people read it."""
        return f"load.column.{self.column or self.name}"

    @property
    def stored_in(self) -> str:
        """Give the column of the database."""
        return self.target or self.name

    def label_key(self, code: str) -> str:
        """Give the message key of a code's label."""
        return f"{self.labels or self.name}.{code}"


@dataclass(frozen=True, slots=True)
class Kind:
    """One sort of file: its columns, its key and the tables that it fills.

    `fixed` fields belong to the identity table, because they can never change; all others to the versioned one.
    """

    name: str
    table: Table
    fields: tuple[Field, ...]
    key: tuple[str, ...] = ("code",)
    identity: Table | None = None
    owner: str = ""
    """Column of the versioned table that points at the identity table."""
    fixed: frozenset[str] = frozenset()
    rules: tuple[Callable[..., None], ...] = ()
    """Checks of whole rows, see `rules`."""
    marks: frozenset[str] = frozenset()
    """Fields of which one must be in the header before a file is taken for this KIND unasked."""
    only_by_name: bool = False
    """Whether a file is taken for this KIND only where its name or a person says so; its headers are another's too."""
    shared_keys: bool = False
    """Whether two sources may hold rows with the same key."""
    one_set: bool = False
    """Whether all live rows are one file, because they mean something only together."""
    observed: str = ""
    """Field with the day up to which a row says something; the latest one is the cut-off date of a load."""

    def decimals(self, one: Field) -> int:
        """Give how many decimal places the database keeps of a number; what it would round is refused."""
        tables = [table for table in (self.table, self.identity) if table is not None and one.stored_in in table.c]
        scale = getattr(tables[0].c[one.stored_in].type, "scale", None) if tables else None
        return MOST_DECIMALS if scale is None else int(scale)

    @property
    def refers_to(self) -> frozenset[str]:
        """Give the KINDs that must be loaded before this one."""
        return frozenset(f.refers for f in self.fields if f.refers) - {self.name}


def key(name: str, *, required: bool = False) -> Field:
    """Give a column of identifiers."""
    return Field(name, "key", required=required)


def text(name: str, *, required: bool = False) -> Field:
    """Give a column of names."""
    return Field(name, "text", required=required)


def prose(name: str, *, required: bool = False, private: bool = False) -> Field:
    """Give a column of free text."""
    return Field(name, "prose", required=required, private=private)


def day(name: str, *, required: bool = False, column: str = "") -> Field:
    """Give a column of dates."""
    return Field(name, "date", required=required, column=column)


def integer(name: str, *, required: bool = False, lowest: int | None = 0, highest: int | None = None) -> Field:
    """Give a column of whole numbers, by default not below 0."""
    return Field(name, "integer", required=required, lowest=lowest, highest=highest)


def decimal(name: str, *, required: bool = False, lowest: int | None = None, default: str = "") -> Field:
    """Give a column of numbers."""
    return Field(name, "decimal", required=required, lowest=lowest, default=default)


def choice(name: str, codes: tuple[str, ...], *, required: bool = False, default: str = "", labels: str = "") -> Field:
    """Give a column of codes stored as text."""
    return Field(name, "choice", required=required, codes=codes, default=default, labels=labels)


def reference(name: str, kind: str, target: str, *, required: bool = False) -> Field:
    """Give a column with the code of a row of another KIND; the database stores its id in `target`."""
    return Field(name, "key", required=required, refers=kind, target=target)


PERSON_KEY = Field("person_key", "text", private=True)
"""The key of a person, read in the same way wherever it stands, so that one person has one hash."""
NAMES = (text("name_tr", required=True), text("name_en"), text("name_ar"))
"""A name in three languages, of which only Turkish must be there."""


def listed(name: str, codes: tuple[str, ...], *, required: bool = True, default: str = "") -> Field:
    """Give a column of one of the closed code lists that the database stores as positions."""
    return Field(name, "choice", required=required, codes=codes, default=default, positions=True)
