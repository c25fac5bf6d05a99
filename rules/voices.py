"""Who says so: whose papers and whose words speak for a question, against it, or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from corpus.yaml_text import load_yaml
from rules.finding import agencies_named
from rules.witness import Witness

VOICES = (
    "local_authority",
    "health",
    "police",
    "education",
    "other",
    "voluntary",
    "practitioners",
    "children",
    "partnership",
    "outside",
)
"""In the order in which a scrutineer asks for them; the last two are the partnership together, and those who look in from outside."""

OUTSIDE = frozenset({"scrutineer", "inspectorate"})
CHILDRENS_PAPERS = frozenset({"participation_report"})


@dataclass(frozen=True)
class Heard:
    """What one voice says of a question, in passages that count."""

    voice: str
    so: int
    partly: int
    not_so: int
    own: int
    """How many of these stand in papers of its own; the rest are told of it by others."""
    self_reported: int
    independent: int
    idle: int
    """Passages of this voice in standing papers that cannot carry a rating."""

    @property
    def counting(self) -> int:
        """How many passages of this voice count."""
        return self.so + self.partly + self.not_so


def who_says(evidence: Iterable[Witness]) -> tuple[Heard, ...]:
    """Every voice with what it says; a passage cited under several parts is one, and says what it says most strongly."""
    by_voice: dict[str, dict[str, Witness]] = {voice: {} for voice in VOICES}
    for one in evidence:
        if not one.current:
            continue
        for voice in voices_of(one):
            known = by_voice[voice].get(one.passage)
            if known is None or one.counts > known.counts:
                by_voice[voice][one.passage] = one
    return tuple(_heard(voice, list(found.values())) for voice, found in by_voice.items())


def voices_of(one: Witness) -> frozenset[str]:
    """Whose voice a passage carries: its paper's agency, the agencies it names, and people whose words it reports."""
    found = {*agencies_named(one.text), _paper_voice(one.agency)}
    if _says("other_agencies", one.text):
        found.add("other")
    if _says("practitioners", one.text):
        found.add("practitioners")
    if is_childrens(one):
        found.add("children")
    return frozenset(found & set(VOICES))


def is_childrens(one: Witness) -> bool:
    """Whether it reports what children said, or stands in a paper that was made to."""
    return one.kind in CHILDRENS_PAPERS or _says("children_say", one.text)


def own_words(text: str) -> tuple[str, ...]:
    """What stands in quotation marks as somebody's own words."""
    fewest: int = _cues()["fewest_words"]
    found = (match[1].strip() for pattern in _patterns("verbatim") for match in pattern.finditer(text))
    return tuple(words for words in found if len(words.split()) >= fewest)


@dataclass(frozen=True)
class ChildrensVoice:
    """Where children are heard in the evidence of a question, and where they are not."""

    own_words: tuple[Witness, ...]
    """Passages that give children's own words, in quotation marks."""
    reported: tuple[Witness, ...]
    """Passages that say what children said, in an adult's words."""
    changed: tuple[Witness, ...]
    """Passages that say what was done because of what children said."""
    unheard: tuple[str, ...]
    """Groups of children whom none of these passages names."""


def childrens_voice(evidence: Sequence[Witness]) -> ChildrensVoice:
    """The lens of the child's voice over all the evidence of a question that stands in current papers."""
    theirs = [one for one in _once(evidence) if one.current and is_childrens(one)]
    quoted = [one for one in theirs if own_words(one.text)]
    changed = [one for one in theirs if one.says != "not_so" and _says("because_of_children", one.text)]
    named = " ".join(one.text for one in theirs)
    unheard = [group for group, pattern in _groups().items() if not pattern.search(named)]
    return ChildrensVoice(
        own_words=tuple(quoted),
        reported=tuple(one for one in theirs if one not in quoted and one not in changed),
        changed=tuple(changed),
        unheard=tuple(unheard),
    )


def names_children(text: str) -> bool:
    """Whether the words name children as those whom something concerns."""
    return _says("children", text)


def tells_of_reach(text: str) -> bool:
    """Whether the words say how many of those it is for a thing has got to."""
    return _says("reached", text)


def _heard(voice: str, found: Sequence[Witness]) -> Heard:
    counting = [one for one in found if one.counts]
    says = [one.says for one in counting]
    return Heard(
        voice=voice,
        so=says.count("so"),
        partly=says.count("partly"),
        not_so=says.count("not_so"),
        own=sum(_paper_voice(one.agency) == voice for one in counting),
        self_reported=sum(one.self_reported is True for one in counting),
        independent=sum(one.self_reported is False for one in counting),
        idle=len(found) - len(counting),
    )


def _paper_voice(agency: str) -> str:
    return "outside" if agency in OUTSIDE else agency


def _once(evidence: Sequence[Witness]) -> list[Witness]:
    """Each passage once, as it counts where it does."""
    kept: dict[str, Witness] = {}
    for one in evidence:
        if one.passage not in kept or one.counts > kept[one.passage].counts:
            kept[one.passage] = one
    return list(kept.values())


def _says(cue: str, text: str) -> bool:
    return any(pattern.search(text) for pattern in _patterns(cue))


@cache
def _cues() -> Mapping[str, Any]:
    read: Mapping[str, Any] = load_yaml((Path(__file__).parent / "voices.yaml").read_text("utf-8"))
    return read


@cache
def _patterns(cue: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(_spelt_out(one), re.IGNORECASE | re.DOTALL) for one in _cues()[cue])


def _spelt_out(expression: str) -> str:
    """The expression with the words that its names in angle brackets stand for."""
    for name, words in _cues()["words"].items():
        expression = expression.replace(f"<{name}>", words)
    return expression


@cache
def _groups() -> Mapping[str, re.Pattern[str]]:
    return {group: re.compile(pattern, re.IGNORECASE) for group, pattern in _cues()["groups"].items()}
