"""What is said around a chart away from its page: its words, where it comes from, and how to find it again."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Cited:
    """The words of one chart for the filters in force.

    `finding` is the sentence that heads the chart, or the title again; `remark` what the chart leaves out, empty where
    nothing. `source` holds the source, the cut-off and, where people are counted, the counting rule. `alt` says in
    words what the chart shows. `file_name` has no ending.
    """

    chart: str
    title: str
    finding: str
    subtitle: str
    remark: str
    source: tuple[str, ...]
    filters: str
    version: int
    day: date
    cutoff: date
    address: str
    alt: str
    citation: str
    file_name: str
