"""Every quote is verbatim in the named bytes at the named place: no altered one passes, no true one fails, and neither is printed."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from cast import Person
from pack import stock
from proposals import AUDIT, citation

from app.models import Assessment, Paper, Review
from app.packs.papers import papers_of, reading_of
from app.proposing.assessments import keep_assessment
from app.record.checking import check_quotes
from app.record.decisions import NewAction, decide
from app.reporting.reports import reports_of
from corpus.document import Reading
from tests.soak import sized

Json = dict[str, Any]
TRIED = sized(200, 1000)


@pytest.fixture
def stocked(review: Review, cast: dict[str, Person]) -> tuple[dict[str, Paper], Assessment]:
    return stock(review, cast["scrutineer"].user)


def true_ones(papers: dict[str, Paper], chance: random.Random) -> Iterator[Json]:
    """Any stretch of any paper, from a letter to the whole of a place."""
    read: list[tuple[Paper, Reading]] = [
        (paper, made) for paper in papers.values() if (made := reading_of(paper)) and made.segments
    ]
    while True:
        paper, reading = chance.choice(read)
        at = chance.randrange(len(reading.segments))
        text = reading.segments[at].text
        start = chance.randrange(len(text))
        end = chance.randrange(start + 1, len(text) + 1)
        where = {"document": paper.sha256[:12], "file": paper.name, "where": reading.segments[at].where.to_json()}
        yield (
            citation(paper, text, "achieved")
            | where
            | {"segment": at, "start": start, "end": end, "quote": text[start:end]}
        )


def _another_letter(one: Json, chance: random.Random) -> Json:
    at = chance.randrange(len(one["quote"]))
    other = chance.choice([c for c in "aeinot ,.’" if c != one["quote"][at]])
    return one | {"quote": one["quote"][:at] + other + one["quote"][at + 1 :]}


def _moved(one: Json, chance: random.Random) -> Json:
    by = chance.choice((-1, 1, 7))
    return one | {"start": one["start"] + by, "end": one["end"] + by}


ALTERED: tuple[Callable[[Json, random.Random], Json], ...] = (
    _another_letter,
    _moved,
    lambda one, _: one | {"quote": one["quote"] + "."},
    lambda one, _: one | {"quote": one["quote"][:-1]},
    lambda one, _: one | {"quote": one["quote"].swapcase()},
    lambda one, _: one | {"quote": f" {one['quote']}"},
    lambda one, _: one | {"quote": one["quote"].replace("a", "а").replace("e", "е").replace(" ", "\u00a0")},
    lambda one, _: one | {"quote": unicodedata.normalize("NFD", one["quote"]) + "\u200b"},
    lambda one, chance: one | {"segment": one["segment"] + chance.choice((1, 50, -90))},
    lambda one, _: one | {"document": "f" * 12},
    lambda one, _: one | {"start": one["end"], "end": one["start"]},
    lambda one, _: one | {"start": one["start"] - 10_000, "end": one["end"] - 10_000},
)


def quoting(content: Json, citations: list[Json]) -> Json:
    questions = [dict(each) | {"contradictions": []} for each in content["questions"]]
    for question in questions:
        question["parts"] = [part | {"evidence": []} for part in question["parts"]]
    questions[0]["parts"][0] = questions[0]["parts"][0] | {"evidence": citations}
    return {**content, "questions": questions}


def test_true_citations_all_hold_and_altered_ones_are_all_found(
    review: Review, stocked: tuple[dict[str, Paper], Assessment]
) -> None:
    papers, assessment = stocked
    chance = random.Random(1000)
    true = [one for one, _ in zip(true_ones(papers, chance), range(TRIED), strict=False)]
    altered = []
    for number, one in enumerate(true):
        changed = ALTERED[number % len(ALTERED)](one, chance)
        while changed == one or _same_words(papers, changed):
            one = next(true_ones(papers, chance))
            changed = ALTERED[chance.randrange(len(ALTERED))](one, chance)
        altered.append(changed)
    kept = keep_assessment(review.id, quoting(assessment.content, true), pack="5" * 64)
    found = check_quotes(review, kept, papers_of(review))
    assert (found.quotes, found.wrong) == (TRIED, ())
    passed = 0
    for one in altered:
        passed += not _wrong(review, quoting(assessment.content, [one]))
    assert (len(altered), passed) == (TRIED, 0)


def _same_words(papers: dict[str, Paper], one: Json) -> bool:
    """Whether an alteration happens to be true, as “aa” moved by one in “aaa” is."""
    paper = next((each for each in papers.values() if each.sha256.startswith(one["document"])), None)
    reading = reading_of(paper) if paper else None
    if reading is None or not 0 <= one["segment"] < len(reading.segments) or not 0 <= one["start"] < one["end"]:
        return False
    return reading.segments[one["segment"]].text[one["start"] : one["end"]] == one["quote"]


class _Made:
    """An assessment that is only looked at."""

    def __init__(self, content: Json) -> None:
        self.content = content


def _wrong(review: Review, content: Json) -> tuple[str, ...]:
    return check_quotes(review, _Made(content), papers_of(review)).wrong  # type: ignore[arg-type]


def test_no_report_is_printed_while_a_quote_is_not_in_its_paper(
    review: Review, stocked: tuple[dict[str, Paper], Assessment], scrutineer: Person
) -> None:
    papers, assessment = stocked
    forged = citation(papers["audit"], AUDIT[1], "impact") | {"quote": "The child’s voice was recorded in all cases."}
    keep_assessment(review.id, quoting(assessment.content, [forged]), pack="6" * 64)
    action = NewAction("Ask the chair.", "Executive group")
    said: Json = {"question": "1.1", "rating": "green", "red_reason": None, "reason": "I saw it.", "supersedes": None}
    decide(review, scrutineer.user, action=action, **said)
    for answer in (
        scrutineer.post(f"/reviews/{review.id}/report", {"confirm": "y"}),
        scrutineer.get(f"/reviews/{review.id}/report/now/summary.docx"),
        scrutineer.get(f"/reviews/{review.id}/report/now/tables.xlsx"),
    ):
        assert answer.status_code == 409
        assert "a quote from Exploitation audit.docx is not at the place that it names" in answer.text
    assert reports_of(review) == []
