"""Cues: the wordings by which a clause says that a thing is done, missing, meant or due, read from `cues.yaml`."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from corpus.likely import Likely
from corpus.yaml_text import load_yaml
from rules.clauses import Clause
from rules.evidence import Stance
from rules.shares import share_in
from rules.wording import words_of

CUES_FILE = Path(__file__).with_name("cues.yaml")

_HIDDEN = "\u00b7"
_NUMBER_WORDS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
    "|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|half|third|quarter|fifth|dozen|thousand"
)
# `...` never runs past six words: far enough for "rose steadily over the year from", too near to join two assertions.
_GAP = r"(?:\S+ ){0,6}?"
# A year dates a thing and does not measure it.
_NUMBER = rf"(?!(?:19|20)\d\d )(?:£?\d\S*|(?:{_NUMBER_WORDS})(?:-\S+)?)(?: %| per cent)? "

# A denial governs the rest of its clause; what it says of plans, duties and unfinished work stands all the same.
_DENIAL = re.compile(
    r"(?:^| )(?:not|never|no|none|nobody|no-one|nothing|neither|nor|without|unable|failed|fails|lacks|lacked|lacking) "
)
# What is asked is not said: "asked whether the audit had been completed".
_ASKED = re.compile(
    r"(?:(?<= )|^)((?:ask|asked|asks|asking|queried|questioned|wondered|enquired|inquired) (?:\S+ ){0,6}?(?:whether|if|what|how) "
    r"|(?:unclear|unsure|uncertain) (?:whether|if) )"
    r"((?:(?!(?:and|but|which|who|said|told|heard|confirmed|assured|advised|answered|replied|reported) )\S+ )+)"
)
# What says where a wording stands, or what must not follow: a clause that holds none of the rest holds no cue.
_ANYWHERE = re.compile(r"\(\?:\(\?<= \)\|\^\)|\(\?!\(\?:19\|20\)\\d\\d \)|\\A|\\Z")
UNDONE_BY_NOT = (Stance.ACHIEVED, Stance.IMPACT)


class CueError(Exception):
    """The cue file is not as the reader needs it; says which group and why."""


@dataclass(frozen=True)
class Cue:
    """One group of wordings that say the same thing, and how a reader would put it."""

    name: str
    leans: Stance | None
    strength: float
    """How loudly it speaks before any weight is fitted; 1 is an ordinary cue."""
    says: str
    hides: bool
    """Whether its words are taken out of sight of the groups below it, as "no longer" is from "no"."""
    cells_only: bool
    pattern: re.Pattern[str]
    share: tuple[float, float] | None = None
    """For wordings that count some out of a whole: the shares that it speaks of, from and to."""


@dataclass(frozen=True)
class Sighting:
    """A cue found in a clause, with the words of the passage it was found by."""

    cue: Cue
    start: int
    end: int


def find_cues(clause: Clause) -> tuple[Sighting, ...]:
    """Every cue in a clause, once each, in the order of the file; what a "not" governs is not taken for done."""
    line, starts = _line(clause)
    found: list[Sighting] = []
    cues, affirmed = load_cues(), _affirmed(line)
    for cue in (cues[place] for place in _likely().places(line)):
        if cue.cells_only and not clause.cell:
            continue
        match = cue.pattern.search(line if cue.hides or cue.leans not in UNDONE_BY_NOT else affirmed)
        if match is None or not _in_share(cue, match.group()):
            continue
        first, last = _at(starts, match.start()), _at(starts, match.end() - 1)
        found.append(Sighting(cue, clause.words[first].start, clause.words[last].end))
        if cue.hides:
            line = cue.pattern.sub(lambda m: re.sub(r"[^ ]", _HIDDEN, m.group()), line)
            affirmed = _affirmed(line)
    return tuple(found)


@lru_cache(maxsize=1)
def _likely() -> Likely:
    """The cues by the words that each needs, wherever these stand: one that is passed over is in no part of a clause."""
    return Likely([_ANYWHERE.sub("", cue.pattern.pattern) for cue in load_cues()])


def _in_share(cue: Cue, words: str) -> bool:
    """Whether the share that the words count is one that the cue speaks of."""
    if cue.share is None:
        return True
    counted = share_in(words)
    return counted is not None and cue.share[0] <= counted <= cue.share[1]


def _affirmed(line: str) -> str:
    """The clause up to its first denial, without what is only asked in it; every word keeps its place."""
    denial = _DENIAL.search(line)
    said = line[: denial.start() + 1] if denial else line
    return _ASKED.sub(lambda found: found[1] + re.sub(r"[^ ]", _HIDDEN, found[2]), said)


@lru_cache(maxsize=2048)
def heading_cues(headings: tuple[str, ...]) -> tuple[tuple[Cue, str], ...]:
    """What the headings above a passage lead one to expect, nearest heading first; one cue at most."""
    for heading in reversed(headings):
        line = "".join(word.form + " " for word in words_of(heading))
        for cue in load_heading_cues():
            if cue.pattern.search(line):
                return ((cue, " ".join(heading.split())[:80]),)
    return ()


def _line(clause: Clause) -> tuple[str, list[int]]:
    """The clause as `word word word `, and where each word starts in it."""
    starts: list[int] = []
    length = 0
    for word in clause.words:
        starts.append(length)
        length += len(word.form) + 1
    return "".join(word.form + " " for word in clause.words), starts


def _at(starts: list[int], position: int) -> int:
    """The last word that starts at this place or before it."""
    return bisect_right(starts, position) - 1


@lru_cache(maxsize=1)
def load_cues() -> tuple[Cue, ...]:
    """The cues in the order of the file; CueError if it is not as it should be."""
    return tuple(_cues(_data(), "cues"))


@lru_cache(maxsize=1)
def load_heading_cues() -> tuple[Cue, ...]:
    """The cues that are looked for in headings only."""
    return tuple(_cues(_data(), "headings"))


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    data: dict[str, Any] = load_yaml(CUES_FILE.read_text(encoding="utf-8"))
    return data


def _cues(data: dict[str, Any], section: str) -> Iterator[Cue]:
    lists = {name: "|".join(_token(word) for word in str(words).split()) for name, words in data["words"].items()}
    seen: set[str] = set()
    for entry in data[section]:
        name = entry["name"]
        if name in seen:
            raise CueError(f"The cue {name} stands twice in cues.yaml.")
        seen.add(name)
        leans = Stance(entry["leans"]) if entry.get("leans") else None
        patterns = "|".join(_wording(str(wording), lists, name) for wording in entry["wordings"])
        pattern = re.compile(rf"(?:(?<= )|^)(?:{patterns})")
        strength = float(entry.get("strength", 1.0 if leans else 0.0))
        share = tuple(map(float, entry["share"])) if entry.get("share") else None
        hides, cells = bool(entry.get("hides")), bool(entry.get("cells"))
        yield Cue(
            name, leans, strength, entry["says"], hides, cells, pattern, cast("tuple[float, float] | None", share)
        )


def _wording(wording: str, lists: dict[str, str], name: str) -> str:
    return "|".join(_one_wording(one, lists, name) for one in re.split(r"\s+/\s+", wording))


def _one_wording(wording: str, lists: dict[str, str], name: str) -> str:
    """One wording as a pattern over `word word word `; its only repetition is the bounded gap."""
    parts: list[str] = []
    for piece in wording.split():
        optional = piece.endswith("?") and len(piece) > 1
        piece = piece[:-1] if optional else piece
        if piece == "...":
            part = _GAP
        elif piece == "#":
            part = _NUMBER
        elif piece == "^":
            part = r"\A"
        elif piece == "$":
            part = r"\Z"
        else:
            part = f"(?:{'|'.join(_choice(word, lists, name) for word in piece.split('/'))}) "
        parts.append(f"(?:{part})?" if optional else part)
    return "".join(parts)


def _choice(word: str, lists: dict[str, str], name: str) -> str:
    if not word.startswith("{"):
        return _token(word)
    if word[1:-1] not in lists:
        raise CueError(f"The cue {name} uses a list of words, {word}, that cues.yaml does not hold.")
    return lists[word[1:-1]]


def _token(word: str) -> str:
    body = re.escape(word.strip("*"))
    head = r"[^ ]{2,}" if word.startswith("*") else ""
    return head + body + (r"[^ ]*" if word.endswith("*") else "")
