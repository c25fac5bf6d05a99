"""What is said of a warning that a paper may name a child."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from app.errors import NotFound, StaleTurn
from app.forms.names import NameAnswerForm
from app.models import Paper, Review
from app.packs.name_warnings import answer_warning, warnings_of
from app.policy import may, of_review
from app.views.papers import show_paper

blueprint = Blueprint("names", __name__)


@blueprint.post("/reviews/<review_id>/papers/<paper_id>/names")
@may("correct_paper")
def answer(review: Review, paper_id: str) -> ResponseReturnValue:
    paper = of_review(Paper, review, paper_id)
    warning = warnings_of(review).get(paper.id)
    if warning is None:
        raise NotFound
    form = NameAnswerForm()
    if not form.validate():
        return show_paper(review, paper, form)
    user, said = current_user._get_current_object(), {"kind": form.kind.data, "reason": form.reason.data}
    try:
        answer_warning(review, user, warning, seen=form.last_seen, **said)
    except StaleTurn as stale:
        return show_paper(review, paper, form, stale.sentence), 409
    flash("What you found is kept in the record.", "success")
    return redirect(url_for("papers.paper", review_id=review.id, paper_id=paper_id))
