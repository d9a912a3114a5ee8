"""What is wrong with a file of IATI, in the language in force, and the refusal of one that may not leave."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from dashboard.export.report.standing import ReportRefusedError
from dashboard.i18n import t

SCHEMA = "2.03"
"""Stands for the rule where the schema of that version itself is broken."""
MOST = 5
"""How many faults a refusal names."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: which rule it breaks, where, and why.

    `rule` is the number of a rule of IATI's own validator, or `SCHEMA`. `reason` and `values` make the sentence.
    `grave` faults refuse the file; the others are said only.
    """

    rule: str
    line: int
    element: str
    reason: str
    values: dict[str, str] = field(default_factory=dict)
    grave: bool = True

    def sentence(self) -> str:
        """Say it in the language in force."""
        why = t(f"iati_fault.{self.reason}", element=self.element, **self.values)
        return t("iati_fault.where", line=str(self.line), element=self.element, why=why, rule=self.rule)


class IatiRefusedError(ReportRefusedError):
    """A file that cannot be made, or may not leave: what stands in the way."""

    def __init__(self, obstacle: str, faults: Sequence[Fault] = (), **values: str) -> None:
        super().__init__(obstacle, **values)
        self.faults = tuple(faults)

    def sentence(self) -> str:
        """Say it in the language in force, with the first faults."""
        told = " ".join(fault.sentence() for fault in self.faults[:MOST])
        return " ".join(filter(None, (t(f"iati_refused.{self.obstacle}", **self.values), told)))
