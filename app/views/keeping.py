"""What becomes of a review's data: who has seen it, how long it is kept, and its deletion by a person."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from app.database import now
from app.forms.keeping import DeleteForm
from app.keeping.erasing import erase_review
from app.keeping.retention import what_goes
from app.models import Review
from app.packs.papers import papers_of
from app.pages.accesses import access_lines
from app.pages.limits import limits_page
from app.people.accesses import LISTED, accesses_of
from app.people.sessions import OF_PAGES
from app.policy import may

blueprint = Blueprint("keeping", __name__)


@blueprint.get("/reviews/<review_id>/accesses")
@may("see_accesses")
def accesses(review: Review) -> str:
    return _accesses(review, with_what=True)


@blueprint.get("/reviews/<review_id>/accesses/dates")
@may("see_trail_dates")
def access_dates(review: Review) -> str:
    return _accesses(review, with_what=False)


def _accesses(review: Review, with_what: bool) -> str:
    page = max(1, request.args.get("page", 1, type=int))
    looks = accesses_of(review, page)
    titles = {paper.id: paper.title or paper.name for paper in papers_of(review)} if with_what else {}
    lines = access_lines(looks[:LISTED], titles, with_what)
    return render_template(
        "keeping/accesses.html", review=review, lines=lines, page=page, more=len(looks) > LISTED, with_what=with_what
    )


@blueprint.route("/reviews/<review_id>/delete", methods=["GET", "POST"])
@may("erase_review")
def delete(review: Review) -> ResponseReturnValue:
    going = what_goes(review)
    form = DeleteForm(review.area)
    if not form.validate_on_submit():
        due = going.is_due(now().date())
        return render_template("keeping/delete.html", review=review, going=going, due=due, form=form)
    erase_review(review)
    # What was still to be told may name its papers; and what is told now stands in the session until the next page.
    for name in OF_PAGES:
        session.pop(name, None)
    flash("The review is deleted, with everything that was in it.", "success")
    return redirect(url_for("reviews.reviews"))


@blueprint.get("/limits")
@may("see_limits")
def limits() -> str:
    return render_template("keeping/limits.html", page=limits_page())
