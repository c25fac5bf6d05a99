"""The place that a paper is about, as its partnership's name gives it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from corpus.yaml_text import load_yaml

OWN_LINE_WEIGHT = 12
"""A name in a title, a running line or a line by itself is the paper's own; in a sentence it may be a neighbour's."""
MOST_TOLD = 15
"""However often a paper goes on about a place, it counts no more than this."""
REACH = 120
"""Characters within which a place's name and the words around it are looked for."""
OWN_WORDS_WEIGHT = 3
"""A partnership's name in the text; a council's, which may be a neighbour's or the county's, counts once."""


def area_in(own_lines: str, body: str) -> tuple[str | None, str]:
    """The place whose partnership its own lines name, else its text; else the partnership's own short name."""
    named: Counter[str] = Counter()
    for place, worth in places_in(own_lines):
        named[_joined(named, place)] += OWN_LINE_WEIGHT * worth
    told: Counter[str] = Counter()
    for place, worth in places_in(body):
        told[_joined(named | told, place)] += worth
    for place, count in told.items():
        named[place] += min(count, MOST_TOLD)
    if named:
        place = min(named, key=lambda one: (-named[one], one))
        return place, f"it names the partnership or council of {place}"
    short = Counter(_acronyms(own_lines)) or Counter(_acronyms(body))
    if short:
        acronym = min(short, key=lambda one: (-short[one], one))
        return acronym, f"it is marked {acronym}"
    return None, "no partnership is named"


def places_in(text: str) -> Iterator[tuple[str, int]]:
    """Every place named as a partnership's or a council's, and what the naming is worth."""
    words = _words()
    for line in text.replace("’", "'").splitlines():
        for pattern, named, worth in (
            (words["bodies"], _name_before, OWN_WORDS_WEIGHT),
            (words["before"], _name_after, OWN_WORDS_WEIGHT),
            (words["councils"], _name_before, 1),
            (words["borough"], _name_after, 1),
        ):
            for match in pattern.finditer(line):
                place, lead = named(line, match)
                if place and place.lower() not in words["wider"] and not words["mentioned"].search(lead):
                    yield place, worth


def _name_before(line: str, match: re.Match[str]) -> tuple[str, str]:
    """The capitalised words that run up to the match, and what stands before them."""
    kept: list[str] = []
    lead = line[max(0, match.start() - REACH) : match.start()]
    if not lead.endswith((" ", "\t")):
        return "", ""
    for word in reversed(lead.split()):
        if not _is_of_a_name(word) or (word[-1] in ",.;:)" and word.lower() != "st."):
            break
        kept.insert(0, word.lstrip("(\"'“"))
    place = area_name(" ".join(kept))
    return place, lead[: lead.rfind(place.split()[0])] if place else lead


def _name_after(line: str, match: re.Match[str]) -> tuple[str, str]:
    """The capitalised words that follow the match, and what stands before it."""
    kept: list[str] = []
    for word in line[match.end() : match.end() + REACH].split():
        bare = word.strip(",.;:)\"'”")
        if (
            not bare
            or not _is_of_a_name(word)
            or (kept and bare.lower() in _words()["not_a_place"] - _words()["inside"])
        ):
            break
        kept.append(bare)
        if word[-1] in ",.;:)":
            break
    return area_name(" ".join(kept)), line[max(0, match.start() - REACH) : match.start()]


def _is_of_a_name(word: str) -> bool:
    return word.lstrip("(\"'“")[:1].isupper() or word in _words()["inside"]


def same_area(one: str, other: str) -> bool:
    """Whether two names are of one place: written longer or shorter, as one of two joined places, or as initials."""
    if is_acronym(one) or is_acronym(other):
        return one == other or acronym_fits(one, other) or acronym_fits(other, one)
    a, b = _parts(one), _parts(other)
    if not a or not b:
        return False
    few, many = (a, b) if len(a) <= len(b) else (b, a)
    return all(any(_same_place(part, whole) for whole in many) for part in few)


def is_acronym(name: str) -> bool:
    """Whether the name is a partnership's initials, such as HVSCP."""
    return bool(re.fullmatch(r"[A-Z&]{1,7}(?:SC[PB]|SAB|SP|SCAP)", name))


def acronym_fits(acronym: str, place: str) -> bool:
    """Whether the initials begin with those of the place: HVSCP is Harland Vale's."""
    if not is_acronym(acronym) or is_acronym(place):
        return False
    words = re.findall(r"[A-Za-z]+", place)
    inside = _words()["inside"]
    long = "".join(word[0].upper() for word in words)
    short = "".join(word[0].upper() for word in words if word.lower() not in inside)
    stem = re.sub(r"L?S(?:C[PB]|AB|P|CAP)$", "", acronym).replace("&", "")
    return bool(stem) and stem in (long, short)


def mentions(text: str, place: str) -> int:
    """How often the place, or the initials of its partnership, stand in the text."""
    count = len(re.findall(rf"\b{re.escape(place)}(?:'s|’s)?\b", text, re.IGNORECASE))
    if is_acronym(place):
        return count
    return count + sum(1 for acronym in _acronyms(text) if acronym_fits(acronym, place))


_INITIALS = re.compile(r"[A-Z]{1,2}")
"""Somebody's, and no place."""


def area_name(words: str) -> str:
    """The place alone: `OFFICIAL The Harland Vale` is Harland Vale; empty where no place is left."""
    parts = words.replace("’", "'").split()
    lists = _words()
    no_place = lists["not_a_place"]
    while parts and parts[-1].lower() in lists["ranks"]:
        parts.pop()
    kept: list[str] = []
    for part in reversed(parts):
        low = re.sub(r"'s$", "", part.lower())
        if low not in lists["inside"] and (low in no_place or all(piece in no_place for piece in low.split("-"))):
            break
        if kept and kept[0] == "of" and low not in lists["before_of"]:
            break
        kept.insert(0, part)
    while kept and (kept[0].lower() in lists["inside"] or not kept[0][0].isupper()):
        kept.pop(0)
    while kept and kept[-1].lower() in lists["inside"]:
        kept.pop()
    if kept:
        kept[-1] = re.sub(r"'s$", "", kept[-1])
    if len(kept) == 1 and _INITIALS.fullmatch(kept[0]):
        return ""
    return " ".join("and" if part == "&" else _in_small_letters(part, lists["inside"], len(kept)) for part in kept)


def _in_small_letters(word: str, inside: frozenset[str], words: int) -> str:
    """MERROWDALE as it is written in a sentence; a short word by itself may be initials."""
    if not word.isupper() or len(word) < (4 if words == 1 else 3):
        return word.lower() if word.lower() in inside else word
    return "-".join(part.lower() if part.lower() in inside else part.capitalize() for part in word.split("-"))


def _joined(named: Counter[str], place: str) -> str:
    """The name under which the place was met before."""
    return next((one for one in named if one.lower() == place.lower()), place)


def _acronyms(text: str) -> list[str]:
    found = re.findall(r"\b[A-Z&]{1,7}(?:SC[PB]|SAB)\b", text)
    return [one for one in found if one not in _words()["any_place"]]


def _parts(name: str) -> list[frozenset[str]]:
    pieces = re.split(r",|&|\band\b", name.lower())
    drop = _words()["ranks"] | {"of", "the", "council", "london"}
    return [words for piece in pieces if (words := frozenset(re.findall(r"[a-z']+", piece)) - drop)]


def _same_place(one: frozenset[str], other: frozenset[str]) -> bool:
    return (one <= other or other <= one) and not (one ^ other) & _words()["apart"]


@cache
def _words() -> dict[str, Any]:
    raw = load_yaml((Path(__file__).parent / "areas.yaml").read_text("utf-8"))
    words: dict[str, Any] = {
        "bodies": re.compile(rf"\b(?:{'|'.join(raw['bodies'])})", re.IGNORECASE),
        "before": re.compile(rf"\b(?:{'|'.join(raw['before'])})\s+", re.IGNORECASE),
        "councils": re.compile(rf"\b(?:{'|'.join(raw['councils'])})\b", re.IGNORECASE),
        "borough": re.compile(rf"\b{raw['borough']}\s+", re.IGNORECASE),
        "mentioned": re.compile(raw["mentioned"], re.IGNORECASE),
        "not_a_place": frozenset(raw["not_a_place"].split()),
    }
    return words | {key: frozenset(raw[key]) for key in ("wider", "inside", "before_of", "ranks", "apart", "any_place")}
