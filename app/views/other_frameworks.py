"""The same papers seen otherwise: under other frameworks, and by the kind of scrutiny that they come from."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from app.errors import NotFound
from app.models import Decision, OtherFramework, Review
from app.pages.framework import framework_of, layout_of
from app.pages.kinds_of_evidence import origins_page
from app.pages.other_frameworks import other_page
from app.pages.trying import tried_page
from app.policy import may, of_review, role_in
from app.proposing.assessments import current_assessment
from app.proposing.other_frameworks import Under, ask_under, may_be_added, others_of
from app.record.decisions import decisions_of
from app.reviewing.blind import hidden_from
from app.reviewing.second_ratings import kept_from
from app.views.places import address_under
from app.views.reviews import jobs_of
from app.working.jobs import queue_other_assessments

blueprint = Blueprint("others", __name__)


@blueprint.get("/reviews/<review_id>/frameworks")
@may("see_proposals")
def every(review: Review) -> str:
    return render_template(
        "others/list.html", review=review, rows=others_of(review), more=may_be_added(review), jobs=jobs_of(review)
    )


@blueprint.post("/reviews/<review_id>/frameworks")
@may("propose_also")
def add(review: Review) -> ResponseReturnValue:
    made = ask_under(review, current_user._get_current_object(), request.form.get("framework", ""))
    flash("The papers are being weighed under it. They are not read again, so this takes a few minutes.", "success")
    return redirect(url_for("others.one", review_id=review.id, other_id=made.id))


@blueprint.get("/reviews/<review_id>/frameworks/<other_id>")
@may("see_proposals")
def one(review: Review, other_id: str) -> str:
    under, current = _under(review, other_id), current_assessment(review)
    own = framework_of(review.framework_id, review.framework_sha)
    hides = _hides(review)
    content = current.content if current and not hides else None
    page = other_page(under, own, content, _decisions(review))
    return render_template(
        "others/one.html", review=review, under=under, page=page, own=own, jobs=jobs_of(review), hides=hides
    )


@blueprint.post("/reviews/<review_id>/frameworks/<other_id>")
@may("propose_also")
def again(review: Review, other_id: str) -> ResponseReturnValue:
    _under(review, other_id)
    queue_other_assessments(review.id)
    flash("The papers as they stand now are being weighed again.", "success")
    return redirect(url_for("others.one", review_id=review.id, other_id=other_id))


@blueprint.get("/reviews/<review_id>/frameworks/<other_id>/<question_id>")
@may("see_proposals")
def question(review: Review, other_id: str, question_id: str) -> str:
    under = _under(review, other_id)
    said = under.latest.question(question_id) if under.latest else None
    if said is None or under.latest is None or _hides(review):
        raise NotFound
    page = tried_page(review, said, address_under(review, under.latest), under.latest.content["documents"])
    return render_template("others/question.html", review=review, under=under, page=page)


@blueprint.get("/reviews/<review_id>/kinds-of-evidence")
@may("see_proposals")
def origins(review: Review) -> str:
    current = current_assessment(review)
    content = current.content if current else None
    page = origins_page(content, layout_of(review, content)) if content else None
    return render_template("others/origins.html", review=review, page=page)


def _under(review: Review, other_id: str) -> Under:
    asked = of_review(OtherFramework, review, other_id)
    return next(each for each in others_of(review) if each.asked.id == asked.id)


def _hides(review: Review) -> bool:
    """Whether this person means to decide without having seen proposals, and has questions left: then none is shown here."""
    return bool(hidden_from(review, current_user._get_current_object(), layout_of(review, None).order))


def _decisions(review: Review) -> dict[str, Decision]:
    """The decisions that this person may see."""
    decisions = decisions_of(review)
    if role_in(review) != "reviewer":
        return decisions
    kept = kept_from(review, current_user._get_current_object())
    return {question: each for question, each in decisions.items() if question not in kept}
