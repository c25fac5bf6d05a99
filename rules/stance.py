"""What a passage says of a question: its stance, and in a sentence the words it was read from.

Each clause is searched for cues (cues.yaml); clauses about the focus count more; the weights of the cues
(stance_weights.yaml) and, more softly, of single words (stance_words.yaml) are added up, one sum a stance, together with
what fitted weights make of the passage as a whole where that is given; the greatest wins unless it would risk taking a
gap for a thing done. Nothing else is looked at.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import exp
from pathlib import Path

from corpus.yaml_text import load_yaml
from rules.clauses import clauses_of
from rules.cues import Cue, Sighting, find_cues, heading_cues
from rules.evidence import Stance, StanceReading
from rules.focus import nearness
from rules.telltale import TellTale, load_words, tell_tales

WEIGHTS_FILE = Path(__file__).with_name("stance_weights.yaml")

STANCES = tuple(Stance)
POSITIVE = (Stance.IMPACT, Stance.ACHIEVED)
TOLD = frozenset({"was_done", "has_been_done", "has_done", "agreed", "carried_out"})
"""Cues of a thing that was done, as a fact."""


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
    leaning_worth_named: float
    """The same where only named wordings are chosen between: rows and fragments are unlike what was labelled."""


@dataclass(frozen=True)
class Sign:
    """A cue with the weight of the clause it stands in."""

    sighting: Sighting
    weight: float


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
        leaning_worth_named=float(data["leaning_worth_named"]),
    )


def read_stance(
    text: str,
    focus: str | None = None,
    headings: tuple[str, ...] = (),
    leaning: Mapping[Stance, float] | None = None,
    *,
    named_only: bool = True,
) -> StanceReading:
    """The stance of a passage on a focus (a question or a part), with the words that decided.

    `leaning` is what fitted weights make of the whole passage, a log-share a stance. It helps to choose among the stances
    that a named wording speaks for, which alone may carry a rating; among all of them where `named_only` is False.
    """
    weights = load_weights()
    loudness = _loudness(text, focus, weights)
    signs, words = _signs(text, loudness), _words(text, loudness)
    under = _expected(headings, signs)
    sums = dict(weights.plain)
    told = [(weights.cues.get(sign.sighting.cue.name, {}), sign.weight) for sign in signs]
    told += [(weights.cues.get(cue.name, {}), 1.0) for cue, _ in under]
    told += [(load_words().get(word.form, {}), word.weight) for word in words]
    for row, weight in told:
        for stance, value in row.items():
            sums[stance] += weight * value
    among = spoken_for(text, headings) if named_only or not leaning else frozenset(STANCES)
    for stance, value in (leaning or {}).items():
        sums[stance] += value * (weights.leaning_worth_named if named_only else weights.leaning_worth)
    stance = least_regretted(sums, weights.flip_cost, among)
    cues = _cues_for(text, stance, signs, under, weights)
    because = (
        "; ".join(cues) + f": read as {stance.value}." if cues else _without_cue(text, stance, signs, words, leaning)
    )
    by_rule = bool(cues) or (stance is Stance.PARTIAL and bool(_lacking(signs)))
    return StanceReading(stance, because, _share(sums, stance, among if leaning else STANCES), by_rule)


def _expected(headings: tuple[str, ...], signs: tuple[Sign, ...]) -> tuple[tuple[Cue, str], ...]:
    """What the headings lead one to expect; a heading of plans says nothing of a sentence that tells what was done."""
    told = any(sign.sighting.cue.name in TOLD for sign in signs)
    return tuple(
        (cue, heading) for cue, heading in heading_cues(headings) if not (told and cue.leans is Stance.PLANNED)
    )


def signs_of(text: str, focus: str | None, weights: Weights) -> tuple[Sign, ...]:
    """Each cue once, where it weighs most."""
    return _signs(text, _loudness(text, focus, weights))


def _signs(text: str, loudness: tuple[float, ...]) -> tuple[Sign, ...]:
    best: dict[str, Sign] = {}
    for sightings, near in zip(_cues_in(text), loudness, strict=True):
        for sighting in sightings:
            kept = best.get(sighting.cue.name)
            if kept is None or near > kept.weight:
                best[sighting.cue.name] = Sign(sighting, near)
    return tuple(best.values())


def words_in(text: str, focus: str | None, weights: Weights) -> tuple[TellTale, ...]:
    """The single words of a passage, as loud as their clauses."""
    return _words(text, _loudness(text, focus, weights))


def _words(text: str, loudness: tuple[float, ...]) -> tuple[TellTale, ...]:
    hidden = [(seen.start, seen.end) for sightings in _cues_in(text) for seen in sightings if seen.cue.hides]
    return tell_tales(clauses_of(text), loudness, hidden)


@lru_cache(maxsize=2048)
def _cues_in(text: str) -> tuple[tuple[Sighting, ...], ...]:
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


def spoken_for(text: str, headings: tuple[str, ...] = ()) -> frozenset[Stance]:
    """The stances that some cue speaks for, among which the weights choose; all of them where no cue speaks at all.

    Partial is open too where something is denied and something affirmed.
    """
    cues = [seen.cue for sightings in _cues_in(text) for seen in sightings]
    cues += [cue for cue, _ in heading_cues(headings)]
    found = {cue.leans for cue in cues if cue.leans is not None}
    if Stance.GAP in found and found & set(POSITIVE):
        found.add(Stance.PARTIAL)
    return frozenset(found or STANCES)


def least_regretted(sums: dict[Stance, float], flip_cost: float, among: frozenset[Stance]) -> Stance:
    """The likeliest stance of those open, unless taking a gap for a thing done (or the reverse) is too near a risk."""
    top = max(sums.values())
    shares = {stance: exp(value - top) for stance, value in sums.items()}
    whole = sum(shares.values())

    def regret(stance: Stance) -> float:
        wrong = whole - shares[stance]
        if stance is Stance.GAP:
            return wrong + flip_cost * sum(shares[other] for other in POSITIVE)
        return wrong + flip_cost * shares[Stance.GAP] if stance in POSITIVE else wrong

    likeliest = max(sorted(among, key=STANCES.index), key=lambda stance: shares[stance])
    # What is neither clearly done nor clearly missing is, at the safest, in place in part.
    open_to = [likeliest, *({Stance.PARTIAL} & among)]
    return min(open_to, key=regret)


def _share(sums: dict[Stance, float], stance: Stance, among: Collection[Stance]) -> float:
    """How much of what speaks for the stances that were open speaks for this one, 0 to 1."""
    top = max(sums[one] for one in among)
    return round(exp(sums[stance] - top) / sum(exp(sums[one] - top) for one in among), 4)


def _cues_for(
    text: str, stance: Stance, signs: tuple[Sign, ...], under: tuple[tuple[Cue, str], ...], weights: Weights
) -> list[str]:
    """The two cues, in words, that speak loudest for the stance; none where no cue speaks for it."""
    heard: list[tuple[float, str]] = []
    for sign in signs:
        cue = sign.sighting.cue
        loud = sign.weight * _margin(weights.cues.get(cue.name, {}), stance)
        if cue.leans is stance and loud > 0:
            heard.append((-loud, f"'{_quoted(text, sign.sighting)}' {cue.says}"))
    for cue, heading in under:
        if cue.leans is stance:
            heard.append((-_margin(weights.cues.get(cue.name, {}), stance), f"the heading '{heading}' {cue.says}"))
    return list(dict.fromkeys(sentence for _, sentence in sorted(heard)))[:2]


def _without_cue(
    text: str,
    stance: Stance,
    signs: tuple[Sign, ...],
    words: tuple[TellTale, ...],
    leaning: Mapping[Stance, float] | None,
) -> str:
    """One sentence for a stance that no cue speaks for: a denial beside what was done, the whole passage, or single words."""
    lacking = _lacking(signs)
    if stance is Stance.PARTIAL and lacking:
        said = f"'{_quoted(text, lacking[0])}' {lacking[0].cue.says}"
        return f"{said}, beside signs that it was done: read as partial."
    if leaning and max(leaning, key=leaning.__getitem__) is stance:
        return f"No one wording decides it; as a whole it reads like passages that people labelled {stance.value}."
    loudest = sorted(
        (-word.weight * _margin(load_words().get(word.form, {}), stance), word.start, word.end) for word in words
    )
    named = ", ".join(f"'{text[start:end]}'" for loudness, start, end in loudest[:3] if loudness < 0)
    if named:
        return f"No one wording decides it; {named} go most with {stance.value}: read as {stance.value}."
    return f"No wording decides it; a plain statement is read as {stance.value}."


def _lacking(signs: tuple[Sign, ...]) -> list[Sighting]:
    return [sign.sighting for sign in signs if sign.sighting.cue.leans is Stance.GAP]


def _margin(row: dict[Stance, float], stance: Stance) -> float:
    """How much further a cue speaks for this stance than for the next."""
    return row.get(stance, 0.0) - max(row.get(other, 0.0) for other in STANCES if other is not stance)


def _quoted(text: str, sighting: Sighting) -> str:
    words = " ".join(text[sighting.start : sighting.end].split())
    return words if len(words) <= 70 else words[:67].rstrip() + "\u2026"
