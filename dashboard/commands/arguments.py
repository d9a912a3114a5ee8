"""What commands take after their options, checked before anything is started."""

from argparse import ArgumentTypeError
from collections.abc import Callable

from dashboard.i18n import t


def whole_number(least: int, most: int) -> Callable[[str], int]:
    """Give the reader of a whole number between two bounds, both included."""

    def read(text: str) -> int:
        if text.isascii() and text.isdigit() and least <= int(text) <= most:
            return int(text)
        raise ArgumentTypeError(t("cli.not_between", value=text, least=str(least), most=str(most)))

    return read


port = whole_number(0, 65535)
