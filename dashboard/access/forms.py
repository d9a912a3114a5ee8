"""Fields of server-made forms, taken strictly, and the signed tokens that such a form carries."""

import secrets
from hmac import compare_digest

from flask import Request
from itsdangerous import BadSignature, URLSafeTimedSerializer

FORM_LIVES_SECONDS = 3600
_NONCE_BYTES = 16


class FormError(Exception):
    """A field is missing, given twice, too long or not plain text: no browser sent this form."""


def field(request: Request, name: str, longest: int) -> str:
    """Give one field of a form as text.

    Raises:
        FormError: the field is missing, repeated, no text, longer than `longest` characters or holds a NUL.
    """
    values = request.form.getlist(name)
    if len(values) != 1 or len(values[0]) > longest or "\0" in values[0] or name in request.files:
        raise FormError
    return values[0]


def optional_field(request: Request, name: str, longest: int) -> str:
    """Give one field that a form may leave out, empty then; see `field`."""
    return field(request, name, longest) if name in request.form else ""


class FormTokens:
    """Signs the form of sign-in for one browser: half in a cookie, half in the form, useless without each other."""

    def __init__(self, secret_key: str) -> None:
        self._serializer = URLSafeTimedSerializer(secret_key, salt="sign-in-form")

    def nonce(self) -> str:
        """Give a fresh half for the cookie."""
        return secrets.token_urlsafe(_NONCE_BYTES)

    def sign(self, nonce: str) -> str:
        """Give the half for the form."""
        return str(self._serializer.dumps(nonce))

    def fits(self, token: str, nonce: str) -> bool:
        """Say whether a form's token was made for this cookie within the last hour."""
        try:
            signed = self._serializer.loads(token, max_age=FORM_LIVES_SECONDS)
        except BadSignature:
            return False
        return isinstance(signed, str) and bool(nonce) and compare_digest(signed, nonce)
