"""The paths of pages: fixed ones such as `/beneficiaries`, and those that end in the code of one thing."""

import re

CODE = "<code>"
"""Stands in a page's `PATH` for the code: `/projects/<code>`."""
OWN_CODE = "code"
"""The parameter under which a page about one thing, its questions and its downloads know the code of its path."""
LONGEST_CODE = 64
_SAFE = re.compile(rf"[A-Za-z0-9][A-Za-z0-9._-]{{0,{LONGEST_CODE - 1}}}")
"""Codes that may stand in a path: they need no encoding, so that every reader of an address sees the same one."""


def holds_code(pattern: str) -> bool:
    """Say whether a page's path ends in the code of one thing."""
    return pattern.endswith(f"/{CODE}")


def code_in(pattern: str, path: str) -> str | None:
    """Give the code in a path that fits a page's pattern, empty for a fixed path; None where it does not fit."""
    if not holds_code(pattern):
        return "" if path == pattern else None
    stem = pattern.removesuffix(CODE)
    code = path.removeprefix(stem)
    return code if path.startswith(stem) and _SAFE.fullmatch(code) else None


def path_to(pattern: str, code: str) -> str | None:
    """Give the path of the page about one thing, None where its code cannot stand in a path."""
    return pattern.removesuffix(CODE) + code if _SAFE.fullmatch(code) else None


def is_within(path: str, parent: str) -> bool:
    """Say whether a path is a page's own or lies below it; everything lies below `/`, which therefore counts alone."""
    return path == parent or (parent != "/" and path.startswith(f"{parent}/"))
