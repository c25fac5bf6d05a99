"""The page of a question: few quotes in sight, each once, the rest folded away with its reason."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app.models import Review
from app.pages.part import PartSection, part_section
from app.pages.question import question_page
from app.pages.quotes import Source

SOURCES = {"d1": Source("Executive minutes", "minutes.pdf", "Executive minutes", None)}


def said(n: int, stance: str, *, counts: bool = True, because: str = "Counts: self-reported.") -> dict[str, Any]:
    return {
        "document": "d1",
        "file": "minutes.pdf",
        "segment": 0,
        "start": n * 10,
        "end": n * 10 + 5,
        "quote": f"{stance} {n}",
        "where": {"page": 1},
        "stance": stance,
        "counts": counts,
        "because": because,
        "date": "2025-06-17",
        "agency": "partnership",
        "self_reported": True,
        "part": "1.1.a",
    }


FOR = [said(n, "achieved") for n in range(4)]
AGAINST = [said(n, "gap") for n in range(10, 13)]
DRAFT = [said(n, "achieved", counts=False, because="A draft; the final is in the pack.") for n in (20, 22)]
DUTY = [said(21, "duty", counts=False, because="It says only what should happen.")]


def part(evidence: list[dict[str, Any]], pairs: Any = (), siblings: int = 4) -> PartSection:
    content = {"id": "1.1.a", "text": "The plan is funded", "finding": "partly", "because": "two papers."}
    return part_section(content | {"evidence": evidence}, SOURCES, lambda part, n: f"/{part}/{n}", pairs, siblings)


def words(quotes: Any) -> list[str]:
    return [quote.words for quote in quotes]


def test_two_quotes_stand_on_each_side_and_the_rest_that_counts_is_folded_away() -> None:
    shown = part(FOR + AGAINST)
    assert words(shown.says_so) == ["achieved 0", "achieved 1"]
    assert words(shown.says_otherwise) == ["gap 10", "gap 11"]
    assert words(shown.more) == ["achieved 2", "achieved 3", "gap 12"]


def test_a_plan_and_a_thing_in_place_in_part_do_not_say_that_it_is_so() -> None:
    shown = part([said(1, "planned"), said(2, "partial"), said(3, "impact")])
    assert words(shown.says_otherwise) == ["planned 1", "partial 2"]
    assert words(shown.says_so) == ["impact 3"]


def test_a_question_of_many_parts_shows_one_on_each_side_but_two_where_only_one_side_speaks() -> None:
    assert words(part(FOR + AGAINST, siblings=8).says_so) == ["achieved 0"]
    assert words(part(FOR, siblings=8).says_so) == ["achieved 0", "achieved 1"]


def test_the_two_that_contradict_each_other_come_first() -> None:
    shown = part(FOR + AGAINST, [(FOR[3], AGAINST[2])])
    assert shown.contradicted
    assert shown.says_so[0].words == "achieved 3"
    assert shown.says_otherwise[0].words == "gap 12"


def test_a_quote_leads_to_its_own_place_wherever_it_is_shown() -> None:
    shown = part(FOR + AGAINST, [(FOR[3], AGAINST[2])])
    assert shown.says_so[0].href == "/1.1.a/4"
    assert shown.more[-1].href == "/1.1.a/6"


def test_what_does_not_count_is_put_together_by_the_reason_why_not() -> None:
    shown = part([DRAFT[0], *DUTY, DRAFT[1]])
    assert shown.idle_count == 3
    assert [(reason, words(quotes)) for reason, quotes in shown.idle] == [
        ("A draft; the final is in the pack.", ["achieved 20", "achieved 22"]),
        ("It says only what should happen.", ["duty 21"]),
    ]
    assert (shown.says_so, shown.says_otherwise, shown.more) == ((), (), ())


@pytest.fixture
def unsaved_review() -> Review:
    day = date(2025, 4, 1)
    return Review(framework_id="six-steps", area="Harland Vale", title="2025", period_from=day, period_to=day)


class Assessed:
    """An assessment of one question, as the page reads it."""

    id = "a1"

    def __init__(self, asked: dict[str, Any]) -> None:
        self.content = {"questions": [asked], "documents": []}

    def question(self, _id: str) -> dict[str, Any]:
        return self.content["questions"][0]


def page_of(review: Review, because: str, pairs: list[Any]) -> Any:
    content = {"id": "1.1.a", "text": "The plan is funded", "finding": "partly", "because": "two papers."}
    asked = {
        "id": "1.1",
        "step": "1",
        "text": "Is there a plan?",
        "proposed": "amber",
        "because": because,
        "parts": [content | {"evidence": FOR + AGAINST}],
        "requests": [],
        "contradictions": pairs,
    }
    assessed: Any = Assessed(asked)
    found = question_page(review, assessed, "1.1", [], [], frozenset(), lambda part, n: f"/{part}/{n}")
    assert found
    return found


def test_what_the_proposal_says_of_a_part_is_left_to_the_part(unsaved_review: Review) -> None:
    because = "Amber: 1 of 2 parts confirmed; the plan is funded: two papers. One paper was not read in full."
    proposal = page_of(unsaved_review, because, []).proposal
    assert proposal.lead == "Amber: 1 of 2 parts confirmed:"
    assert proposal.rest == ("One paper was not read in full.",)
    assert (
        page_of(unsaved_review, "Green: all parts are confirmed.", []).proposal.lead
        == "Green: all parts are confirmed."
    )


def test_a_second_pair_of_a_part_is_not_lost(unsaved_review: Review) -> None:
    page = page_of(unsaved_review, "Amber: partly.", [(FOR[0], AGAINST[0]), (FOR[1], AGAINST[1])])
    assert page.parts[0].contradicted
    assert [(one.words, other.words) for one, other in page.contradictions] == [("achieved 1", "gap 11")]
