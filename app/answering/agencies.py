"""Agencies as questions and papers name them, and the people who speak for them in a paper's minutes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from corpus.yaml_text import load_yaml
from indexer.phrases import Phrases

THREE_PARTNERS = ("local_authority", "health", "police")
_ALL_THREE = re.compile(
    r"\b(?:all )?(?:the )?three (?:statutory |core |safeguarding |delegated )*partners?\b"
    r"|\b(?:all|each|every)(?: of)?(?: the)? (?:safeguarding |statutory )*partners?\b|\ball three\b",
    re.IGNORECASE,
)
_WITHIN = {
    "general_practice": "health",
    "ambulance": "health",
    "youth_justice": "local_authority",
    "adult_social_care": "local_authority",
    "faith": "voluntary",
}
"""An agency that is part of a wider one: asked for by its own name, the wider one is not asked for as well."""


@dataclass(frozen=True)
class Agency:
    """An agency: how an answer names it, and by what words questions and papers do."""

    id: str
    said: str
    agency: str
    """What the profile of its own papers says."""
    asked: re.Pattern[str]
    named: re.Pattern[str]


@cache
def agencies() -> Mapping[str, Agency]:
    """Every agency by its id; those that have narrower names come first."""
    rows = load_yaml((Path(__file__).parent / "agencies.yaml").read_text("utf-8"))
    return {
        row["id"]: Agency(
            row["id"],
            row["said"],
            row["agency"],
            re.compile(row.get("asked", row["named"]), re.IGNORECASE),
            re.compile(row["named"], re.IGNORECASE),
        )
        for row in rows
    }


def asked_for(text: str) -> tuple[str, ...]:
    """The agencies that a question names, in the order in which it names them."""
    rest, found = text, []
    for agency in agencies().values():
        if match := agency.asked.search(rest):
            found.append((match.start(), agency.id))
            rest = agency.asked.sub(lambda words: " " * len(words[0]), rest)
    if match := _ALL_THREE.search(text):
        found += [(match.start(), one) for one in THREE_PARTNERS]
    return tuple(dict.fromkeys(agency for _, agency in sorted(found, key=lambda one: one[0])))


@lru_cache(maxsize=20_000)
def named_in(text: str) -> frozenset[str]:
    """The agencies that a paper's words name."""
    found = _namings().search(text)
    return frozenset(one.id for one in agencies().values() if one.named.pattern in found)


@cache
def _namings() -> Phrases:
    return Phrases(one.named.pattern for one in agencies().values())


def agency_of_member(words: str) -> str | None:
    """Whose a member of a meeting is, by the agency and role that the list gives."""
    for agency in agencies().values():
        if agency.id not in ("inspectorate", "scrutineer") and agency.named.search(words):
            return agency.id
    return None


def is_of(agency: str, asked: str) -> bool:
    """Whether what is one agency's is also what was asked for: general practice is health."""
    return agency == asked or _WITHIN.get(agency) == asked


def said(names: Iterable[str]) -> str:
    """Agencies in a sentence."""
    words = [agencies()[one].said if one in agencies() else one.replace("_", " ") for one in names]
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + (f" and {words[-1]}" if words else "")
