"""The example programme: five organisations with their real structure, and made figures of a believable shape.

Written rows stand in `structure/`, the numbers by which figures are made in `shape/`. Every made figure
is *örnek veri*.
"""

from dashboard.data.demo.files import edition
from dashboard.data.demo.load import ACTOR, load_demo
from dashboard.data.demo.reach import ROWS

PROGRAMMES = ("KIZILAY", "IZMIR-BALKAN", "EU-DIALOGUE", "ADANA", "MBB")
GRANT_OF_FUNDER = {
    "funder-wb": ("P171489", "DEMO-WB-02"),
    "funder-eu": ("DEMO-EU-02", "DEMO-EU-03", "EU-CSD"),
}
"""Grants that each funder's demo account may see."""

__all__ = ["ACTOR", "GRANT_OF_FUNDER", "PROGRAMMES", "ROWS", "edition", "load_demo"]
