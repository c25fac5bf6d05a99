"""From evidence to a finding on one part: confirmed, partly, or not confirmed, and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from corpus.yaml_text import load_yaml
from rules.evidence import CARRIES, Evidence, Finding, Found, Stance
from rules.framework import Part

AGENCY_TITLES = {
    "local_authority": "the local authority",
    "health": "health",
    "police": "the police",
    "education": "education",
    "voluntary": "the voluntary sector",
}
OUTWEIGHS = 3.0
"""How many times as strong, in sum, one side must be for the other not to turn the part; it is shown all the same."""
ON_THE_POINT = 0.6
"""How sure finder and reader must be of a passage before it is named as what the papers say."""
SURELY = 0.8
"""How sure it must be of the only passage that speaks for a part, or of one that cannot be weighed, to keep the part open."""
NOT_ON_THE_POINT = "what speaks for it is not surely enough on the point, and should be read"
AFFIRMS = frozenset({Stance.ACHIEVED, Stance.IMPACT})
DENIES = frozenset({Stance.GAP})


def find(part: Part, evidence: Sequence[Evidence]) -> Finding:
    """What the evidence shows of the part; the evidence is kept in full, best first, whether it counts or not."""
    ordered = tuple(sorted(evidence, key=_best_first))
    found, because = _judge(part, [one for one in ordered if one.counts], ordered)
    return Finding(part.id, found, because, ordered)


def _judge(part: Part, counting: Sequence[Evidence], everything: Sequence[Evidence]) -> tuple[Found, str]:
    affirming = [one for one in counting if one.stance in AFFIRMS]
    partial = [one for one in counting if one.stance is Stance.PARTIAL]
    denying = [one for one in counting if one.stance in DENIES]
    if not counting:
        return _nothing_counts(everything)
    if _outweighs(denying, [*affirming, *partial]):
        return Found.NOT_CONFIRMED, f"{saying(denying)} that it is not so"
    if _stands_alone([*affirming, *partial]):
        return Found.NOT_CONFIRMED, NOT_ON_THE_POINT
    if _outweighs(affirming, [*partial, *denying]):
        return affirmed(part, affirming, [*denying, *partial])
    if affirming and denying:
        return (
            Found.PARTLY,
            f"{papers_of(affirming)} affirm{_s(affirming)} it and {papers_of(denying)} den{_y(denying)} it",
        )
    if affirming:
        return Found.PARTLY, f"{papers_of(affirming)} affirm{_s(affirming)} it, with work still to be done"
    return Found.PARTLY, "it is in place only in part"


def strength_in(evidence: Iterable[Evidence]) -> tuple[float, float, float]:
    """How strongly what counts affirms, says it is so in part, and denies, in sum; each passage once a side, as strongly as anywhere."""
    strongest: dict[tuple[int, str, str], float] = {}
    for one in evidence:
        if one.counts and one.stance in CARRIES:
            passage = one.citation.passage
            side = 0 if one.stance in AFFIRMS else 2 if one.stance in DENIES else 1
            key = (side, passage.document, passage.id)
            strongest[key] = max(strongest.get(key, 0.0), one.strength)
    for_it, in_part, against = (sum(v for (s, *_), v in sorted(strongest.items()) if s == side) for side in range(3))
    return for_it, in_part, against


def _stands_alone(favouring: Sequence[Evidence]) -> bool:
    """Whether a part would rest on one passage that is not surely on it, or on several that are hardly on the point."""
    best = max((one.score for one in favouring), default=1.0)
    return best < ON_THE_POINT or (len({one.citation.passage.id for one in favouring}) == 1 and best < SURELY)


def _outweighs(these: Sequence[Evidence], others: Sequence[Evidence]) -> bool:
    """Whether these are at least so many times as strong, in sum, as all the others."""
    return bool(these) and sum(one.strength for one in these) >= OUTWEIGHS * sum(one.strength for one in others)


def affirmed(part: Part, affirming: Sequence[Evidence], others: Sequence[Evidence]) -> tuple[Found, str]:
    """What a part comes to whose evidence is affirmed: confirmed, unless an agency is missing or nothing tested it."""
    missing = [AGENCY_TITLES[one] for one in part.agencies if one not in agencies_shown(affirming)]
    if missing:
        return Found.PARTLY, f"nothing shows {_and(missing)} taking part"
    # A passage that may be about something else tests nobody's word.
    surely = [one for one in affirming if one.score >= ON_THE_POINT]
    if not surely:
        return Found.PARTLY, NOT_ON_THE_POINT
    if all(one.word_only for one in surely):
        return Found.PARTLY, "only agencies' own word says so; nothing tests it"
    effect = " and an effect is shown" if any(one.stance is Stance.IMPACT for one in affirming) else ""
    denying = [one for one in others if one.stance in DENIES]
    less = f"{papers_of(denying)} den{_y(denying)} it" if denying else f"{saying(others)} less"
    beside = f"; {less}, and should be read" if others else ""
    return Found.CONFIRMED, f"{papers_of(affirming)} affirm{_s(affirming)} it{effect}{beside}"


def _nothing_counts(everything: Sequence[Evidence]) -> tuple[Found, str]:
    """What to say where no passage counts; one that is surely on the point and cannot be weighed keeps the part open."""
    unclear = [one for one in everything if one.unclear and one.stance in AFFIRMS and one.score >= SURELY]
    if unclear:
        return Found.PARTLY, f"{papers_of(unclear)} speak{_s(unclear)} to it in words that a person must weigh"
    current = [one for one in everything if one.document.standing == "current" and one.score >= ON_THE_POINT]
    if not everything:
        return Found.NOT_CONFIRMED, "nothing in the papers speaks to it"
    if any(one.document.standing != "current" for one in everything) and not current:
        return Found.NOT_CONFIRMED, "only papers that cannot count speak to it"
    stances = {one.stance for one in current}
    if Stance.PLANNED in stances:
        return Found.NOT_CONFIRMED, "it is planned, not in place"
    if Stance.DUTY in stances:
        return Found.NOT_CONFIRMED, "the papers say only what should happen"
    return Found.NOT_CONFIRMED, "nothing that counts speaks to it"


def agencies_shown(evidence: Sequence[Evidence]) -> frozenset[str]:
    """The agencies that the quotes name, or that the papers come from or are about; "all three partners" names three."""
    shown: set[str] = set()
    for one in evidence:
        shown |= agencies_named(one.citation.passage.text)
        shown |= {one.document.profile.agency, one.document.profile.concerns or one.document.profile.agency}
    return frozenset(shown)


def agencies_named(text: str) -> frozenset[str]:
    """The agencies that these words name."""
    named = {agency for agency, pattern in _agency_patterns().items() if pattern.search(text)}
    if "all_three" in named:
        named |= {"local_authority", "health", "police"}
    return frozenset(named - {"all_three"})


@cache
def _agency_patterns() -> dict[str, re.Pattern[str]]:
    data: dict[str, list[str]] = load_yaml((Path(__file__).parent / "agencies.yaml").read_text("utf-8"))
    return {agency: re.compile("|".join(patterns), re.IGNORECASE) for agency, patterns in data.items()}


def _best_first(one: Evidence) -> tuple[bool, float, str, str]:
    return (not one.counts, -one.strength, one.document.file, one.citation.passage.id)


def saying(evidence: Sequence[Evidence]) -> str:
    """How many papers these are from, as the beginning of a sentence: "one paper says", "3 papers say"."""
    return f"{papers_of(evidence)} say{_s(evidence)}"


def papers_of(evidence: Sequence[Evidence]) -> str:
    """How many papers these are from, in words."""
    count = len({one.document.id for one in evidence})
    return "one paper" if count == 1 else f"{count} papers"


def _s(evidence: Sequence[Evidence]) -> str:
    return "s" if len({one.document.id for one in evidence}) == 1 else ""


def _y(evidence: Sequence[Evidence]) -> str:
    return "ies" if len({one.document.id for one in evidence}) == 1 else "y"


def _and(words: Sequence[str]) -> str:
    return " or ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else list(words))
