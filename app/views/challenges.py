"""The challenges of a review, with the right of reply: raised, replied to, maintained or changed."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from app.database import now
from app.errors import NotFound, StaleTurn
from app.forms.challenge import ChallengeForm, ReplyForm, SettleForm
from app.forms.request import default_due, number_of
from app.models import Assessment, Challenge, Decision, Review
from app.packs.papers import papers_of
from app.pages.challenge import QuoteAddress, challenge_page, challenges_page, quote_choices
from app.pages.framework import Layout, layout_of
from app.pages.quotes import Quote
from app.pages.words import moment, word
from app.policy import may, may_do, of_review
from app.proposing.assessments import current_assessment
from app.reviewing.blind import hidden_from
from app.reviewing.challenging import (
    NewChallenge,
    challenges_of,
    decisions_since,
    raise_challenge,
    reopen,
    reply,
    settle,
)
from app.reviewing.opening import is_new_to, note_opened, opened_by
from app.reviewing.seeing import decisions_kept, known_to

blueprint = Blueprint("challenges", __name__)


@blueprint.get("/reviews/<review_id>/challenges")
@may("see_challenges")
def challenges(review: Review) -> str:
    user = current_user._get_current_object()
    raised, opened = challenges_of(review), opened_by(review, user)
    page = challenges_page(raised, frozenset(each.id for each in raised if is_new_to(user, each, opened)))
    layout = _layout(review)
    return render_template("challenges/list.html", review=review, page=page, layout=layout)


@blueprint.route("/reviews/<review_id>/challenges/new", methods=["GET", "POST"])
@may("challenge")
def new(review: Review) -> ResponseReturnValue:
    question = request.args.get("question", "")
    layout = _layout(review)
    if question not in layout.order:
        raise NotFound
    form = ChallengeForm(data={"due": default_due(now().date()), "quotes": request.args.getlist("quote")})
    assessment = _quoted_from(review, form)
    form.assessment.data = assessment.id if assessment else ""
    if not form.validate_on_submit():
        ticked = frozenset(form.quotes.data or [])
        blind = bool(hidden_from(review, current_user._get_current_object(), [question]))
        choices = quote_choices(assessment, question, papers_of(review), ticked) if assessment and not blind else ()
        text = layout.texts.get(question, "")
        return render_template(
            "challenges/new.html",
            review=review,
            form=form,
            question=question,
            text=text,
            choices=choices,
            blind=blind,
        )
    said = NewChallenge(question, form.whom.data or "", form.text.data or "", form.due.data, form.ticked)
    made = raise_challenge(review, current_user._get_current_object(), said, assessment)
    flash(f"Challenge {made.number} is raised. The partnership sees it when it signs in.", "success")
    return redirect(url_for("challenges.one", review_id=review.id, challenge_id=made.id))


@blueprint.get("/reviews/<review_id>/challenges/<challenge_id>")
@may("see_challenges")
def one(review: Review, challenge_id: str) -> ResponseReturnValue:
    found = of_review(Challenge, review, challenge_id)
    note_opened(review, current_user._get_current_object(), found)
    return _show(review, found)


@blueprint.get("/reviews/<review_id>/challenges/<challenge_id>/reply")
@blueprint.get("/reviews/<review_id>/challenges/<challenge_id>/settle")
@blueprint.get("/reviews/<review_id>/challenges/<challenge_id>/reopen")
@may("see_challenges")
def form_of(review: Review, challenge_id: str) -> ResponseReturnValue:
    # Whoever signs in again after a form was not taken comes back to the page that it stands on.
    of_review(Challenge, review, challenge_id)
    return redirect(url_for("challenges.one", review_id=review.id, challenge_id=challenge_id))


@blueprint.post("/reviews/<review_id>/challenges/<challenge_id>/reply")
@may("reply")
def add_reply(review: Review, challenge_id: str) -> ResponseReturnValue:
    found, form = of_review(Challenge, review, challenge_id), ReplyForm()
    if not form.validate():
        return _show(review, found, reply_form=form)
    user, seen = current_user._get_current_object(), number_of(form.seen.data)
    try:
        reply(review, user, found, text=form.words.data or "", seen=seen)
    except StaleTurn as stale:
        return _show(review, found, reply_form=form, stale=stale.sentence), 409
    flash(f"Your reply to challenge {found.number} is saved, and the scrutineer sees it.", "success")
    return redirect(url_for("challenges.one", review_id=review.id, challenge_id=challenge_id))


@blueprint.post("/reviews/<review_id>/challenges/<challenge_id>/settle")
@may("settle_challenge")
def settle_one(review: Review, challenge_id: str) -> ResponseReturnValue:
    found = of_review(Challenge, review, challenge_id)
    form = SettleForm(_decisions(review, found))
    if not form.validate():
        return _show(review, found, settle_form=form)
    user, seen, decision = current_user._get_current_object(), number_of(form.seen.data), form.decision.data or None
    kind, words = form.kind.data, form.words.data or ""
    try:
        settle(review, user, found, kind=kind, text=words, seen=seen, decision=decision)
    except StaleTurn as stale:
        return _show(review, found, settle_form=form, stale=stale.sentence), 409
    flash(f"Challenge {found.number} is settled: {word(kind, 'challenge_state').lower()}.", "success")
    return redirect(url_for("challenges.one", review_id=review.id, challenge_id=challenge_id))


@blueprint.post("/reviews/<review_id>/challenges/<challenge_id>/reopen")
@may("settle_challenge")
def open_again(review: Review, challenge_id: str) -> ResponseReturnValue:
    found, form = of_review(Challenge, review, challenge_id), ReplyForm()
    if not form.validate():
        return _show(review, found, reopen_form=form)
    user, seen = current_user._get_current_object(), number_of(form.seen.data)
    try:
        reopen(review, user, found, text=form.words.data or "", seen=seen)
    except StaleTurn as stale:
        return _show(review, found, reopen_form=form, stale=stale.sentence), 409
    flash(f"Challenge {found.number} is open again.", "success")
    return redirect(url_for("challenges.one", review_id=review.id, challenge_id=challenge_id))


def _show(
    review: Review,
    found: Challenge,
    reply_form: ReplyForm | None = None,
    settle_form: SettleForm | None = None,
    reopen_form: ReplyForm | None = None,
    stale: str = "",
) -> str:
    sees = may_do("see_proposals", review)
    text = _layout(review).texts.get(found.question, "")
    since = _decided_since(review, found) if sees else []
    page = challenge_page(found, text, papers_of(review), _address(review, found.assessment_id, sees), since)
    forms: dict[str, ReplyForm | SettleForm] = {
        "reply_form": reply_form or ReplyForm(formdata=None),
        "settle_form": settle_form or SettleForm(_decisions(review, found), formdata=None),
        "reopen_form": reopen_form or ReplyForm(formdata=None),
    }
    for form in forms.values():
        # Only now does a form carry what someone else said, so that saving again means having seen it.
        form.seen.data = str(page.latest)
    kept = decisions_kept(review, current_user._get_current_object()) if sees else frozenset()
    return render_template(
        "challenges/challenge.html",
        review=review,
        page=page,
        stale=stale,
        sees=sees,
        knows=sees and found.question not in kept,
        **forms,
    )


def _address(review: Review, assessment_id: str | None, sees: bool) -> QuoteAddress:
    """To the words on the page for those who may see the proposals, to the paper for the partnership."""
    review_id = review.id

    def leads_to(quote: Quote, part: str, number: int) -> str | None:
        if sees and assessment_id:
            return url_for(
                "citations.evidence",
                review_id=review_id,
                assessment_id=assessment_id,
                part_id=part,
                number=number,
                _anchor="words",
            )
        paper = quote.source.paper
        return url_for("papers.paper", review_id=review_id, paper_id=paper.id) if paper else None

    return leads_to


def _quoted_from(review: Review, form: ChallengeForm) -> Assessment | None:
    """The assessment whose citations were ticked; the current one where nothing was ticked yet."""
    if form.is_submitted() and form.assessment.data:
        return of_review(Assessment, review, form.assessment.data)
    return current_assessment(review)


def _decisions(review: Review, found: Challenge) -> list[tuple[str, str]]:
    return [(one.id, f"{word(one.rating, 'rating')}, {moment(one.at)}") for one in _decided_since(review, found)]


def _decided_since(review: Review, found: Challenge) -> list[Decision]:
    """The decisions made since a challenge that this person may know."""
    return known_to(review, current_user._get_current_object(), decisions_since(review, found))


def _layout(review: Review) -> Layout:
    current = current_assessment(review) if may_do("see_proposals", review) else None
    return layout_of(review, current.content if current else None)
