"""Whether a regular expression that a person wrote is one that can be run over a whole pack in bounded time."""

from __future__ import annotations

import re
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

LONGEST = 1500
"""Characters in one expression."""
MOST_FREE = 4
"""Runs of no fixed length that can follow one another in one way of matching."""
FREE_FROM = 12
"""A run that can be longer by this much counts as free."""
REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
ONE_CHARACTER = (codes.LITERAL, codes.NOT_LITERAL, codes.IN, codes.ANY, codes.CATEGORY, codes.RANGE)


def why_too_costly(pattern: str) -> str | None:
    """Why an expression that compiles could take very long on some text; None where it cannot."""
    if len(pattern) > LONGEST:
        return f"is longer than {LONGEST:,} characters"
    try:
        tree = parser.parse(pattern, re.IGNORECASE)
    except (re.error, RecursionError, OverflowError):
        return "is not a regular expression"
    if _nests(tree):
        return "repeats a group that can itself match in more than one way, which can take very long on some texts"
    if _free(tree) > MOST_FREE:
        return f"has more than {MOST_FREE} runs of free length one after the other"
    return None


def _nests(tree: Any, inside: bool = False) -> bool:
    """Whether something that can match in more than one way stands inside something repeated freely."""
    for code, value in tree:
        if code in REPEATS:
            least, most, body = value
            free = _is_free(least, most)
            if inside and least != most:
                return True
            many = free and not (len(body) == 1 and body[0][0] in ONE_CHARACTER)
            if _nests(body, inside or many):
                return True
        elif (
            code == codes.GROUPREF
            or (inside and code == codes.BRANCH)
            or any(_nests(each, inside) for each in _below(code, value))
        ):
            return True
    return False


def _free(tree: Any) -> int:
    """The most free runs that follow one another in any one way of matching."""
    count = 0
    for code, value in tree:
        if code in REPEATS:
            least, most, body = value
            count += max(int(_is_free(least, most)), _free(body))
        else:
            count += max((_free(each) for each in _below(code, value)), default=0)
    return count


def _is_free(least: int, most: int) -> bool:
    return most == codes.MAXREPEAT or most - least >= FREE_FROM


def _below(code: Any, value: Any) -> list[Any]:
    """The expressions that stand inside one."""
    if code == codes.BRANCH:
        return list(value[1])
    if code == codes.SUBPATTERN:
        return [value[3]]
    if code in (codes.ASSERT, codes.ASSERT_NOT):
        return [value[1]]
    if code == codes.ATOMIC_GROUP:
        return [value]
    return []
