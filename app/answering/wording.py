"""The words of a question that name its subject, how rare each is in the pack, and which of them a passage meets."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import log
from pathlib import Path
from typing import Any

import Stemmer

from corpus.yaml_text import load_yaml

_TOKEN = re.compile(r"[A-Za-zÀ-ÿ0-9%£]+(?:[’'][A-Za-z]+)*")
Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Subject:
    """One word or phrase of a question: itself as stems, those alike, how rare it is, and whether the pack has it."""

    words: Phrase
    alike: tuple[Phrase, ...]
    weight: float
    """Rarity in the pack; a word that stands nowhere in it weighs as much as the rarest that does."""

    def met_by(self, stems: Sequence[str], joined: str) -> float:
        """1 where the stems have the word itself, less where they only have one alike, 0 where neither."""
        if _stands(self.words, stems, joined):
            return 1.0
        return ALIKE_WORTH if any(_stands(one, stems, joined) for one in self.alike) else 0.0


ALIKE_WORTH = 0.8


def subjects_of(text: str, count: int, spread: Callable[[str], int]) -> tuple[Subject, ...]:
    """The subject words of a question; `spread` says how many of the pack's `count` passages have a stem."""
    found: dict[Phrase, Subject] = {}
    for words in _phrases(text):
        alike = _alike().get(words, ())
        holders = min((spread(stem) for stem in words), default=0)
        weight = log(1 + (count - holders + 0.5) / (holders + 0.5)) if count else 0.0
        found[words] = Subject(words, alike, weight)
    return tuple(found.values())


def coverage(subjects: Sequence[Subject], text: str) -> float:
    """Share of the question's subject, by rarity, that the text has in its own words or in words alike; 0 to 1."""
    total = sum(one.weight for one in subjects)
    stems = stems_of(text)
    joined = f" {' '.join(stems)} "
    return sum(one.weight * one.met_by(stems, joined) for one in subjects) / total if total else 0.0


def rarest_met(subjects: Sequence[Subject], text: str) -> float:
    """How far the text has the question's rarest word: what a question is about is seldom a common word."""
    if not subjects:
        return 0.0
    stems = stems_of(text)
    return max(subjects, key=lambda one: one.weight).met_by(stems, f" {' '.join(stems)} ")


@lru_cache(maxsize=20_000)
def stems_of(text: str) -> tuple[str, ...]:
    """The stems of a text's words, in order."""
    words = [word.lower().replace("’", "'").removesuffix("'s").strip("'") for word in _TOKEN.findall(text)]
    return tuple(_stemmer().stemWords(words))


def _phrases(text: str) -> list[Phrase]:
    """The phrases that have words alike, longest first, then the single words that are left."""
    stems = list(stems_of(text))
    plain = {stem for word in str(_written()["asking"]).split() for stem in stems_of(word)}
    found: list[Phrase] = []
    for phrase in sorted((one for one in _alike() if len(one) > 1), key=len, reverse=True):
        for at in range(len(stems) - len(phrase) + 1):
            if tuple(stems[at : at + len(phrase)]) == phrase:
                found.append(phrase)
                stems[at : at + len(phrase)] = [""] * len(phrase)
    found += [(stem,) for stem in stems if stem and stem not in plain and len(stem) > 1]
    return list(dict.fromkeys(found))


def _stands(words: Phrase, stems: Sequence[str], joined: str) -> bool:
    return words[0] in stems if len(words) == 1 else f" {' '.join(words)} " in joined


@cache
def _alike() -> dict[Phrase, tuple[Phrase, ...]]:
    alike: dict[Phrase, tuple[Phrase, ...]] = {}
    for line in list(_written()["alike"]):
        phrases = tuple(dict.fromkeys(stems_of(str(word)) for word in line))
        for one in phrases:
            alike[one] = tuple(dict.fromkeys((*alike.get(one, ()), *(each for each in phrases if each != one))))
    return alike


@cache
def _written() -> dict[str, Any]:
    written: dict[str, Any] = load_yaml((Path(__file__).parent / "wording.yaml").read_text("utf-8"))
    return written


@cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")
