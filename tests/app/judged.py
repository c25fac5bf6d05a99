"""An assessment of the small pack as the rules themselves would write it, so that they can propose again from it."""

from __future__ import annotations

from typing import Any

from pack import stock
from proposals import AUDIT, MINUTES, TRACKER, citation

from app.contract import question_json
from app.models import Assessment, Paper, Review, User
from app.pages.framework import framework_of
from app.proposing.assessments import current_assessment, keep_assessment
from app.proposing.moving import NewChoice
from app.proposing.rejudging import document_from, evidence_from, passage_from
from rules.edition import VERSION, rules_sha256
from rules.placing import propose_with

Q = "4.2"
"""The question that the tests are about."""
AGREED, UNFUNDED, HEARD, PLANNED = MINUTES[2], MINUTES[3], AUDIT[1], TRACKER[1]


def judged(review: Review, user: User) -> tuple[Assessment, dict[str, Paper]]:
    """4.2.a is affirmed by the minutes; they deny 4.2.b, which a tracker only plans. The rules propose Amber."""
    papers, _ = stock(review, user)
    found = [
        _cited(papers["minutes"], AGREED, "achieved", "4.2.a"),
        _cited(papers["minutes"], UNFUNDED, "gap", "4.2.b"),
        _cited(papers["tracker"], PLANNED, "planned", "4.2.b", counts=False, because="An intention."),
    ]
    return keep_assessment(review.id, content_of(review, papers, found), pack="2" * 64), papers


def content_of(review: Review, papers: dict[str, Paper], found: list[dict[str, Any]]) -> dict[str, Any]:
    """The contract's JSON, every question judged by the rules on what was found for its parts."""
    framework = framework_of("six-steps")
    assert framework is not None
    documents = [_document(paper) for paper in papers.values()]
    by_id = {each["id"]: document_from(each) for each in documents}
    questions = []
    for step in framework.steps:
        for question in step.questions:
            alone = [
                [evidence_from(each, by_id[each["document"]]) for each in found if each["part"] == part.id]
                for part in question.parts
            ]
            questions.append(question_json(step, question, propose_with(question, alone, list(by_id.values()), ())))
    return {
        "schema": "assessment/1",
        "framework": {"id": "six-steps", "title": framework.title, "version": "2019", "sha256": framework.sha256},
        "as_of": "2025-03-31",
        "period": {"from": "2024-04-01", "to": "2025-03-31"},
        "area": review.area,
        "models": {},
        "rules": {"version": VERSION, "sha256": rules_sha256()},
        "documents": documents,
        "questions": questions,
    }


def _cited(paper: Paper, quote: str, stance: str, part: str, **more: Any) -> dict[str, Any]:
    return citation(paper, quote, stance, part=part, **more) | {"strength": 0.9}


def _document(paper: Paper) -> dict[str, Any]:
    return {
        "id": paper.sha256[:12],
        "file": paper.name,
        "sha256": paper.sha256,
        "kind": paper.kind or "other",
        "title": paper.title or paper.name,
        "date": paper.date.isoformat() if paper.date else None,
        "period": None,
        "agency": paper.agency or "partnership",
        "area": paper.area,
        "self_reported": paper.kind != "multi_agency_audit",
        "standing": "current",
        "standing_because": "",
        "status": paper.state if paper.state in ("read", "partly_read", "no_text", "refused") else "refused",
        "reason": None,
        "unread": [],
        "passages": 1,
        "profile_because": {},
    }


def cited(review: Review, words: str, part: str) -> dict[str, Any]:
    assessment = current_assessment(review)
    assert assessment is not None
    asked = assessment.question(part.rpartition(".")[0])
    assert asked is not None
    evidence = next(one["evidence"] for one in asked["parts"] if one["id"] == part)
    return next(one for one in evidence if one["quote"] == words)


def choice(review: Review, act: str, words: str, part: str, **said: Any) -> NewChoice:
    passage = passage_from(cited(review, words, part))
    return NewChoice(act, part, passage, "Executive minutes", said.pop("reason", "I was there."), **said)


def proposed(review: Review) -> tuple[str, str | None]:
    assessment = current_assessment(review)
    assert assessment is not None
    asked = assessment.question(Q)
    assert asked is not None
    return asked["proposed"], asked.get("proposed_by_rules_alone")


def address(review: Review, words: str, part: str) -> str:
    assessment = current_assessment(review)
    assert assessment is not None
    asked = assessment.question(part.rpartition(".")[0])
    assert asked is not None
    evidence = next(one["evidence"] for one in asked["parts"] if one["id"] == part)
    number = next(n for n, one in enumerate(evidence, 1) if one["quote"] == words)
    return f"/reviews/{review.id}/evidence/{assessment.id}/{part}/{number}"
