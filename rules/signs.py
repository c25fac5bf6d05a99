"""What is seen in a passage: its cues and its single words, each as loud as its clause is near to what is asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from corpus.yaml_text import load_yaml
from rules.clauses import clauses_of
from rules.cues import Sighting, find_cues
from rules.evidence import Stance
from rules.focus import nearness
from rules.telltale import TellTale, load_words, tell_tales

WEIGHTS_FILE = Path(__file__).with_name("stance_weights.yaml")


@dataclass(frozen=True)
class Weights:
    """How far each cue speaks for each stance, and the few numbers that say how clauses are weighed."""

    cues: dict[str, dict[Stance, float]]
    plain: dict[Stance, float]
    """What a passage without cues is taken to be."""
    away_from_focus: float
    same_sentence: float
    flip_cost: float
    """How much worse it is to read a gap as done (or the reverse) than to make any other mistake."""
    leaning_worth: float
    """How much a log-share of the passage's leaning says beside the cues."""


@dataclass(frozen=True)
class Sign:
    """A cue with the weight of the clause it stands in."""

    sighting: Sighting
    weight: float


@dataclass(frozen=True)
class Seen:
    """What speaks in a passage, and for what."""

    signs: tuple[Sign, ...]
    words: tuple[TellTale, ...]
    sums: Mapping[Stance, float]
    """What signs and words speak for together, a sum a stance."""


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """The weights as they are shipped."""
    data = load_yaml(WEIGHTS_FILE.read_text(encoding="utf-8"))
    return Weights(
        cues={name: {Stance(key): float(value) for key, value in row.items()} for name, row in data["cues"].items()},
        plain={Stance(key): float(value) for key, value in data["plain"].items()},
        away_from_focus=float(data["away_from_focus"]),
        same_sentence=float(data["same_sentence"]),
        flip_cost=float(data["flip_cost"]),
        leaning_worth=float(data["leaning_worth"]),
    )


def seen_in(text: str, focus: str | None) -> Seen:
    """What is seen in a passage by whoever has this question in mind."""
    return _seen(text, _loudness(text, focus, load_weights()))


@lru_cache(maxsize=2048)
def _seen(text: str, loudness: tuple[float, ...]) -> Seen:
    """The same for all questions that the same clauses are about, which are most."""
    weights, signs, words = load_weights(), _signs(text, loudness), _words(text, loudness)
    told = [(weights.cues.get(sign.sighting.cue.name, {}), sign.weight) for sign in signs]
    told += [(load_words().get(word.form, {}), word.weight) for word in words]
    return Seen(signs, words, added(weights.plain, told))


def added(sums: Mapping[Stance, float], rows: Iterable[tuple[Mapping[Stance, float], float]]) -> dict[Stance, float]:
    """The sums with each row of weights, as loud as it is heard."""
    more = dict(sums)
    for row, loudness in rows:
        for stance, value in row.items():
            more[stance] += loudness * value
    return more


def signs_of(text: str, focus: str | None, weights: Weights) -> tuple[Sign, ...]:
    """Each cue once, where it weighs most."""
    return _signs(text, _loudness(text, focus, weights))


def _signs(text: str, loudness: tuple[float, ...]) -> tuple[Sign, ...]:
    best: dict[str, Sign] = {}
    for sightings, near in zip(cues_in(text), loudness, strict=True):
        for sighting in sightings:
            kept = best.get(sighting.cue.name)
            if kept is None or near > kept.weight:
                best[sighting.cue.name] = Sign(sighting, near)
    return tuple(best.values())


def words_in(text: str, focus: str | None, weights: Weights) -> tuple[TellTale, ...]:
    """The single words of a passage, as loud as their clauses."""
    return _words(text, _loudness(text, focus, weights))


def _words(text: str, loudness: tuple[float, ...]) -> tuple[TellTale, ...]:
    hidden = [(seen.start, seen.end) for sightings in cues_in(text) for seen in sightings if seen.cue.hides]
    return tell_tales(clauses_of(text), loudness, hidden)


@lru_cache(maxsize=2048)
def cues_in(text: str) -> tuple[tuple[Sighting, ...], ...]:
    """The cues of a passage, clause by clause: the same whatever is asked of it."""
    return tuple(map(find_cues, clauses_of(text)))


def _loudness(text: str, focus: str | None, weights: Weights) -> tuple[float, ...]:
    """A clause counts whole where it is about the focus, less in the same sentence, least elsewhere."""
    clauses, near = clauses_of(text), nearness(text, focus)
    nearest: dict[int, float] = {}
    for clause, value in zip(clauses, near, strict=True):
        nearest[clause.sentence] = max(nearest.get(clause.sentence, 0.0), value)
    floor = weights.away_from_focus
    return tuple(
        floor + (1 - floor) * max(value, weights.same_sentence * nearest[clause.sentence])
        for clause, value in zip(clauses, near, strict=True)
    )
