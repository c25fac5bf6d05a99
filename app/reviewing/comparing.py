"""A review beside the last one of the same area: what moved, and whether the evidence moved or the yardstick."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.proposing.rejudging import document_from, evidence_from
from rules.edition import rules_sha256
from rules.framework import Framework, Question
from rules.placing import propose_with

Said = Mapping[str, Any]


@dataclass(frozen=True)
class Rated:
    """A rating as a person decided it."""

    rating: str
    red_reason: str | None
    reason: str
    by: str


@dataclass(frozen=True)
class Side:
    """One of the two reviews: the assessment behind it, what was decided, and what it was held against."""

    title: str
    content: Said
    rated: Mapping[str, Rated]
    guidance: str
    framework: Framework | None


@dataclass(frozen=True)
class Compared:
    """One question in both reviews."""

    id: str
    text: str
    then_id: str
    """What the question was called last time; empty where it was not asked."""
    then: Rated | None
    now: Rated | None
    move: str
    """What became of the rating: a term of `move` in the word list."""
    yardstick: tuple[str, ...]
    """What differs between the two yardsticks for this question, in sentences."""
    would_be: str | None
    """What today's rules would propose on last time's evidence, where that can be worked out."""
    proposed_then: str
    new_papers: tuple[str, ...]
    gone_papers: tuple[str, ...]
    parts: tuple[tuple[str, str, str], ...]
    """The parts of which something else was found: the part's words, the finding then and now."""


def compare(then: Side, now: Side) -> tuple[Compared, ...]:
    """Every question of this review beside the same question of the last."""
    before = {question["id"]: question for question in then.content["questions"]}
    by_text = {_plain(question.get("text", "")): question for question in then.content["questions"]}
    same_framework = then.content["framework"].get("id") == now.content["framework"].get("id")
    rows = []
    for question in now.content["questions"]:
        known = before.get(question["id"]) if same_framework else by_text.get(_plain(question.get("text", "")))
        rows.append(_compared(then, now, known, question))
    return tuple(rows)


def general_differences(then: Side, now: Side) -> tuple[str, ...]:
    """What differs between the two yardsticks as a whole."""
    found = []
    ours, theirs = now.content["framework"], then.content["framework"]
    if ours.get("id") != theirs.get("id"):
        found.append(f"Another framework: {theirs.get('title')} then, {ours.get('title')} now.")
    elif ours.get("sha256") != theirs.get("sha256"):
        then_version, now_version = theirs.get("version"), ours.get("version")
        said = (
            f"version {then_version} then, {now_version} now" if then_version != now_version else "its file was edited"
        )
        found.append(f"The framework is another edition of the same: {said}.")
    if then.guidance != now.guidance:
        found.append(f"Another edition of the statutory guidance: {then.guidance} then, {now.guidance} now.")
    if _rules(then) != _rules(now):
        found.append("The rules by which Sightline proposes have changed between the two reviews.")
    if _models(then) != _models(now):
        found.append("What finds the passages that bear on a question has changed between the two reviews.")
    return tuple(found)


def _compared(then: Side, now: Side, before: Said | None, after: Said) -> Compared:
    was = then.rated.get(before["id"]) if before else None
    rated = now.rated.get(after["id"])
    new, gone = _papers(then, now, before, after) if before else ((), ())
    yardstick = _yardstick(then, now, before, after) if before else ("This question was not asked last time.",)
    would_be = _by_todays_rules(then, now, before, after) if before and yardstick else None
    same_rules = would_be is not None and before is not None and would_be == before["proposed"]
    # Where only the rules or the framework's file differ, last time's evidence under today's rules tells them apart.
    told_apart = same_rules and then.guidance == now.guidance and _models(then) == _models(now)
    return Compared(
        id=after["id"],
        text=after.get("text", ""),
        then_id=before["id"] if before else "",
        then=was,
        now=rated,
        move=_move(was, rated, bool(new or gone), bool(yardstick) and not told_apart),
        yardstick=yardstick,
        would_be=would_be,
        proposed_then=before["proposed"] if before else "",
        new_papers=new,
        gone_papers=gone,
        parts=_parts(before, after) if before else (),
    )


def _move(then: Rated | None, now: Rated | None, evidence: bool, yardstick: bool) -> str:
    if now is None:
        return "left"
    if then is None:
        return "first"
    if (then.rating, then.red_reason) == (now.rating, now.red_reason):
        return "same"
    if evidence:
        return "both" if yardstick else "real"
    return "yardstick" if yardstick else "judgement"


def _yardstick(then: Side, now: Side, before: Said, after: Said) -> tuple[str, ...]:
    found = []
    if _plain(before.get("text", "")) != _plain(after.get("text", "")):
        found.append("The question is worded otherwise.")
    then_parts, now_parts = (sorted(_plain(part["text"]) for part in each["parts"]) for each in (before, after))
    if then_parts != now_parts:
        found.append(f"Its parts differ: {len(then_parts)} then, {len(now_parts)} now, or worded otherwise.")
    if not found and then.content["framework"].get("sha256") != now.content["framework"].get("sha256"):
        found.append("The framework’s file changed; this question and its parts read the same.")
    if then.guidance != now.guidance:
        found.append(f"The statutory guidance was {then.guidance} and is {now.guidance}.")
    if _rules(then) != _rules(now) or _models(then) != _models(now):
        found.append("Sightline’s rules or its way of finding passages have changed.")
    return tuple(found)


def _by_todays_rules(then: Side, now: Side, before: Said, after: Said) -> str | None:
    """The rating that last time's evidence, as it was read then, would be proposed today; None where it cannot be told."""
    question = _question(now.framework, after["id"])
    if question is None or now.content.get("rules", {}).get("sha256") != rules_sha256():
        return None
    if [part.id for part in question.parts] != [part["id"] for part in before["parts"]]:
        return None
    evidence = [
        [each.get("by_rules_alone") if "placed" in each else each for each in part["evidence"]]
        for part in before["parts"]
    ]
    found = [[each for each in part if each is not None] for part in evidence]
    if not all("strength" in each for part in found for each in part):
        return None
    try:
        documents = {each["id"]: document_from(each) for each in then.content["documents"]}
        alone = [[evidence_from(each, documents[each["document"]]) for each in part] for part in found]
        return propose_with(question, alone, list(documents.values()), ()).rating.value
    except (KeyError, ValueError, TypeError):
        # An assessment of long ago may lack what today's rules ask of it.
        return None


def _papers(then: Side, now: Side, before: Said, after: Said) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Of the papers cited on a question: those that the last review did not have, and those that this one has not."""
    packs = [{each["sha256"] for each in side.content["documents"]} for side in (then, now)]
    cited = [_cited(side, question) for side, question in ((then, before), (now, after))]
    new = [title for sha256, title in cited[1].items() if sha256 not in packs[0]]
    gone = [title for sha256, title in cited[0].items() if sha256 not in packs[1]]
    return tuple(new), tuple(gone)


def _cited(side: Side, question: Said) -> dict[str, str]:
    """The papers whose words count on a question, by their fingerprint."""
    documents = {each["id"]: each for each in side.content["documents"]}
    found: dict[str, str] = {}
    for part in question["parts"]:
        for each in part["evidence"]:
            document = documents.get(each["document"])
            if document is not None and each.get("counts"):
                found[document["sha256"]] = document.get("title") or document["file"]
    return found


def _parts(before: Said, after: Said) -> tuple[tuple[str, str, str], ...]:
    was = {_plain(part["text"]): part["finding"] for part in before["parts"]}
    return tuple(
        (part["text"], was[_plain(part["text"])], part["finding"])
        for part in after["parts"]
        if was.get(_plain(part["text"]), part["finding"]) != part["finding"]
    )


def _question(framework: Framework | None, identity: str) -> Question | None:
    return next((each for each in framework.questions if each.id == identity), None) if framework else None


def _rules(side: Side) -> object:
    return side.content.get("rules", {}).get("sha256")


def _models(side: Side) -> Sequence[object]:
    return sorted(str(each.get("sha256")) for each in side.content.get("models", {}).values())


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
