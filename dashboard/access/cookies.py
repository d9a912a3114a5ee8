"""The cookies of sign-in: their names and attributes, which depend on whether people use https."""

from dataclasses import dataclass
from typing import Self

from flask import Response

from dashboard.settings import Settings


@dataclass(frozen=True, slots=True)
class Cookies:
    """How this installation sets its cookies."""

    session: str
    form: str
    is_secure: bool

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Give the cookies of an installation: bound to its host with Secure behind https, plain on loopback."""
        if (settings.public_url or "").startswith("https://"):
            return cls(session="__Host-session", form="__Host-sign-in", is_secure=True)
        return cls(session="session", form="sign-in", is_secure=False)

    def give(self, response: Response, name: str, value: str) -> None:
        """Set a cookie for as long as the browser is open; the server decides how long it is worth something."""
        response.set_cookie(name, value, httponly=True, samesite="Lax", secure=self.is_secure, path="/")

    def take(self, response: Response, name: str) -> None:
        """Remove a cookie."""
        response.delete_cookie(name, httponly=True, samesite="Lax", secure=self.is_secure, path="/")
