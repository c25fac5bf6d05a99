"""Ask the papers: counts and verbatim quotes, clause by clause, or an honest "the papers do not say". No model is needed."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.answering.choosing import Weighed, choose
from app.answering.counted import beside_counts, counted_in, counts_json
from app.answering.filters import NO_FILTERS, Filters, scope_said
from app.answering.looking import Papers
from app.answering.quotes import AGAINST, Json, Quote, citation_of, grouped, place_of, told_of
from app.answering.readers import Readers
from app.answering.silence import kinds_that_would_say, nearest_part, what_was_looked_in, would_say
from app.answering.spans import Today
from app.answering.understanding import Clause, followed, understand
from app.packs.pack import Pack
from app.proposing.assessing import last_year
from app.proposing.leaning import leanings_of
from indexer.adapted import Reads, pair
from indexer.hit import Hit
from indexer.index import Index
from rules.evidence import Stance, StanceReading
from rules.framework import Framework
from rules.stance import read_stance

CORRECTED = "The question takes something for granted that the closest passage found does not bear out."


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


def ask(pack: Pack, index: Index, readers: Readers, text: str, about: str = "", asking: Asking | None = None) -> Json:
    """The answer to one question in plain English, as the contract's `ask` line without its id, with the quotes in groups."""
    asking = asking or Asking(about)
    papers, today = papers_for(pack, index), asking.today or today_of(pack)
    full = followed(text, asking.before, today)
    clauses = [_clause_json(papers, readers, one, asking) for one in understand(full, today)]
    looked_in = what_was_looked_in(pack.documents)
    answered = any(one["answered"] for one in clauses)
    found = [citation for one in clauses for group in one["groups"] for citation in group["citations"]]
    citations = list({place_of(each): each for each in found}.values())
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
    ready = ready_for(pack, index)
    if ready is None:
        _READY.appendleft(ready := Papers(pack, index))
    return ready


def ready_for(pack: Pack, index: Index) -> Papers | None:
    """The pack where it was asked lately; None where what a question needs of it is yet to be worked out."""
    return next((one for one in list(_READY) if one.index is index and one.pack is pack), None)


_READY: deque[Papers] = deque(maxlen=4)


def find_quotes(
    papers: Papers, readers: Readers, clause: Clause, about: str = "", filters: Filters = NO_FILTERS
) -> list[Quote]:
    """The passages that answer the clause, surest first; none where it is not sure enough that any does."""
    chosen = choose(papers, clause, readers, filters)
    quotes = _read(papers, [*chosen.near, *chosen.further], readers.leaning, clause, about)
    shown, further = quotes[: len(chosen.near)], quotes[len(chosen.near) :]
    denies = [one for one in further if one.reading.stance is Stance.GAP]
    if denies and not any(one.reading.stance is Stance.GAP for one in shown):
        shown.append(denies[0])
    return shown + _read(papers, chosen.elsewhere, readers.leaning, clause, about)


def _read(papers: Papers, chosen: Sequence[Weighed], reader: Reads, clause: Clause, about: str) -> list[Quote]:
    """What each passage says of what was asked."""
    found = [one.found for one in chosen]
    pairs = [pair(papers.described[one.hit.passage.id].told, about or clause.searched) for one in found]
    leans = leanings_of(reader.labels, reader.embed(pairs)) if pairs else []
    focus = f"{clause.searched} {about}".strip()
    return [
        Quote(one.hit, one.document, round(each.sure, 4), _reading(one.hit, focus, lean.stances))
        for each, one, lean in zip(chosen, found, leans, strict=True)
    ]


def corrects(clause: Clause, quotes: Sequence[Quote]) -> bool:
    """Whether the question takes for granted what the surest passage that stands says is not so."""
    own = [one for one in quotes if one.stands]
    if not clause.supposes or not own:
        return False
    surest = max(own, key=lambda one: one.sure)
    return surest.reading.stance is Stance.GAP


def _clause_json(papers: Papers, readers: Readers, clause: Clause, asking: Asking) -> Json:
    """What answers one clause: counts first, then quotes by what they say, newest first; or what would say."""
    counted = list(counted_in(papers, clause, asking.filters))
    # Where a meeting's lists do not name those asked about, words about others' coming are no answer.
    unnamed = not counted and clause.wants_attendance and bool(clause.agencies)
    quotes = [] if unnamed else find_quotes(papers, readers, clause, asking.about, asking.filters)
    if counted:
        quotes = beside_counts(quotes, [each for _, lines in counted for each in lines])
    answered = bool(counted) or any(one.stands for one in quotes)
    corrected = answered and not counted and corrects(clause, quotes)
    groups = [counts_json(counted)] if counted else []
    groups += [
        {"name": name, "title": title, "citations": [citation_of(one) for one in group]}
        for name, title, group in grouped(quotes)
    ]
    if corrected:
        groups.sort(key=lambda group: group["name"] != AGAINST)
    scope = scope_said(clause.agencies, clause.span, asking.filters)
    part = nearest_part(asking.framework, clause.searched) if asking.framework else None
    kinds = () if answered else kinds_that_would_say(part)
    words = " ".join([*([CORRECTED] if corrected else []), *(sentence for sentence, _ in counted), *told_of(quotes)])
    silent = " ".join(f"The papers do not say. {would_say(kinds)} {words}".split())
    return {
        "text": clause.text,
        "answered": answered,
        "answer": words if answered else silent,
        "scope": scope,
        "corrects": CORRECTED if corrected else "",
        "counts": [sentence for sentence, _ in counted],
        "groups": groups,
        "would_say": list(kinds),
        "part": part.id if part else "",
    }


def _reading(hit: Hit, focus: str, leaning: Mapping[Stance, float]) -> StanceReading:
    return read_stance(hit.passage.text, focus, hit.passage.headings, leaning)
