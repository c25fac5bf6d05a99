"""The picture across areas, from issued reports alone: counts, and nothing that any area wrote."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from app.adapting.known import framework_or_none
from app.database import db
from app.models import Assessment, Decision, FieldNote, Membership, SecondRating, SelfAssessment
from app.reviewing.issued import Issued, every_report, settled
from app.reviewing.suppressing import LEAST, Cell, counts_shown, share_shown, total_shown, whole_shown
from rules.framework import Framework
from rules.origins import origin_of, origins

RATINGS = ("green", "amber", "red", "none")
MOST_GAPS = 15


@dataclass(frozen=True)
class QuestionAcross:
    """How one question was rated across areas."""

    id: str
    text: str
    cells: tuple[Cell, ...]
    """Green, Amber, Red, not decided."""


@dataclass(frozen=True)
class GapAcross:
    """A part that no area, or few, could confirm."""

    id: str
    text: str
    areas: Cell


@dataclass(frozen=True)
class FrameworkAcross:
    """One framework across the areas that issued a report under it."""

    title: str
    version: str
    areas: Cell
    questions: tuple[QuestionAcross, ...]
    gaps: tuple[GapAcross, ...]


@dataclass(frozen=True)
class Across:
    """Everything that is said across areas."""

    areas: Cell
    enough: bool
    """Whether there are areas enough for anything to be shown at all."""
    frameworks: tuple[FrameworkAcross, ...]
    kinds: tuple[tuple[str, Cell], ...]
    """Methods of scrutiny used, and kinds of evidence relied on: how many areas each."""
    who: tuple[tuple[str, Cell], ...]


def across() -> Across:
    """The picture as it last settled; each area counts once a framework, with its latest report that stood then."""
    every = every_report()
    by_framework: dict[tuple[str, str], list[Issued]] = defaultdict(list)
    for one in every:
        by_framework[one.framework].append(one)
    frameworks = [
        # Each settles by itself: a change in one of five areas that is the only one under its framework would be told.
        _framework(framework, settled(found))
        for (name, sha256), found in sorted(by_framework.items())
        if (framework := framework_or_none(name, sha256)) is not None
    ]
    issued = settled(every)
    areas = len({one.area for one in issued})
    under = Counter(one.framework for one in issued)
    return Across(
        whole_shown(areas, list(under.values())),
        areas >= LEAST,
        tuple(frameworks),
        _kinds(issued, areas),
        _who(issued, areas),
    )


def _framework(framework: Framework, issued: Sequence[Issued]) -> FrameworkAcross:
    areas = len(issued)
    ratings, gaps = _ratings(issued), Counter[str]()
    for one in issued:
        gaps.update(_not_confirmed(one.report.assessment_id))
    questions = tuple(
        QuestionAcross(each.id, each.text, counts_shown(_row(ratings[each.id], areas))) for each in framework.questions
    )
    texts = {part.id: part.text for question in framework.questions for part in question.parts}
    shown = [(part, share_shown(count, areas), count) for part, count in gaps.items() if part in texts]
    # Those kept back are left out, so that their place in the order says nothing either.
    told = sorted((one for one in shown if one[1].is_shown), key=lambda one: (-one[2], one[0]))[:MOST_GAPS]
    return FrameworkAcross(
        framework.title,
        framework.version,
        total_shown(areas),
        questions,
        tuple(GapAcross(part, texts[part], cell) for part, cell, _ in told),
    )


def _ratings(issued: Sequence[Issued]) -> Mapping[str, Counter[str]]:
    """By question, how often each rating was given in the reports."""
    named = [each for one in issued for each in one.report.decisions]
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for at in range(0, len(named), 500):
        found = select(Decision.question, Decision.rating).where(Decision.id.in_(named[at : at + 500]))
        for question, rating in db.session.execute(found):
            counts[question][rating] += 1
    return counts


def _row(counts: Counter[str], areas: int) -> list[int]:
    given = [counts[rating] for rating in RATINGS[:3]]
    return [*given, areas - sum(given)]


def _not_confirmed(assessment_id: str | None) -> Iterable[str]:
    assessment = db.session.get(Assessment, assessment_id) if assessment_id else None
    questions = assessment.content["questions"] if assessment else []
    return [part["id"] for each in questions for part in each["parts"] if part["finding"] == "not_confirmed"]


def _kinds(issued: Sequence[Issued], areas: int) -> tuple[tuple[str, Cell], ...]:
    """Methods by the scrutineer's field notes, and kinds of evidence by what counts in the reports' proposals."""
    from app.pages.words import terms

    noted: dict[str, set[str]] = defaultdict(set)
    relied: dict[str, set[str]] = defaultdict(set)
    of_review = {one.review.id: one.area for one in issued}
    methods = select(FieldNote.kind, FieldNote.review_id, FieldNote.number, FieldNote.version, FieldNote.stands)
    latest = {
        (review_id, number): (kind, stands)
        for kind, review_id, number, _, stands in db.session.execute(
            methods.order_by(FieldNote.review_id, FieldNote.number, FieldNote.version)
        )
    }
    for (review_id, _), (kind, stands) in latest.items():
        if stands and review_id in of_review:
            noted[kind].add(of_review[review_id])
    for one in issued:
        for origin in _relied_on(one.report.assessment_id):
            relied[origin].add(one.area)
    return (
        *((words, share_shown(len(noted[kind]), areas)) for kind, words in terms("note_kind").items()),
        *(
            (f"Evidence from: {one.name.lower()}", share_shown(len(relied[one.id]), areas))
            for one in origins().values()
        ),
    )


def _relied_on(assessment_id: str | None) -> set[str]:
    assessment = db.session.get(Assessment, assessment_id) if assessment_id else None
    if assessment is None:
        return set()
    papers = {
        each["id"]: origin_of(each.get("kind"), each.get("title") or "") for each in assessment.content["documents"]
    }
    counted = (
        each["document"]
        for question in assessment.content["questions"]
        for part in question["parts"]
        for each in part["evidence"]
        if each["counts"]
    )
    return {papers[each] for each in counted if each in papers}


def _who(issued: Sequence[Issued], areas: int) -> tuple[tuple[str, Cell], ...]:
    """Who scrutinises, by how many areas."""
    of_review = {one.review.id: one.area for one in issued}
    seats = select(Membership.review_id, func.count()).where(Membership.role == "scrutineer")
    scrutineers = {row[0]: int(row[1]) for row in db.session.execute(seats.group_by(Membership.review_id))}
    single = {area for review, area in of_review.items() if scrutineers.get(review, 0) == 1}
    several = {area for review, area in of_review.items() if scrutineers.get(review, 0) > 1}
    second = {of_review[each] for each in db.session.scalars(_reviews_in(SecondRating)) if each in of_review}
    submitted = _reviews_in(SelfAssessment).where(SelfAssessment.state == "submitted")
    partners = {of_review[each] for each in db.session.scalars(submitted) if each in of_review}
    rows = (
        ("One scrutineer", single),
        ("Two scrutineers or more", several),
        ("A second person rated", second),
        ("The partners assessed themselves", partners),
    )
    return tuple((words, share_shown(len(found), areas)) for words, found in rows)


def _reviews_in(table: type[SecondRating] | type[SelfAssessment]):  # type: ignore[no-untyped-def]
    return select(table.review_id).distinct()
