"""What a passage says of a question: its stance, and in a sentence the words it was read from.

Each clause is searched for cues (cues.yaml); clauses about the focus count more; the weights of the cues
(stance_weights.yaml) and, more softly, of single words (stance_words.yaml) are added up, one sum a stance, together with
what fitted weights make of the passage as a whole where that is given; the greatest wins unless it would risk taking a
gap for a thing done. Nothing else is looked at.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from math import exp

from rules.cues import Cue, Sighting, heading_cues
from rules.evidence import Stance, StanceReading
from rules.signs import Seen, Sign, Weights, added, cues_in, load_weights, seen_in
from rules.telltale import load_words

STANCES = tuple(Stance)
POSITIVE = (Stance.IMPACT, Stance.ACHIEVED)
TOLD = frozenset({"was_done", "has_been_done", "has_done", "agreed", "carried_out"})
"""Cues of a thing that was done, as a fact."""


def read_stance(
    text: str,
    focus: str | None = None,
    headings: tuple[str, ...] = (),
    leaning: Mapping[Stance, float] | None = None,
) -> StanceReading:
    """The stance of a passage on a focus (a question or a part), with the words that decided.

    `leaning` is what fitted weights make of the whole passage, a log-share a stance; without it only the stances are open
    that a named wording speaks for. Whichever is chosen, `by_rule` says whether a named wording speaks for it.
    """
    weights, seen = load_weights(), seen_in(text, focus)
    signs, under = seen.signs, _expected(headings, seen.signs)
    sums = added(seen.sums, [(weights.cues.get(cue.name, {}), 1.0) for cue, _ in under])
    named = spoken_for(text, headings)
    among = frozenset(STANCES) if leaning else named
    for stance, value in (leaning or {}).items():
        sums[stance] += value * weights.leaning_worth
    stance = least_regretted(sums, weights.flip_cost, among)
    cues = _cues_for(text, stance, signs, under, weights)
    # Something denied beside something affirmed is in part by rule; a denial alone is not.
    lacking = _lacking(signs) if stance is Stance.PARTIAL and stance in named else []
    because = (
        "; ".join(cues) + f": read as {stance.value}." if cues else _without_cue(text, stance, seen, leaning, lacking)
    )
    return StanceReading(stance, because, _share(sums, stance), bool(cues or lacking))


def _expected(headings: tuple[str, ...], signs: tuple[Sign, ...]) -> tuple[tuple[Cue, str], ...]:
    """What the headings lead one to expect; a heading of plans says nothing of a sentence that tells what was done."""
    told = any(sign.sighting.cue.name in TOLD for sign in signs)
    return tuple(
        (cue, heading) for cue, heading in heading_cues(headings) if not (told and cue.leans is Stance.PLANNED)
    )


@lru_cache(maxsize=2048)
def spoken_for(text: str, headings: tuple[str, ...] = ()) -> frozenset[Stance]:
    """The stances that some cue speaks for; all of them where no cue speaks at all.

    Partial is open too where something is denied and something affirmed.
    """
    cues = [seen.cue for sightings in cues_in(text) for seen in sightings]
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


def _share(sums: dict[Stance, float], stance: Stance) -> float:
    """How much of what speaks for any stance speaks for this one, 0 to 1."""
    top = max(sums.values())
    return round(exp(sums[stance] - top) / sum(exp(one - top) for one in sums.values()), 4)


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
    seen: Seen,
    leaning: Mapping[Stance, float] | None,
    lacking: list[Sighting],
) -> str:
    """One sentence for a stance that no cue speaks for: a denial beside what was done, the whole passage, or single words."""
    if lacking:
        said = f"'{_quoted(text, lacking[0])}' {lacking[0].cue.says}"
        return f"{said}, beside signs that it was done: read as partial."
    if leaning and max(leaning, key=leaning.__getitem__) is stance:
        return f"No one wording decides it; as a whole it reads like passages that people labelled {stance.value}."
    loudest = sorted(
        (-word.weight * _margin(load_words().get(word.form, {}), stance), word.start, word.end) for word in seen.words
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
