"""What a file may ask of us at most, and how a refusal travels from the child to its parent."""

LARGEST_PACKED, LARGEST_WHOLE, MOST_PARTS = 100_000_000, 600_000_000, 2_000
"""Bytes of a workbook as a file, bytes and number of the parts inside; both are known before anything is unpacked."""
WIDEST_RATIO, RATIO_FROM = 250, 5_000_000
"""How many times larger than packed a part may be, asked of parts of so many bytes; sheets of equal rows reach 100."""
WIDEST_GAP, MOST_COLUMNS, MOST_CELLS = 20_000, 2_000, 30_000_000
"""Rows that a sheet may leave out; columns; cells of a file that hold anything."""
MOST_SHEETS, MOST_MERGED = 300, 20_000
LARGEST_XML, DEEPEST, MOST_ELEMENTS, MOST_ATTRIBUTES, LARGEST_TOKEN = 50_000_000, 60, 3_000_000, 60, 2_000_000
"""XML: bytes, levels, elements, attributes of one, bytes between `<` and `>`."""
LONGEST_CELL = 100_000
MEMORY, PROCESSOR_SECONDS, WALL_SECONDS = 2_000_000_000, 120, 180
"""What the child gets of the machine; attacks meet one of the limits above long before."""

NUMBER_CELL = "\u2060"
"""Ends the text of a number that a workbook holds as a number: it can be read in one way only. Twice in workbooks that
count their days from 1904."""


class Refusal(Exception):  # noqa: N818 - it is carried on as the refusal of a load
    """The file cannot be read; `key` ends the message key of the reason."""

    def __init__(self, key: str, sheet: str = "", row: int = 0, column: str = "", **values: str) -> None:
        super().__init__(key)
        self.key, self.sheet, self.row, self.column, self.values = key, sheet, row, column, values
