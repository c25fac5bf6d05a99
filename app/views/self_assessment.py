"""The partnership's self-assessment: the list of questions, and one respondent's answer to one of them."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from app.errors import NotFound, StaleTurn
from app.forms.self_assessment import SelfAssessmentForm
from app.models import Review
from app.models.self_assessment import RESPONDENTS
from app.packs.papers import standing_papers
from app.pages.framework import Layout, layout_of
from app.pages.self_assessment import answer_page, name_of, question_list, titles_of
from app.pages.words import terms
from app.policy import may
from app.reviewing.self_assessing import Who, latest_of, name_in_use, save_draft, submit, versions_of

blueprint = Blueprint("self_assessment", __name__)


@blueprint.get("/reviews/<review_id>/self-assessment")
@may("self_assess")
def questions(review: Review) -> str:
    page = question_list(_layout(review), latest_of(review))
    return render_template("self_assessment/list.html", review=review, page=page)


@blueprint.get("/reviews/<review_id>/self-assessment/<question_id>/<respondent>")
@may("self_assess")
def answer(review: Review, question_id: str, respondent: str) -> ResponseReturnValue:
    who = _who(review, question_id, respondent)
    return _show(review, question_id, who, _form(review, question_id, who))


@blueprint.post("/reviews/<review_id>/self-assessment/<question_id>/<respondent>")
@may("self_assess")
def save(review: Review, question_id: str, respondent: str) -> ResponseReturnValue:
    who = _who(review, question_id, respondent)
    form = _form(review, question_id, who)
    form.submits = request.form.get("send") == "submit"
    if not form.validate():
        return _show(review, question_id, who, form)
    keep = submit if form.submits else save_draft
    try:
        made = keep(review, current_user._get_current_object(), form.answer, seen=form.last_seen)
    except StaleTurn as stale:
        taken = (made_for := form.answer).respondent, made_for.agency
        return _show(review, question_id, taken, form, stale.sentence), 409
    who = (made.respondent, made.agency)
    state = (
        "submitted: the scrutineer can read it" if form.submits else "saved as a draft: only the partnership sees it"
    )
    flash(f"The answer of {_in_a_sentence(who)} to question {question_id} is {state}.", "success")
    return redirect(_address(review, question_id, who))


def _in_a_sentence(who: Who) -> str:
    return who[1] or {"together": "the partners together"}.get(who[0], name_of(who).lower())


def _address(review: Review, question_id: str, who: Who) -> str:
    return url_for(
        "self_assessment.answer",
        review_id=review.id,
        question_id=question_id,
        respondent=who[0],
        agency=who[1] or None,
    )


def _who(review: Review, question_id: str, respondent: str) -> Who:
    """Who answers; NotFound for a question or a respondent that there is not."""
    if question_id not in _layout(review).order or respondent not in RESPONDENTS:
        raise NotFound
    agency = request.args.get("agency", "").strip() if respondent == "other" else ""
    if agency and not versions_of(review, question_id, ("other", agency)):
        raise NotFound
    return respondent, name_in_use(review, agency)


def _layout(review: Review) -> Layout:
    # The framework's own words: what was assessed of the questions is not the partnership's to see.
    return layout_of(review, None)


def _form(review: Review, question_id: str, who: Who) -> SelfAssessmentForm:
    latest = next(iter(versions_of(review, question_id, who)), None)
    papers = list(titles_of(standing_papers(review)).items())
    offered = papers + [
        (each, "A paper that was replaced") for each in (latest.papers if latest else ()) if each not in dict(papers)
    ]
    known = {"seen": str(latest.number if latest else 0)}
    if latest is None:
        return SelfAssessmentForm(question_id, who, offered, data=known)
    said = {name: getattr(latest, name) for name in ("rating", "evidence", "papers", "action")}
    return SelfAssessmentForm(question_id, who, offered, data=known | said)


def _show(review: Review, question_id: str, who: Who, form: SelfAssessmentForm, stale: str = "") -> str:
    versions = versions_of(review, question_id, who)
    page = answer_page(_layout(review), question_id, who, versions, latest_of(review, question_id), form.offered)
    # Only now does the form carry what someone else saved, so that saving again means having seen it.
    form.seen.data = str(page.latest)
    return render_template(
        "self_assessment/answer.html",
        review=review,
        page=page,
        form=form,
        stale=stale,
        address=_address(review, question_id, who),
        link=lambda question, other: _address(review, question, other),
        rating_hints=terms("rating_meaning"),
    )
