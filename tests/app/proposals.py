"""What the papers of the small pack say, and what the rules would propose from them."""

from __future__ import annotations

from typing import Any

from app.models import Paper, Review
from app.packs.storage import Storage

MINUTES = (
    "Harland Vale Safeguarding Children Partnership: executive minutes, 12 September 2024",
    "Present: Director of Children's Services (chair), Chief Nurse for the ICB, Detective Superintendent.",
    "The strategic plan for 2024 to 2026 was agreed by all three partners and will be reviewed each quarter.",
    "The budget for year two has not been agreed; the police contribution remains outstanding.",
)
AUDIT = (
    "Multi-agency audit of exploitation cases",
    "Re-audit found that the child's voice was recorded in 81% of cases, up from 54%.",
    "Attendance of education at strategy meetings remains poor.",
)
TRACKER = (
    "Action: Agree funding for the plan | Owner: ICB | Due: 30 June 2024 | Status: Complete",
    "Action: Publish the plan for young people | Owner: Participation officer | Due: 1 May 2025 | Status: Not started",
)
GUIDE = ("Safeguarding partners must agree the level of funding that each of them gives.",)
HOSTILE = "<script>alert('x')</script> & {{ 7 * 7 }} remains in the papers."


def citation(
    paper: Paper, quote: str, stance: str, *, counts: bool = True, because: str = "", part: str = "1.1.a"
) -> dict[str, Any]:
    """A citation as the engine makes it; the quote must stand in the paper that was read."""
    reading = Storage.of().load_reading(paper.review_id, paper.sha256)
    assert reading is not None
    at, segment = next((n, each) for n, each in enumerate(reading.segments) if quote in each.text)
    start = segment.text.index(quote)
    return {
        "document": paper.sha256[:12],
        "file": paper.name,
        "where": segment.where.to_json(),
        "segment": at,
        "start": start,
        "end": start + len(quote),
        "quote": quote,
        "stance": stance,
        "date": paper.date.isoformat() if paper.date else None,
        "period": None,
        "agency": paper.agency,
        "kind": paper.kind,
        "title": paper.title,
        "self_reported": paper.kind != "multi_agency_audit",
        "score": 0.8,
        "found_by": ["words", "meaning"],
        "counts": counts,
        "because": because or "It is current and says that it is so.",
        "part": part,
        "passage": f"{paper.sha256[:12]}.{at}.{start}-{start + len(quote)}",
        "bears_because": "It is close to “the plan was agreed by the three partners” (0.81) and has “agreed”.",
        "stance_because": "“was agreed by”",
    }


def assessment_of(review: Review, papers: dict[str, Paper]) -> dict[str, Any]:
    """24 questions: 1.1 Amber with a contradiction, 2.1 Green, 4.3 Red and contrary, the rest Red, nothing supplied."""
    questions = [_empty(f"{step}.{n}") for step in range(1, 7) for n in range(1, 5)]
    by_id = {question["id"]: question for question in questions}
    by_id["1.1"] |= _amber(papers)
    by_id["2.1"] |= _green(papers)
    by_id["4.3"] |= {
        "red_reason": "contrary",
        "because": "Red: no part is confirmed, and the papers say that some of it is not so.",
    }
    return {
        "schema": "assessment/1",
        "framework": {
            "id": "six-steps",
            "title": "Six Steps for Independent Scrutiny",
            "version": "2019",
            "sha256": "0" * 64,
            "attribution": "Pearce, J (2019) Six Steps for Independent Scrutiny: Safeguarding children arrangements.",
        },
        "as_of": "2025-03-31",
        "period": {"from": "2024-04-01", "to": "2025-03-31"},
        "area": review.area,
        "models": {"embedding": {"name": "none", "sha256": "0" * 64}},
        "rules": {"version": "1", "sha256": "0" * 64},
        "documents": [_document(paper) for paper in papers.values()],
        "questions": questions,
    }


def _amber(papers: dict[str, Paper]) -> dict[str, Any]:
    agreed = citation(papers["minutes"], MINUTES[2], "achieved")
    unfunded = citation(papers["minutes"], MINUTES[3], "gap", part="1.1.b")
    funded = citation(papers["tracker"], TRACKER[0], "achieved", part="1.1.b")
    duty = citation(
        papers["guide"], GUIDE[0], "duty", counts=False, because="It says only what should happen.", part="1.1.b"
    )
    hostile = citation(
        papers["guide"], HOSTILE, "partial", counts=False, because="It is a term of reference.", part="1.1.b"
    )
    planned = citation(
        papers["tracker"], TRACKER[1], "planned", counts=False, because="A plan cannot carry a rating.", part="1.1.c"
    )
    return {
        "proposed": "amber",
        "red_reason": None,
        "because": "Amber: 1 of 3 parts confirmed; funding of the plan: the papers contradict each other; "
        "a version for children: planned, not in place.",
        "parts": [
            {
                "id": "1.1.a",
                "text": "All three partners agreed the strategic plan",
                "finding": "confirmed",
                "because": "one paper says that it is so.",
                "evidence": [agreed],
            },
            {
                "id": "1.1.b",
                "text": "The plan is funded",
                "finding": "partly",
                "because": "one paper says that it is so and another that it is not.",
                "evidence": [funded, unfunded, duty, hostile],
            },
            {
                "id": "1.1.c",
                "text": "Children have a version of the plan",
                "finding": "not_confirmed",
                "because": "it is planned, not in place.",
                "evidence": [planned],
            },
        ],
        "contradictions": [[funded, unfunded]],
        "requests": [{"text": "Minutes of the meeting that agreed the budget for year two", "part": "1.1.b"}],
    }


def _green(papers: dict[str, Paper]) -> dict[str, Any]:
    heard = citation(papers["audit"], AUDIT[1], "impact", part="2.1.a")
    part = {
        "id": "2.1.a",
        "text": "Children are heard",
        "finding": "confirmed",
        "because": "an audit shows it.",
        "evidence": [heard],
    }
    return {
        "proposed": "green",
        "red_reason": None,
        "because": "Green: its one part is confirmed.",
        "parts": [part],
        "requests": [],
    }


def _empty(question: str) -> dict[str, Any]:
    return {
        "id": question,
        "step": question[0],
        "proposed": "red",
        "red_reason": "nothing_supplied",
        "assessable": True,
        "text": f"Is question {question} of the six steps answered by the partnership, including all relevant agencies "
        "and the voluntary sector?",
        "because": "Red: the pack has no paper of the kind that would show it.",
        "parts": [
            {
                "id": f"{question}.a",
                "text": "What it asks is so",
                "finding": "not_confirmed",
                "because": "no paper shows it.",
                "evidence": [],
            }
        ],
        "contradictions": [],
        "requests": [{"text": "The paper that would show it", "part": f"{question}.a"}],
    }


def _document(paper: Paper) -> dict[str, Any]:
    unread = (
        [{"where": {"heading": "", "paragraph": 9}, "why": "This picture could not be read."}]
        if paper.unread_count
        else []
    )
    return {
        "id": paper.sha256[:12],
        "file": paper.name,
        "sha256": paper.sha256,
        "kind": paper.kind,
        "title": paper.title,
        "date": paper.date.isoformat() if paper.date else None,
        "period": None,
        "agency": paper.agency,
        "standing": paper.standing,
        "status": paper.state,
        "reason": paper.reason,
        "unread": unread,
        "passages": 3,
    }
