"""Ask the papers: counts and verbatim quotes, clause by clause, or an honest "the papers do not say". No model is needed."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.answering.choosing import choose
from app.answering.filters import NO_FILTERS, Filters, scope_said
from app.answering.looking import Found, Papers
from app.answering.silence import kinds_that_would_say, nearest_part, what_was_looked_in, would_say
from app.answering.spans import Today
from app.answering.tally import Tally, present_at, tallies_of
from app.answering.understanding import Clause, followed, understand
from app.contract import hit_json
from app.packs.pack import Pack
from app.proposing.assessing import last_year, leanings_of, told
from corpus.document import Document, Passage
from indexer.adapted import Adapted, pair
from indexer.hit import Hit
from indexer.index import Index
from rules.evidence import Stance, StanceReading
from rules.framework import Framework
from rules.stance import read_stance

Json = dict[str, Any]

GROUPS: tuple[tuple[str, str, tuple[Stance, ...]], ...] = (
    ("supports", "Says that it is so", (Stance.IMPACT, Stance.ACHIEVED)),
    ("qualifies", "Says that it is so in part", (Stance.PARTIAL,)),
    ("against", "Says that it is not so", (Stance.GAP,)),
    ("plans", "Says that it is planned", (Stance.PLANNED,)),
    ("duties", "Says only what should happen", (Stance.DUTY,)),
)
COUNTS = ("counts", "Counted from the lists")
ELSEWHERE = (
    "elsewhere",
    "Found only in papers that do not stand for this review: superseded, drafts or another area's",
)


@dataclass(frozen=True)
class Quote:
    """A passage that answers, how close it is to the question, and what it says."""

    hit: Hit
    document: Document
    closeness: float
    reading: StanceReading

    @property
    def stands(self) -> bool:
        """Whether its paper stands for the review."""
        return self.document.standing == "current"


@dataclass(frozen=True)
class Asking:
    """How a question is asked: on which page, of what, after which question, and on what day."""

    about: str = ""
    """The framework's question on whose page it was asked: it is not asked itself, but what is said of it is shown."""
    before: str = ""
    """The question before it in the conversation."""
    filters: Filters = NO_FILTERS
    today: Today | None = None
    framework: Framework | None = None
    """For saying which kinds of paper would answer where these do not."""


def ask(pack: Pack, index: Index, reader: Adapted, text: str, about: str = "", asking: Asking | None = None) -> Json:
    """The answer to one question in plain English, as the contract's `ask` line without its id, with the quotes in groups."""
    asking = asking or Asking(about)
    papers, today = papers_for(pack, index), asking.today or today_of(pack)
    full = followed(text, asking.before, today)
    clauses = [_clause_json(papers, reader, one, asking) for one in understand(full, today)]
    looked_in = what_was_looked_in(pack.documents)
    answered = any(one["answered"] for one in clauses)
    found = [citation for one in clauses for group in one["groups"] for citation in group["citations"]]
    citations = list({_place(each): each for each in found}.values())
    words = " ".join(one["answer"] for one in clauses)
    return {
        "answered": answered,
        "answer": words if answered else f"{words} {looked_in}",
        "citations": citations,
        "looked_in": looked_in,
        "groups": clauses[0]["groups"] if len(clauses) == 1 else [],
        "clauses": clauses,
        "asked_as": full,
        "filters": asking.filters.to_json(),
    }


def today_of(pack: Pack) -> Today:
    """Where no day is given, that of the newest paper, and the year that the papers report on."""
    days = [one.profile.date for one in pack.documents if one.profile.date and one.standing == "current"]
    day = max(days, default=date(2000, 1, 1))
    return Today(day, pack.period or last_year(day))


def papers_for(pack: Pack, index: Index) -> Papers:
    """A pack ready to be asked; what was worked out for it is kept as long as its index is."""
    ready = next((one for one in _READY if one.index is index and one.pack is pack), None) or Papers(pack, index)
    _READY.appendleft(ready)
    return ready


_READY: deque[Papers] = deque(maxlen=4)


def find_quotes(
    papers: Papers, reader: Adapted, clause: Clause, about: str = "", filters: Filters = NO_FILTERS
) -> list[Quote]:
    """The passages that answer the clause, closest first; none where it is not sure enough that any does."""
    chosen = choose(papers, clause, filters)
    quotes = _read([*chosen.near, *chosen.further], reader, clause, about)
    shown, further = quotes[: len(chosen.near)], quotes[len(chosen.near) :]
    denies = [one for one in further if one.reading.stance is Stance.GAP]
    if denies and not any(one.reading.stance is Stance.GAP for one in shown):
        shown.append(denies[0])
    return shown + _read(chosen.elsewhere, reader, clause, about)


def _read(found: Sequence[Found], reader: Adapted, clause: Clause, about: str) -> list[Quote]:
    """What each passage says of what was asked."""
    pairs = [pair(told(one.document, one.hit.passage), about or clause.searched) for one in found]
    leans = leanings_of(reader, reader.embed(pairs)) if pairs else []
    focus = f"{clause.searched} {about}".strip()
    return [
        Quote(one.hit, one.document, one.closeness, _reading(one.hit, focus, lean))
        for one, lean in zip(found, leans, strict=True)
    ]


def _clause_json(papers: Papers, reader: Adapted, clause: Clause, asking: Asking) -> Json:
    """What answers one clause: counts first, then quotes by what they say, newest first; or what would say."""
    counted = list(_counted(papers, clause, asking.filters))
    quotes = find_quotes(papers, reader, clause, asking.about, asking.filters)
    if clause.wants_attendance and clause.agencies and not counted:
        quotes = []  # A meeting's lists do not name them: words about others' coming are no answer.
    answered = bool(counted) or any(one.stands for one in quotes)
    groups = [_counts_json(counted)] if counted else []
    groups += [
        {"name": name, "title": title, "citations": [_citation(one) for one in group]}
        for name, title, group in _grouped(quotes)
    ]
    scope = scope_said(clause.agencies, clause.span, asking.filters)
    part = None if answered or asking.framework is None else nearest_part(asking.framework, clause.searched)
    kinds = kinds_that_would_say(part)
    words = " ".join([*(sentence for sentence, _ in counted), *_told(quotes)])
    silent = " ".join(f"The papers do not say. {would_say(kinds)} {words}".split())
    return {
        "text": clause.text,
        "answered": answered,
        "answer": words if answered else silent,
        "scope": scope,
        "counts": [sentence for sentence, _ in counted],
        "groups": groups,
        "would_say": list(kinds),
        "part": part.id if part else "",
    }


def _counted(papers: Papers, clause: Clause, filters: Filters) -> Iterator[tuple[str, list[Json]]]:
    """Each count in a sentence, with the lines of the lists that it was counted from."""
    if not clause.wants_attendance:
        return
    listed = [one for one in papers.attendances if filters.holds(one.document, one.line.id)]
    for tally in tallies_of(clause, listed):
        yield tally.sentence, _lines(tally)
    there = present_at(clause, listed)
    for when in dict.fromkeys((one.body, one.when) for one in there):
        own = [one for one in there if (one.body, one.when) == when]
        names = "; ".join(dict.fromkeys(one.member for one in own))
        lines = {one.line.id: _line_json(one.line, one.document, one.state, one.noted) for one in own}
        yield f"Listed as present at the {when[0]} on {when[1]}: {names}.", list(lines.values())


def _lines(tally: Tally) -> list[Json]:
    found: dict[str, Json] = {}
    for met in tally.meetings:
        for line, document in met.lines:
            found.setdefault(line.id, _line_json(line, document, met.state, ""))
    return list(found.values())


def _line_json(line: Passage, document: Document, state: str, noted: str) -> Json:
    stance = {"came": Stance.ACHIEVED, "part": Stance.PARTIAL, "deputy": Stance.PARTIAL}.get(state, Stance.GAP)
    said = f"the list says “{noted}”" if noted and noted != line.text else "the list says who came"
    return _citation(Quote(Hit(line, 1, 1.0, ("words",), 0.0, 0.0), document, 1.0, StanceReading(stance, said)))


def _counts_json(counted: Sequence[tuple[str, list[Json]]]) -> Json:
    lines = {_place(each): each for _, citations in counted for each in citations}
    return {
        "name": COUNTS[0],
        "title": COUNTS[1],
        "sentences": [one for one, _ in counted],
        "citations": list(lines.values()),
    }


def _grouped(quotes: Sequence[Quote]) -> Iterator[tuple[str, str, list[Quote]]]:
    for name, title, stances in GROUPS:
        if group := _newest_first([one for one in quotes if one.stands and one.reading.stance in stances]):
            yield name, title, group
    if others := [one for one in quotes if not one.stands]:
        yield *ELSEWHERE, others


def _newest_first(group: list[Quote]) -> list[Quote]:
    return sorted(group, key=lambda one: str(one.document.profile.date or ""), reverse=True)


def _reading(hit: Hit, focus: str, leaning: Mapping[Stance, float]) -> StanceReading:
    return read_stance(hit.passage.text, focus, hit.passage.headings, leaning)


def _place(citation: Json) -> tuple[str, int, int, int]:
    return citation["document"], citation["segment"], citation["start"], citation["end"]


def _citation(quote: Quote) -> Json:
    document = quote.document
    return {
        **hit_json(quote.hit, document),
        "score": quote.closeness,
        "stance": quote.reading.stance.value,
        "counts": quote.stands and quote.reading.stance not in (Stance.PLANNED, Stance.DUTY),
        "because": "" if quote.stands else f"{document.standing.capitalize()}: {document.standing_because}",
        "stance_because": quote.reading.because,
        "standing": document.standing,
    }


def _told(quotes: Sequence[Quote]) -> Iterator[str]:
    """Each group in a sentence: each quote with its paper, date and place."""
    for _, title, group in _grouped(quotes):
        yield f"{title}: " + " ".join(f"“{one.hit.passage.text}” ({_source(one)})." for one in group)


def _source(quote: Quote) -> str:
    profile = quote.document.profile
    day = f"{profile.date.day} {profile.date:%B %Y}" if profile.date else "undated"
    standing = "" if quote.stands else f", {quote.document.standing}"
    return f"{profile.title}, {day}, {quote.hit.passage.where}{standing}"
