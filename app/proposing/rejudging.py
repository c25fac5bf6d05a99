"""A question proposed again from a kept assessment and a person's choices, without looking for evidence anew."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from app.contract import question_json
from app.pages.framework import framework_of
from corpus.document import Citation, Document, Location, Passage, Period, Profile, Reading
from rules.edition import rules_sha256
from rules.evidence import Evidence, Placed, Stance
from rules.framework import Framework
from rules.placing import propose_with

Json = dict[str, Any]
Said = Mapping[str, Any]


def can_rejudge(content: Said, framework: Framework | None) -> bool:
    """Whether an assessment holds all that the rules need: the same rules and framework made it, and it kept what they saw."""
    if framework is None or content.get("framework", {}).get("sha256") != framework.sha256:
        return False
    if content.get("rules", {}).get("sha256") != rules_sha256():
        return False
    return all("strength" in each for question in content["questions"] for each in _evidence_in(question))


def rejudged(content: Said, placed: Sequence[Placed], questions: Collection[str]) -> Json | None:
    """The assessment with these questions proposed again; None where it must be made again from the papers."""
    made_under = content.get("framework", {})
    framework = framework_of(str(made_under.get("id")), made_under.get("sha256"))
    if framework is None or not can_rejudge(content, framework):
        return None
    documents = {each["id"]: document_from(each) for each in content["documents"]}
    known = {question.id: (step, question) for step in framework.steps for question in step.questions}
    made = []
    for asked in content["questions"]:
        if asked["id"] not in questions or asked["id"] not in known:
            made.append(asked)
            continue
        step, question = known[asked["id"]]
        alone = [_alone(part["evidence"], documents) for part in asked["parts"]]
        made.append(question_json(step, question, propose_with(question, alone, list(documents.values()), placed)))
    return {**content, "questions": made}


def applied_in(content: Said) -> dict[str, set[str]]:
    """The ids of the choices that an assessment follows, each with the questions in which it does."""
    found: dict[str, set[str]] = {}
    for question in content["questions"]:
        for each in _evidence_in(question):
            if said := each.get("placed"):
                found.setdefault(said["choice"], set()).add(question["id"])
    return found


def document_from(said: Said) -> Document:
    """A paper as far as the rules look at it; its words are in the citations."""
    period = said.get("period")
    profile = Profile(
        kind=said["kind"],
        title=said.get("title") or "",
        date=_day(said.get("date")),
        period=Period(date.fromisoformat(period["from"]), date.fromisoformat(period["to"])) if period else None,
        agency=said["agency"],
        area=said.get("area"),
        self_reported=bool(said.get("self_reported")),
        draft=False,
        concerns=said.get("concerns"),
    )
    reading = Reading(said["status"], said.get("reason"), "")
    return Document(
        said["id"], said["file"], said["sha256"], reading, profile, said["standing"], said.get("standing_because") or ""
    )


def passage_from(said: Said) -> Passage:
    """The passage of a citation, from the citation itself."""
    return Passage(
        document=said["document"],
        segment=said["segment"],
        start=said["start"],
        end=said["end"],
        text=said["quote"],
        where=Location.from_json(dict(said["where"])),
        style="paragraph",
        headings=tuple(said.get("headings") or ()),
    )


def _alone(evidence: Sequence[Said], documents: Mapping[str, Document]) -> list[Evidence]:
    """What the rules alone had found, without what people said of it."""
    found = [each.get("by_rules_alone") if "placed" in each else each for each in evidence]
    return [evidence_from(each, documents[each["document"]]) for each in found if each is not None]


def evidence_from(said: Said, document: Document) -> Evidence:
    """What the rules made of a citation, from the citation itself."""
    passage = passage_from(said)
    return Evidence(
        citation=Citation(passage, passage.start, passage.end),
        document=document,
        part=said["part"],
        stance=Stance(said["stance"]),
        stance_because=said["stance_because"],
        bears_because=said["bears_because"],
        score=said["score"],
        found_by=tuple(said["found_by"]),
        counts=said["counts"],
        counts_because=said["because"],
        word_only=bool(said.get("word_only")),
        unclear=bool(said.get("unclear")),
        strength=said["strength"],
    )


def _evidence_in(question: Said) -> list[Said]:
    return [each for part in question["parts"] for each in part["evidence"]]


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None
