"""What a callback or an export needs to know of a request: the address asked for, and through whose eyes."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import abort, g

from dashboard.access.account import Account
from dashboard.address import LANGUAGES, Address, parse_address
from dashboard.data.filters import Viewer
from dashboard.i18n import DEFAULT, speaking

LONGEST_SEARCH = 20_000


@dataclass(frozen=True, slots=True)
class View:
    """An address as this account asks for it."""

    address: Address
    viewer: Viewer
    account: Account


@contextmanager
def open_view(search: str | None, extra: Iterable[str] = ()) -> Iterator[View]:
    """Hold the view of one address, and its language, for everything inside the block.

    Args:
        search: the part of the address from `?`; None or empty asks for everything.
        extra: names of parameters that the page adds.

    The language is the address's, else the account's, else Turkish. An address that cannot be read ends the request
    with 400.
    """
    account: Account = g.account
    address = _read(search or "", extra)
    with speaking(address.lang or language_of(account)):
        yield View(address, account.viewer, account)


def language_of(account: Account) -> str:
    """Give the language an account is spoken to in where the address does not say."""
    return account.language if account.language in LANGUAGES else DEFAULT


def _read(search: str, extra: Iterable[str]) -> Address:
    """Read an address, however odd."""
    if len(search) > LONGEST_SEARCH or "\0" in search:
        abort(400)
    try:
        return parse_address(search, extra)
    except ValueError:
        abort(400)
