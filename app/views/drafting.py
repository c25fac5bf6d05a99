"""Where the scrutineer allows a language model, has drafts made and stops them, and sees what was sent and what came back."""

from __future__ import annotations

import json
from collections.abc import Iterator

from flask import Blueprint, Response, flash, redirect, render_template, request, stream_with_context, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user
from sqlalchemy import select

from app.database import db
from app.drafting.drafting import (
    Drafting,
    begin,
    choice_for,
    choose_model,
    endpoint,
    is_allowed,
    keep_draft,
    run,
    tokens_used,
)
from app.drafting.subjects import PURPOSES, wanted_for
from app.forms.small import ButtonForm
from app.models import ModelDraft, Review
from app.packs.papers import papers_of
from app.pages.draft import draft_page, spent_in_words
from app.pages.framework import layout_of
from app.policy import may, may_do, of_review
from app.proposing.assessments import current_assessment
from app.record.decisions import decisions_of
from app.reviewing.challenging import challenges_of

blueprint = Blueprint("drafting", __name__)

EVENTS = "text/event-stream"


def may_draft(review: Review) -> bool:
    """Whether a button for drafting is shown."""
    return may_do("draft", review) and is_allowed(review)


@blueprint.get("/reviews/<review_id>/model")
@may("see_drafts")
def model(review: Review) -> str:
    every = select(ModelDraft).where(ModelDraft.review_id == review.id).order_by(ModelDraft.at.desc()).limit(100)
    assessment = current_assessment(review)
    layout = layout_of(review, assessment.content if assessment else None)
    return render_template(
        "drafting/model.html",
        review=review,
        endpoint=endpoint(),
        choice=choice_for(review),
        allowed=is_allowed(review),
        drafts=list(db.session.scalars(every)),
        purposes=PURPOSES,
        decided=sorted(decisions_of(review), key=layout.order.index) if may_do("draft", review) else [],
        steps=layout.steps,
        challenges=challenges_of(review),
        spent=spent_in_words(tokens_used(review)),
    )


@blueprint.post("/reviews/<review_id>/model")
@may("choose_model")
def choose(review: Review) -> ResponseReturnValue:
    if ButtonForm().validate():
        allowed = request.form.get("allowed") == "yes"
        choose_model(review, current_user._get_current_object(), allowed)
        said = "may be used in this review" if allowed else "is no longer used in this review"
        flash(f"The language model {said}. The record says so.", "success")
    return redirect(url_for("drafting.model", review_id=review.id))


@blueprint.post("/reviews/<review_id>/drafts")
@may("draft")
def make(review: Review) -> ResponseReturnValue:
    user = current_user._get_current_object()
    wanted = wanted_for(review, user, request.form.get("purpose", ""), request.form.get("about", ""))
    drafting = begin(review, wanted)
    if request.accept_mimetypes.best == EVENTS:
        return Response(
            stream_with_context(_events(review, drafting)), mimetype=EVENTS, headers={"X-Accel-Buffering": "no"}
        )
    for _ in run(drafting):
        pass
    kept = keep_draft(review, user, drafting)
    return redirect(url_for("drafting.draft", review_id=review.id, draft_id=kept.id))


@blueprint.get("/reviews/<review_id>/drafts/<draft_id>")
@may("see_drafts")
def draft(review: Review, draft_id: str) -> str:
    found = of_review(ModelDraft, review, draft_id)
    page = draft_page(found, papers_of(review))
    return render_template(
        "drafting/draft.html", review=review, draft=found, page=page, purpose=PURPOSES[found.purpose]
    )


def _events(review: Review, drafting: Drafting) -> Iterator[str]:
    """The words as they come, then where the draft is kept; when the person stops it or goes away, what had come is kept."""
    user = current_user._get_current_object()
    try:
        for piece in run(drafting):
            yield _event("words", piece)
    except GeneratorExit:
        keep_draft(review, user, drafting)
        raise
    kept = keep_draft(review, user, drafting)
    yield _event("kept", url_for("drafting.draft", review_id=review.id, draft_id=kept.id))


def _event(name: str, words: str) -> str:
    return f"event: {name}\ndata: {json.dumps(words)}\n\n"
