"""The pack as a whole: closing and opening it, and which paper takes another's place."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from app.errors import UnknownValue
from app.models import Paper, Review
from app.packs.papers import replace, take_back
from app.policy import may, of_review
from app.reviewing.reviews import close_pack, open_pack
from app.working.jobs import latest_job, queue_assessment, queue_other_assessments

blueprint = Blueprint("pack", __name__)

AGAIN = "The proposals are being worked out again."


@blueprint.post("/reviews/<review_id>/pack/close")
@may("close_pack")
def close(review: Review) -> ResponseReturnValue:
    close_pack(review, current_user._get_current_object())
    flash("The pack is closed: no more papers are taken. You can open it again.", "success")
    return redirect(url_for("papers.papers", review_id=review.id))


@blueprint.post("/reviews/<review_id>/pack/open")
@may("close_pack")
def reopen(review: Review) -> ResponseReturnValue:
    open_pack(review, current_user._get_current_object())
    flash("The pack is open: papers can be uploaded.", "success")
    return redirect(url_for("papers.papers", review_id=review.id))


@blueprint.post("/reviews/<review_id>/pack/again")
@may("correct_paper")
def again(review: Review) -> ResponseReturnValue:
    """Takes up work that stopped; papers still waiting are read first."""
    latest = latest_job(review)
    if latest is not None and latest.state == "failed":
        (queue_other_assessments if latest.kind == "assess_also" else queue_assessment)(review.id)
        flash("It is being tried again. You can leave this page; the work goes on.", "success")
    return redirect(url_for("papers.papers", review_id=review.id))


@blueprint.post("/reviews/<review_id>/papers/<paper_id>/replaces")
@may("correct_paper")
def replaces(review: Review, paper_id: str) -> ResponseReturnValue:
    newer, chosen = of_review(Paper, review, paper_id), request.form.get("old", "")
    if not chosen:
        raise UnknownValue("Choose the paper that this one replaces.")
    old = of_review(Paper, review, chosen)
    if old.replaced_by or newer.replaced_by:
        raise UnknownValue("One of these two papers is replaced already. Reload the page and choose again.")
    replace(review, current_user._get_current_object(), old, newer)
    flash(f"{old.title or old.name} counts no more, because this paper replaces it. {AGAIN}", "success")
    return redirect(url_for("papers.paper", review_id=review.id, paper_id=paper_id))


@blueprint.post("/reviews/<review_id>/papers/<paper_id>/stands")
@may("correct_paper")
def stands(review: Review, paper_id: str) -> ResponseReturnValue:
    old = of_review(Paper, review, paper_id)
    take_back(review, current_user._get_current_object(), old)
    flash(f"{old.title or old.name} stands again. {AGAIN}", "success")
    return redirect(url_for("papers.paper", review_id=review.id, paper_id=paper_id))
