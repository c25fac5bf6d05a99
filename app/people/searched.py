"""What someone looks for by its words: kept in their session, so that an address never carries a name that they typed."""

from __future__ import annotations

import secrets

from flask import session

KEPT = 8
"""How many of the last searches a session remembers."""
LONGEST = 200


def remember(words: str) -> str:
    """Keeps the words, and gives the id by which an address may name them."""
    key = secrets.token_hex(6)
    kept = [*session.get("searched", []), [key, " ".join(words.split())[:LONGEST]]]
    session["searched"] = kept[-KEPT:]
    return key


def remembered(key: str) -> str:
    """The words with this id; none where they are forgotten, or somebody else's."""
    return next((words for known, words in session.get("searched", []) if known == key), "")
