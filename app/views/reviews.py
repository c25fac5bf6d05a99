"""The reviews a person has a place in, the making of one, and the page of one."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from app import policy
from app.config import Config
from app.errors import ReasonRequired
from app.forms.fields import choices
from app.forms.review import ReviewForm
from app.models import Review
from app.packs.papers import standing_papers
from app.pages.filters import EVERYTHING, Address, Asked
from app.pages.framework import frameworks, layout_of
from app.pages.grid import Reader, grid_page
from app.pages.home import HomePage, HomeRow, home_row
from app.pages.opinions import differing
from app.pages.progress import Progress, progress_of
from app.pages.words import counted
from app.policy import may, may_do, role_in
from app.proposing.assessments import current_assessment
from app.record.decisions import decisions_of
from app.reviewing.blind import agreement_of, is_blind, undecided_by
from app.reviewing.earlier import last_review
from app.reviewing.reviews import create_review, reviews_of
from app.reviewing.second_ratings import seconds_of
from app.reviewing.seeing import decisions_kept
from app.reviewing.self_notes import notes_of
from app.reviewing.standing import seen_then, standing_of
from app.reviewing.visits import last_visit, note_visit
from app.tracking.actions import left_open
from app.working.jobs import jobs_under_way, latest_job

blueprint = Blueprint("reviews", __name__)

PAGES: dict[str, tuple[str, str, dict[str, Any]]] = {
    "grid": ("reviews.grid", "see_review", {}),
    "undecided": ("reviews.grid", "decide", {"show": "undecided"}),
    "unrated": ("reviews.grid", "second_rating", {"show": "unrated"}),
    "changed": ("reviews.grid", "decide", {"show": "changed"}),
    "papers": ("papers.papers", "see_papers", {}),
    "requests": ("requests.requests", "see_requests", {}),
    "challenges": ("challenges.challenges", "see_challenges", {}),
    "actions": ("actions.actions", "see_actions", {}),
    "report": ("reports.preview", "read_report", {}),
}
"""Where what waits for someone is done: the page, the action that opens it, and what is asked of it."""


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
    pages = {
        name: url_for(endpoint, review_id=review.id, **query)
        for name, (endpoint, action, query) in PAGES.items()
        if may_do(action, review)
    }
    if may_do("see_asked", review):
        pages["grid"] = url_for("partnership.home", review_id=review.id)
    standing = standing_of(review, current_user._get_current_object())
    return home_row(review, standing, pages, may_do("upload", review))


@blueprint.route("/reviews/new", methods=["GET", "POST"])
@may("create_review")
def new() -> ResponseReturnValue:
    form = ReviewForm()
    named = {each.id: f"{each.title} ({len(each.questions)} questions)" for each in frameworks().values()}
    form.framework.choices = choices(named)
    if not form.validate_on_submit():
        return render_template("reviews/new.html", form=form, kept_for=_kept_for())
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
    flash(f"The review is made. Next, upload the partnership’s papers.{_left_over(review)}", "success")
    return redirect(url_for("papers.papers", review_id=review.id))


def _kept_for() -> str:
    """How long a review is kept after its period where nobody says otherwise, in words."""
    config: Config = current_app.extensions["sightline"]
    years, rest = divmod(config.retention.days, 365)
    return counted(config.retention.days, "day") if rest else counted(years, "year")


def _left_over(review: Review) -> str:
    """That the last review of the same area left actions open, where it did."""
    earlier = last_review(review, current_user._get_current_object(), "see_actions")
    left = len(left_open(review, earlier)) if earlier else 0
    return f" The last review left {counted(left, 'action')} open: bring them in on the page Actions." if left else ""


@blueprint.get("/reviews/<review_id>")
@may("see_review")
def grid(review: Review) -> ResponseReturnValue:
    sees = may_do("see_proposals", review)
    asked = Asked.of(request.args.get("rating"), request.args.get("show")) if sees else EVERYTHING
    page = grid_page(
        review,
        current_assessment(review) if sees else None,
        decisions_of(review) if sees else {},
        standing_papers(review),
        sees=sees,
        asked=asked,
        address=_filtered(review.id),
        reader=_reader(review) if sees else Reader(),
    )
    if role_in(review) != "administrator":
        note_visit(review, current_user._get_current_object())
    return render_template("reviews/grid.html", review=review, page=page, sees=sees, jobs=jobs_of(review))


def _filtered(review_id: str) -> Address:
    return lambda rating, show: url_for("reviews.grid", review_id=review_id, rating=rating, show=show, _anchor="grid")


def _reader(review: Review) -> Reader:
    """What the grid must know of the signed-in person."""
    user = current_user._get_current_object()
    assessment, decisions = current_assessment(review), decisions_of(review)
    order = layout_of(review, assessment.content if assessment else None).order
    blind = is_blind(review, user)
    hidden = undecided_by(review, user, order) if blind else frozenset[str]()
    seconds, is_reviewer = seconds_of(review), role_in(review) == "reviewer"
    kept = decisions_kept(review, user)
    own = {question for question, second in seconds.items() if second.by_id == user.id}
    return Reader(
        notes=notes_of(review, user),
        seen=seen_then(review, last_visit(review, user)),
        hidden=hidden,
        kept=kept,
        differing=differing(decisions, seconds) - kept - hidden,
        unrated=frozenset(order) - own if is_reviewer else frozenset(),
        agreement=agreement_of(review, user),
        blind=blind,
    )


@blueprint.get("/reviews/<review_id>/progress")
@may("see_review")
def progress(review: Review) -> str:
    return render_template(
        "reviews/progress_page.html",
        review=review,
        jobs=jobs_of(review),
        here=url_for("reviews.grid", review_id=review.id),
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
    grid, onward = url_for("reviews.grid", review_id=review.id), request.form.get("next", "")
    return redirect(onward if onward.startswith(f"{grid}/") else grid)
