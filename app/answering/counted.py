"""Counts as an answer shows them: each in a sentence, with the lines of the lists that it was counted from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.answering.agencies import is_of, said
from app.answering.filters import Filters
from app.answering.looking import Papers
from app.answering.meetings import Attendance
from app.answering.quotes import COUNTS, Json, Quote, citation_of, place_of
from app.answering.tally import Tally, asks_who_was_away, present_at, tallies_of
from app.answering.understanding import Clause, speaks_of_coming
from corpus.document import Document, Passage
from indexer.hit import Hit
from rules.evidence import Stance, StanceReading


def counted_in(papers: Papers, clause: Clause, filters: Filters) -> Iterator[tuple[str, list[Json]]]:
    """Each count in a sentence, with the lines of the lists that it was counted from."""
    if not clause.wants_attendance:
        return
    listed = [one for one in papers.attendances if filters.holds(one.document, one.line.id)]
    tallies = tallies_of(clause, listed)
    for tally in tallies:
        yield tally.sentence, _lines(tally)
    if tallies and (nowhere := _named_nowhere(clause, listed)):
        yield f"The lists name nobody from {said(nowhere)}.", []
    for summed in papers.summed:
        if summed.is_asked_for(clause) and filters.holds(summed.document, summed.line.id):
            yield summed.sentence, [_line_json(summed.line, summed.document, "came", summed.said)]
    there = present_at(clause, listed)
    lead = "Listed with apologies or as absent from" if asks_who_was_away(clause) else "Listed as present at"
    for when in dict.fromkeys((one.body, one.when) for one in there):
        own = [one for one in there if (one.body, one.when) == when]
        names = "; ".join(dict.fromkeys(one.member for one in own))
        lines = {one.line.id: _line_json(one.line, one.document, one.state, one.noted) for one in own}
        yield f"{lead} the {when[0]} on {when[1]}: {names}.", list(lines.values())


def _named_nowhere(clause: Clause, listed: Sequence[Attendance]) -> list[str]:
    """The agencies asked about that no list has, where others asked about are counted."""
    known = {one.agency for one in listed if one.agency}
    return [agency for agency in clause.agencies if not any(is_of(one, agency) for one in known)]


def beside_counts(quotes: Sequence[Quote], lines: Sequence[Json]) -> list[Quote]:
    """Where the lists were counted, only what else is said of who came, and no line of theirs twice."""
    counted = {(each["document"], each["segment"], each["quote"]) for each in lines}
    return [
        one
        for one in quotes
        if (one.document.id, one.hit.passage.segment, one.hit.passage.text) not in counted
        and speaks_of_coming(one.hit.passage.text)
    ]


def _lines(tally: Tally) -> list[Json]:
    found: dict[str, Json] = {}
    for met in tally.meetings:
        for line, document in met.lines:
            found.setdefault(line.id, _line_json(line, document, met.state, ""))
    return list(found.values())


def _line_json(line: Passage, document: Document, state: str, noted: str) -> Json:
    stance = {"came": Stance.ACHIEVED, "part": Stance.PARTIAL, "deputy": Stance.PARTIAL}.get(state, Stance.GAP)
    said = f"the list says “{noted}”" if noted and noted != line.text else "the list says who came"
    return citation_of(Quote(Hit(line, 1, 1.0, ("words",), 0.0, 0.0), document, 1.0, StanceReading(stance, said)))


def counts_json(counted: Sequence[tuple[str, list[Json]]]) -> Json:
    """The counts as a group of an answer, each line once."""
    lines = {place_of(each): each for _, citations in counted for each in citations}
    return {
        "name": COUNTS[0],
        "title": COUNTS[1],
        "sentences": [one for one, _ in counted],
        "citations": list(lines.values()),
    }
