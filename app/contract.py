"""The JSON that others rely on: readings, assessments and citations, key by key as the contract names them."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from corpus.document import Document, Profile, Reading
from indexer.hit import Hit
from rules.evidence import Evidence, Finding, Proposal
from rules.framework import Framework, Question, Step

if TYPE_CHECKING:
    from app.proposing.assessing import Assessment

Json = dict[str, Any]

SCHEMA = "assessment/1"


def reading_json(reading: Reading) -> Json:
    """What `flask read` prints."""
    return {
        "status": reading.status,
        "reason": reading.reason,
        "kind": reading.kind,
        "segments": [{"where": one.where.to_json(), "text": one.text} for one in reading.segments],
        "unread": unread_json(reading),
    }


def unread_json(reading: Reading) -> list[Json]:
    """What was not read; then, marked as such, what should be known of places that were."""
    return [
        {"where": one.where.to_json() if one.where else {}, "why": one.why}
        | ({"was_read": True} if one.was_read else {})
        for one in (*reading.missed, *reading.remarks)
    ]


def assessment_json(assessment: Assessment) -> Json:
    """The whole of `assessment/1`."""
    framework = assessment.framework
    return {
        "schema": SCHEMA,
        "framework": {
            "id": framework.id,
            "title": framework.title,
            "version": framework.version,
            "sha256": framework.sha256,
            "attribution": framework.attribution,
        },
        "as_of": assessment.as_of.isoformat(),
        "period": assessment.period.to_json(),
        "area": assessment.pack.area,
        "models": {use: asdict(model) for use, model in assessment.models.items()},
        "rules": {"version": assessment.rules[0], "sha256": assessment.rules[1]},
        "documents": [document_json(one, len(assessment.pack.passages[one.id])) for one in assessment.pack.documents],
        "questions": [
            question_json(step, question, proposal)
            for (step, question), proposal in zip(_in_order(framework), assessment.proposals, strict=True)
        ],
    }


def document_json(document: Document, passages: int) -> Json:
    profile = document.profile
    return {
        "id": document.id,
        "file": document.file,
        "sha256": document.sha256,
        "kind": profile.kind,
        "title": profile.title,
        "date": profile.date.isoformat() if profile.date else None,
        "period": profile.period.to_json() if profile.period else None,
        "agency": profile.agency,
        "area": profile.area,
        "self_reported": profile.self_reported,
        "standing": document.standing,
        "standing_because": document.standing_because,
        "status": document.reading.status,
        "reason": document.reading.reason,
        "unread": unread_json(document.reading),
        "passages": passages,
        "profile_because": dict(profile.because),
        **_concerns_json(profile),
    }


def question_json(step: Step, question: Question, proposal: Proposal) -> Json:
    return {
        "id": question.id,
        "step": step.id,
        "text": question.text,
        "proposed": proposal.rating.value,
        "red_reason": proposal.red_reason.value if proposal.red_reason else None,
        "assessable": proposal.assessable,
        "because": proposal.because,
        "parts": [
            _part_json(part.text, finding) for part, finding in zip(question.parts, proposal.findings, strict=True)
        ],
        "contradictions": [[evidence_json(one) for one in pair] for pair in proposal.contradictions],
        "requests": [{"text": one.text, "part": one.part} for one in proposal.requests],
        **_choices_json(proposal),
    }


def _choices_json(proposal: Proposal) -> Json:
    """What the rules alone propose, where a person's choices were followed."""
    if proposal.alone is None:
        return {}
    reason = proposal.alone_red_reason
    return {
        "choices": proposal.choices,
        "proposed_by_rules_alone": proposal.alone.value,
        "red_reason_by_rules_alone": reason.value if reason else None,
    }


def _part_json(text: str, finding: Finding) -> Json:
    return {
        "id": finding.part,
        "text": text,
        "finding": finding.found.value,
        "because": finding.because,
        "evidence": [evidence_json(one) for one in finding.evidence],
    }


def evidence_json(evidence: Evidence) -> Json:
    """A citation with its stance, whether it counts, and why on each point."""
    passage = evidence.citation.passage
    return {
        **_place_json(evidence.document, evidence.citation.start, evidence.citation.end),
        "where": passage.where.to_json(),
        "quote": evidence.citation.quote,
        "stance": evidence.stance.value,
        "score": evidence.score,
        "found_by": list(evidence.found_by),
        "counts": evidence.counts,
        "because": evidence.counts_because,
        "part": evidence.part,
        "bears_because": evidence.bears_because,
        "stance_because": evidence.stance_because,
        "segment": passage.segment,
        "passage": passage.id,
        "headings": list(passage.headings),
        "strength": evidence.strength,
        **{name: True for name in ("word_only", "unclear") if getattr(evidence, name)},
        **_placed_json(evidence),
    }


def _placed_json(evidence: Evidence) -> Json:
    """What a person said of it, and what the rules alone had made of it."""
    placed, before = evidence.placed, evidence.before
    if placed is None:
        return {}
    said = {
        "choice": placed.choice,
        "counts": placed.counts,
        "stance": placed.stance.value if placed.stance else None,
        "because": placed.because,
        "by": placed.by,
    }
    return {"placed": said, "by_rules_alone": evidence_json(before) if before else None}


def hit_json(hit: Hit, document: Document) -> Json:
    """A citation without a stance."""
    passage = hit.passage
    return {
        **_place_json(document, passage.start, passage.end),
        "where": passage.where.to_json(),
        "quote": passage.text,
        "score": hit.score,
        "found_by": list(hit.found_by),
        "segment": passage.segment,
        "passage": passage.id,
        "headings": list(passage.headings),
    }


def frameworks_json(frameworks: list[Framework]) -> list[Json]:
    return [
        {
            "id": one.id,
            "title": one.title,
            "version": one.version,
            "source": one.source,
            "questions": len(one.questions),
        }
        for one in frameworks
    ]


def dumps(content: Any) -> str:
    """JSON in one form only, so that equal content is equal bytes."""
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=False) + "\n"


def _place_json(document: Document, start: int, end: int) -> Json:
    profile = document.profile
    return {
        "document": document.id,
        "file": document.file,
        "start": start,
        "end": end,
        "date": profile.date.isoformat() if profile.date else None,
        "period": profile.period.to_json() if profile.period else None,
        "agency": profile.agency,
        "kind": profile.kind,
        "title": profile.title,
        "self_reported": profile.self_reported,
        **_concerns_json(profile),
    }


def _concerns_json(profile: Profile) -> Json:
    return {"concerns": profile.concerns} if profile.concerns else {}


def _in_order(framework: Framework) -> list[tuple[Step, Question]]:
    return [(step, question) for step in framework.steps for question in step.questions]
