"""The reviews a person has a place in, the making of one, and the page of one."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from app import policy
from app.assessments import current_assessment
from app.errors import ReasonRequired
from app.forms.fields import choices
from app.forms.review import ReviewForm
from app.jobs import jobs_under_way, latest_job
from app.models import Review
from app.pages.framework import frameworks
from app.pages.grid import Progress, grid_page, progress_of
from app.pages.home import HomePage, HomeRow, home_row
from app.papers import standing_papers
from app.policy import may, may_do
from app.record import decisions_of
from app.reviews import create_review, reviews_of

blueprint = Blueprint("reviews", __name__)


@blueprint.get("/")
@may("home")
def home() -> ResponseReturnValue:
    return redirect(url_for("reviews.reviews"))


@blueprint.get("/reviews")
@may("list_reviews")
def reviews() -> str:
    rows = tuple(_row(review) for review in reviews_of(current_user))
    return render_template("reviews/list.html", page=HomePage(rows, may_do("create_review")))


def _row(review: Review) -> HomeRow:
    sees = may_do("see_proposals", review)
    return home_row(
        review,
        standing_papers(review),
        current_assessment(review) if sees else None,
        len(decisions_of(review)) if sees else None,
        url_for("reviews.grid", review_id=review.id),
    )


@blueprint.route("/reviews/new", methods=["GET", "POST"])
@may("create_review")
def new() -> ResponseReturnValue:
    form = ReviewForm()
    named = {each.id: f"{each.title} ({len(each.questions)} questions)" for each in frameworks().values()}
    form.framework.choices = choices(named)
    if not form.validate_on_submit():
        return render_template("reviews/new.html", form=form)
    chosen = frameworks()[form.framework.data]
    review = create_review(
        current_user._get_current_object(),
        area=form.area.data,
        title=form.title.data,
        framework_id=chosen.id,
        framework_sha=chosen.sha256,
        guidance=form.guidance.data,
        period_from=form.period_from.data,
        period_to=form.period_to.data,
        delete_after=form.delete_after.data,
    )
    flash("The review is made. Next, upload the partnership’s papers.", "success")
    return redirect(url_for("papers.papers", review_id=review.id))


@blueprint.get("/reviews/<review_id>")
@may("see_review")
def grid(review: Review) -> ResponseReturnValue:
    sees = may_do("see_proposals", review)
    page = grid_page(
        review,
        current_assessment(review) if sees else None,
        decisions_of(review) if sees else {},
        standing_papers(review),
    )
    return render_template("reviews/grid.html", review=review, page=page, sees=sees, jobs=jobs_of(review))


@blueprint.get("/reviews/<review_id>/progress")
@may("see_review")
def progress(review: Review) -> str:
    return render_template(
        "reviews/progress_page.html", jobs=jobs_of(review), here=url_for("reviews.grid", review_id=review.id)
    )


def jobs_of(review: Review) -> list[Progress]:
    """The work that goes on for a review, or that stopped, as it is told to people."""
    latest = latest_job(review)
    stopped = [latest] if latest is not None and latest.state == "failed" else []
    return [progress_of(job) for job in jobs_under_way(review) or stopped]


@blueprint.post("/reviews/<review_id>/reason")
@may("give_reason")
def give_reason(review: Review) -> ResponseReturnValue:
    reason = request.form.get("reason", "").strip()
    if not reason:
        raise ReasonRequired("Type why you need to read these papers. The reason is kept in the review’s record.")
    policy.give_reason(review.id, reason)
    return redirect(url_for("reviews.grid", review_id=review.id))
