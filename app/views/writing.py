"""Writing the questions and parts of a working copy, and trying a question at once on papers that were read."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from app.adapting import edits
from app.adapting.adapting import change, draft_for, entry_of, framework_to_try, own_draft
from app.adapting.known import shipped
from app.errors import Mistaken, NotAllowed, StaleTurn
from app.forms.framework import PartForm, QuestionForm, lines_of, patterns_of, typed_from
from app.forms.request import number_of
from app.models import FrameworkDraft, Review, User
from app.pages.framework import layout_of
from app.pages.trying import tried_page
from app.policy import may, may_do
from app.proposing.trying import try_question
from app.reviewing.blind import hidden_from
from app.reviewing.reviews import reviews_of
from app.views.places import address_tried
from rules.crosswalk import SIX_STEPS

blueprint = Blueprint("writing", __name__)


def _me() -> User:
    user: User = current_user._get_current_object()
    return user


@blueprint.route("/frameworks/drafts/<draft_id>/questions/<question_id>", methods=["GET", "POST"])
@may("propose_framework")
def question(draft_id: str, question_id: str) -> ResponseReturnValue:
    found = own_draft(_me(), draft_id)
    asked = edits.question_in(entry_of(found), question_id)
    data = {"words": asked["text"], "about": typed_from(asked.get("about", [])), "akin": asked.get("akin", [])}
    form = QuestionForm(_six_steps(), data={**data, "turn": str(found.turn)})

    def shown(stale: str = "") -> str:
        reviews = _readable()
        return render_template(
            "adapting/question.html", draft=found, asked=asked, form=form, reviews=reviews, stale=stale
        )

    if not form.validate_on_submit():
        return shown()
    said = {"text": " ".join(form.words.data.split()), "about": patterns_of(form.about.data), "akin": form.akin.data}
    done = f"Question {question_id} is kept."
    return _kept(
        found, form, lambda entry: edits.question_in(entry, question_id).update(said), shown, done, question_id
    )


@blueprint.route("/frameworks/drafts/<draft_id>/parts/<part_id>", methods=["GET", "POST"])
@may("propose_framework")
def part(draft_id: str, part_id: str) -> ResponseReturnValue:
    found = own_draft(_me(), draft_id)
    asked, known = edits.part_in(entry_of(found), part_id)
    form = PartForm(data={**_part_data(known), "turn": str(found.turn)})

    def shown(stale: str = "") -> str:
        return render_template("adapting/part.html", draft=found, asked=asked, part=known, form=form, stale=stale)

    if not form.validate_on_submit():
        return shown()
    said = {
        "text": " ".join(form.words.data.split()),
        "clause": " ".join(form.clause.data.split()),
        "statements": lines_of(form.statements.data),
        "terms": patterns_of(form.look_for.data),
        "mistaken_for": lines_of(form.mistaken_for.data),
        # What was there keeps its order, likeliest first; what is new comes after it.
        "shown_by": sorted(form.shown_by.data, key=lambda each: (each not in known["shown_by"], *_place(known, each))),
        "agencies": form.agencies.data or [],
        "request": " ".join(form.request.data.split()),
    }
    done = f"Part {part_id} is kept."
    return _kept(found, form, lambda entry: edits.part_in(entry, part_id)[1].update(said), shown, done, asked["id"])


@blueprint.get("/reviews/<review_id>/try/<draft_id>/<question_id>")
@may("try_framework")
def attempt(review: Review, draft_id: str, question_id: str) -> ResponseReturnValue:
    found = own_draft(_me(), draft_id)
    if hidden_from(review, _me(), layout_of(review, None).order):
        raise NotAllowed("Blind mode is on in this review, so nothing is tried on its papers until you have decided.")
    try:
        framework = framework_to_try(found, question_id)
    except Mistaken as mistaken:
        wrong = mistaken.mistakes
        return render_template("adapting/tried.html", review=review, draft=found, page=None, wrong=wrong), 400
    said = try_question(review, framework, question_id)
    page = tried_page(review, said, address_tried(review, draft_id, question_id))
    return render_template("adapting/tried.html", review=review, draft=found, page=page, wrong=())


def _kept(
    found: FrameworkDraft,
    form: QuestionForm | PartForm,
    edit: Callable[[edits.Entry], object],
    shown: Callable[[str], str],
    done: str,
    question_id: str,
) -> ResponseReturnValue:
    """Keeps what a form says; where the copy was changed meanwhile, the form comes back with the words still in it."""
    try:
        made = change(_me(), found, number_of(form.turn.data), edit)
    except StaleTurn as stale:
        form.turn.data = str(draft_for(_me(), found.id).turn)
        return shown(stale.sentence), 409
    flash(done, "success")
    return redirect(url_for("writing.question", draft_id=made.id, question_id=question_id))


def _readable() -> list[Review]:
    """The reviews on whose papers this person may try a question."""
    return [review for review in reviews_of(_me()) if may_do("try_framework", review)]


def _six_steps() -> list[tuple[str, str]]:
    return [(each.id, f"{each.id} {each.text}") for each in shipped()[SIX_STEPS].questions]


def _place(known: edits.Entry, kind: str) -> tuple[int, ...]:
    return (known["shown_by"].index(kind),) if kind in known["shown_by"] else ()


def _part_data(known: edits.Entry) -> dict[str, object]:
    return {
        "words": known["text"],
        "clause": known["clause"],
        "statements": "\n".join(known["statements"]),
        "look_for": typed_from(known.get("terms", [])),
        "mistaken_for": "\n".join(known.get("mistaken_for", [])),
        "shown_by": known["shown_by"],
        "agencies": known.get("agencies", []),
        "request": known["request"],
    }
