"""Evidence moved in or out by hand: a citation left out, counted or moved, and words of a paper added."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from app.errors import NotAllowed, NotFound, StaleTurn
from app.forms.moving import MoveForm
from app.models import Assessment, EvidenceChoice, Review
from app.packs.note_papers import is_note, note_of_document, reading_of_note, title_of
from app.packs.papers import paper_of_document, reading_of
from app.pages.moving import choice_rows, moved_sentence, part_choices, with_and_without
from app.pages.words import place
from app.policy import may, of_review
from app.proposing.assessments import current_assessment
from app.proposing.following import choices_of
from app.proposing.moving import NewChoice, latest_on, place_by_hand, put_back, what_if
from app.proposing.rejudging import passage_from
from app.reviewing.blind import hidden_from
from corpus.document import Passage, Reading

blueprint = Blueprint("moving", __name__)

GONE = "These words are no longer found at that place of the paper, so nothing can be said of them."
DECIDE_FIRST = "You chose to decide this question before you see what is made of its evidence. Decide it first, then move its evidence."
UNSEEN = "What is proposed for question {} stays hidden until you have decided it."
Cited = Mapping[str, Any]

LATER = "Your choice is kept. The papers are being assessed again, and it counts when that is done."


@blueprint.get("/reviews/<review_id>/choices")
@may("see_proposals")
def choices(review: Review) -> str:
    assessment = current_assessment(review)
    return render_template("moving/list.html", review=review, rows=choice_rows(review, assessment))


@blueprint.route("/reviews/<review_id>/evidence/<assessment_id>/<part_id>/<int:number>/move", methods=["GET", "POST"])
@may("move_evidence")
def citation(review: Review, assessment_id: str, part_id: str, number: int) -> ResponseReturnValue:
    assessment = of_review(Assessment, review, assessment_id)
    question, part, cited = _cited(assessment, part_id, number)
    if _is_hidden(review, question["id"]):
        raise NotAllowed(DECIDE_FIRST)
    passage = passage_from(cited)
    reading, title = paper_named(review, passage.document)
    if not _stands(reading, passage):
        raise NotFound(GONE)
    last = latest_on(choices_of(review), part_id, passage.id)
    seen = {"stance": cited["stance"], "seen": last.id if last else ""}
    form = MoveForm([one for one in part_choices(assessment.content, question["id"]) if one[0] != part_id], data=seen)
    page = {"question": question, "part": part, "cited": cited, "place": place(cited["where"]), "title": title}
    if not form.validate_on_submit():
        return render_template("moving/move.html", review=review, form=form, would="", stale="", **page)
    said = _said(form, part_id, passage, title, cited["stance"])
    if "look" in request.form:
        would = would_say(review, said)
        return render_template("moving/move.html", review=review, form=form, would=would, stale="", **page)
    try:
        keep_choice(review, said, form.seen.data or "")
    except StaleTurn as stale:
        form.seen.data = last.id if last else ""
        return render_template(
            "moving/move.html", review=review, form=form, would="", stale=stale.sentence, **page
        ), 409
    return to_question(review, part_id)


def _cited(assessment: Assessment, part_id: str, number: int) -> tuple[Cited, Cited, Cited]:
    """The question, the part and its nth piece of evidence, counted from one."""
    question = assessment.question(part_id.rpartition(".")[0])
    part = next((one for one in question["parts"] if one["id"] == part_id), None) if question else None
    if question is None or part is None or not 1 <= number <= len(part["evidence"]):
        raise NotFound
    return question, part, part["evidence"][number - 1]


def _said(form: MoveForm, part: str, passage: Passage, title: str, read: str) -> NewChoice:
    """The choice that a form makes; what is left out is left as it was read unless another reading was chosen."""
    act, stance = form.act.data, form.stance.data or None
    if act == "leave_out" and stance == read:
        stance = None
    return NewChoice(act, part, passage, title, form.reason.data, stance, form.to_part.data if act == "move" else None)


@blueprint.post("/reviews/<review_id>/choices/<choice_id>/put-back")
@may("move_evidence")
def undo(review: Review, choice_id: str) -> ResponseReturnValue:
    choice = of_review(EvidenceChoice, review, choice_id)
    part = choice.part
    _, followed = put_back(review, current_user._get_current_object(), choice)
    flash("Your choice is taken back; both stay on record. " + (_now(review, part) if followed else LATER), "success")
    return to_question(review, part)


def keep_choice(review: Review, said: NewChoice, seen: str) -> None:
    """Keeps a choice and says what the rules now propose."""
    _, followed = place_by_hand(review, current_user._get_current_object(), said, seen=seen)
    flash(f"Your choice is kept. {_now(review, said.part)}" if followed else LATER, "success")


def would_say(review: Review, said: NewChoice) -> str:
    """What the rules would propose with one choice more."""
    assessment = current_assessment(review)
    after = what_if(review, assessment, current_user._get_current_object(), said) if assessment else None
    if assessment is None or after is None:
        return "This cannot be told before the papers are assessed again. Save your choice, and they are."
    sentences = []
    for question_id in dict.fromkeys(part.rpartition(".")[0] for part in said.parts):
        if _is_hidden(review, question_id):
            sentences.append(UNSEEN.format(question_id))
            continue
        new = next(one for one in after["questions"] if one["id"] == question_id)
        sentences.append(f"Question {question_id}: {moved_sentence(assessment.question(question_id), new)}")
    return " ".join(sentences)


def _is_hidden(review: Review, question_id: str) -> bool:
    return bool(hidden_from(review, current_user._get_current_object(), [question_id]))


def _now(review: Review, part: str) -> str:
    if _is_hidden(review, part.rpartition(".")[0]):
        return ""
    assessment = current_assessment(review)
    asked = assessment.question(part.rpartition(".")[0]) if assessment else None
    return with_and_without(asked) if asked else ""


def to_question(review: Review, part: str) -> ResponseReturnValue:
    """Back to where the part stands on its question's page."""
    question = part.rpartition(".")[0]
    return redirect(url_for("questions.question", review_id=review.id, question_id=question, _anchor=f"part-{part}"))


def paper_named(review: Review, document_id: str) -> tuple[Reading | None, str]:
    """What was read of a paper or a field note, and its title."""
    if is_note(document_id):
        note = note_of_document(review, document_id)
        return reading_of_note(note), title_of(note)
    paper = paper_of_document(review, document_id)
    return reading_of(paper), paper.title or paper.name


def _stands(reading: Reading | None, passage: Passage) -> bool:
    segments = reading.segments if reading else ()
    if passage.segment >= len(segments):
        return False
    return segments[passage.segment].text[passage.start : passage.end] == passage.text
