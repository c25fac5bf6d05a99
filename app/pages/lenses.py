"""Other ways to look at the evidence of a question: who says so, how recent it is, how far it reaches, whose voice is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.pages.quotes import Quote
from app.pages.witness import witnesses
from app.pages.words import counted, day, terms, word
from corpus.document import Period
from rules.ladder import Rung, highest
from rules.voices import ChildrensVoice, Heard, childrens_voice, who_says
from rules.witness import Witness

ShowQuote = Callable[[str, int], Quote]
"""The nth quote of a part, as it is shown."""

Rungs = Mapping[str, tuple[Rung, Witness | None]]
"""The highest rung of each part, and what stands on it."""

Seen = tuple[tuple[Witness, ...], tuple[Heard, ...], ChildrensVoice, Rungs]
"""The evidence of a question, who says so, where children are heard, and how high each part climbs."""

_SEEN: dict[tuple[str, str], Seen] = {}
LOOKED_AT = 64
"""Questions whose evidence stays looked at, so that a page is quick the second time."""
TOP = int(Rung.CHANGED)
QUOTED = 6
"""How many quotes a list of the children's lens shows."""
NOT_AN_AGENCY = frozenset({"practitioners", "children", "partnership", "outside"})
ALWAYS_ASKED = 8
"""The voices that have a row even where they say nothing; the others only where they speak."""


@dataclass(frozen=True)
class VoiceRow:
    """What one voice says of the question."""

    name: str
    verdict: str
    heard: Heard

    @property
    def whose_word(self) -> str:
        """Whether it is self-reported, and in whose papers it stands."""
        heard = self.heard
        if not heard.counting:
            return f"{counted(heard.idle, 'passage')} found, none of which counts" if heard.idle else "–"
        said = [(heard.self_reported, "self-reported"), (heard.independent, "independent")]
        words = ", ".join(f"{count if count < heard.counting else 'all'} {how}" for count, how in said if count)
        if heard.voice in NOT_AN_AGENCY:
            return words
        return f"{words}; {f'{heard.own} in its own papers' if heard.own else 'all in the papers of others'}"


@dataclass(frozen=True)
class Recency:
    """How recent the papers are that the evidence stands in."""

    summary: str
    rows: tuple[tuple[str, int], ...]
    old_parts: tuple[str, ...]
    """Parts on which nothing that counts speaks of the period under review."""


@dataclass(frozen=True)
class Climb:
    """How high the claim of one part climbs."""

    number: int
    part: str
    text: str
    rung: int
    rung_words: str
    quote: Quote | None


@dataclass(frozen=True)
class ChildLens:
    """Where children are heard on the question, what came of it, and who is missing."""

    summary: str
    own_words: tuple[Quote, ...]
    reported: tuple[Quote, ...]
    changed: tuple[Quote, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Lenses:
    """All the lenses on one question."""

    voices: tuple[VoiceRow, ...]
    voices_summary: str
    recency: Recency
    ladder: tuple[Climb, ...]
    ladder_summary: str
    child: ChildLens


def lenses_of(
    question: Mapping[str, Any],
    documents: Sequence[Mapping[str, Any]],
    period: Period,
    show: ShowQuote,
    assessment_id: str = "",
) -> Lenses:
    """The lenses on a question as it was assessed; what is seen of one kept assessment is not looked for twice."""
    evidence, heard, child, rungs = _looked_at(question, documents, assessment_id)
    voices = tuple(_row(each) for n, each in enumerate(heard) if n < ALWAYS_ASKED or each.counting)
    ladder = tuple(_climb(n, part, rungs, show) for n, part in enumerate(question["parts"], 1))
    return Lenses(
        voices=voices,
        voices_summary=_voices_summary(voices),
        recency=_recency(question["parts"], evidence, period),
        ladder=ladder,
        ladder_summary=_ladder_summary(ladder),
        child=_child(child, show),
    )


def _looked_at(question: Mapping[str, Any], documents: Sequence[Mapping[str, Any]], assessment_id: str) -> Seen:
    """What the rules' lenses see in the evidence of a question."""
    key = (assessment_id, str(question["id"]))
    if assessment_id and (known := _SEEN.get(key)):
        return known
    evidence = witnesses(question, documents)
    by_part: dict[str, list[Witness]] = {}
    for one in evidence:
        by_part.setdefault(one.part, []).append(one)
    rungs = {part: highest(found) for part, found in by_part.items()}
    seen = evidence, who_says(evidence), childrens_voice(evidence), rungs
    if assessment_id:
        _SEEN[key] = seen
        while len(_SEEN) > LOOKED_AT:
            _SEEN.pop(next(iter(_SEEN)), None)
    return seen


def _row(heard: Heard) -> VoiceRow:
    return VoiceRow(word(heard.voice, "voice"), verdict_of(heard), heard)


def verdict_of(heard: Heard) -> str:
    """What a voice says of the question on the whole, in a word or two."""
    if not heard.counting:
        return "Nothing that counts" if heard.idle else "Says nothing"
    if heard.so and heard.not_so:
        return "Both ways"
    if heard.not_so:
        return "Denies"
    if heard.so and heard.partly:
        return "Supports, and qualifies"
    return "Supports" if heard.so else "Qualifies"


def _voices_summary(voices: Sequence[VoiceRow]) -> str:
    asked = voices[:ALWAYS_ASKED]
    silent = [row.name for row in asked if not row.heard.counting]
    said = f"{len(asked) - len(silent)} of {len(asked)} voices are heard"
    return said if not silent else f"{said}; nothing that counts from {_listed(silent)}"


def _listed(names: Sequence[str]) -> str:
    plain = [name.split(",")[0].lower() for name in names]
    return " or ".join([", ".join(plain[:-1]), plain[-1]] if len(plain) > 1 else plain)


def _recency(parts: Sequence[Mapping[str, Any]], evidence: Sequence[Witness], period: Period) -> Recency:
    counting = {one.passage: one for one in evidence if one.counts}
    when = Counter(one.when(period) for one in counting.values())
    rows = tuple((name, when[term]) for term, name in terms("when").items())
    spoken = {one.part for one in evidence if one.counts}
    recent = {one.part for one in evidence if one.counts and one.when(period) != "before"}
    old = tuple(each["text"] for each in parts if each["id"] in spoken - recent)
    if not counting:
        return Recency("no passage counts", rows, ())
    days = [one.day for one in counting.values() if one.day]
    newest = f"the newest paper is of {day(max(days))}; " if days else ""
    return Recency(f"{newest}{when['inside']} of {counted(len(counting), 'passage')} from the period", rows, old)


def _climb(number: int, part: Mapping[str, Any], rungs: Rungs, show: ShowQuote) -> Climb:
    rung, best = rungs.get(part["id"], (Rung.NOTHING, None))
    quote = show(best.part, best.nth) if best else None
    return Climb(number, part["id"], part["text"], int(rung), word(rung.name.lower(), "rung"), quote)


def _ladder_summary(ladder: Sequence[Climb]) -> str:
    top = sum(climb.rung == TOP for climb in ladder)
    placed = sum(climb.rung >= Rung.IN_PLACE for climb in ladder)
    parts = counted(len(ladder), "part")
    return f"{placed} of {parts} in place or further; {top or 'none'} shown to have changed something for children"


def _child(heard: ChildrensVoice, show: ShowQuote) -> ChildLens:
    def quotes(found: Sequence[Witness]) -> tuple[Quote, ...]:
        return tuple(show(one.part, one.nth) for one in found[:QUOTED])

    anything = heard.own_words or heard.reported or heard.changed
    missing = []
    if not heard.own_words:
        missing.append("Children’s own words: nothing that was found quotes a child.")
    if not heard.changed:
        missing.append("What changed because of children: nothing that was found says.")
    if anything and heard.unheard:
        groups = "; ".join(word(group, "child_group") for group in heard.unheard)
        missing.append(f"Children whom none of these passages names: {groups}.")
    return ChildLens(
        summary=_child_summary(heard) if anything else "no child is heard in what was found",
        own_words=quotes(heard.own_words),
        reported=quotes(heard.reported),
        changed=quotes(heard.changed),
        missing=tuple(missing),
    )


def _child_summary(heard: ChildrensVoice) -> str:
    quoted = (
        counted(len(heard.own_words), "passage quotes", "passages quote") if heard.own_words else "no passage quotes"
    )
    told = len(heard.reported) + len(heard.changed)
    return (
        f"{quoted} a child; {told or 'none'} {'tells' if told == 1 else 'tell'} what children said, or what came of it"
    )
