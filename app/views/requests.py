"""The requests for papers of a review: what could be asked for, what was sent, and the answers."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from app.database import now
from app.errors import NotFound, StaleTurn
from app.forms.fields import choices
from app.forms.request import AnswerForm, FollowUpForm, RequestForm, default_due, number_of
from app.models import Assessment, PaperRequest, Review
from app.packs.papers import papers_of
from app.packs.uploads import receive
from app.pages.framework import layout_of
from app.pages.kept_answer import words_from_answer
from app.pages.request import request_page, requests_page
from app.pages.suggested import composed, suggested, texts_for
from app.policy import may, may_do, of_review
from app.proposing.assessments import current_assessment
from app.reviewing.opening import is_new_to, note_opened, opened_by
from app.reviewing.requesting import (
    NewRequest,
    answer_request,
    reopen_request,
    requests_of,
    send_request,
    withdraw_request,
)
from app.reviewing.seeing import proposals_kept
from app.working.jobs import jobs_under_way
from corpus.limits import UPLOAD_BYTES

blueprint = Blueprint("requests", __name__)

LONGEST_CHOICE = 90
CLOSED = "The pack is closed, so nothing can be uploaded. Choose a paper that is in the pack, or ask the scrutineer."


@blueprint.get("/reviews/<review_id>/requests")
@may("see_requests")
def requests(review: Review) -> str:
    user = current_user._get_current_object()
    current = _seen(review)
    sent, opened = requests_of(review), opened_by(review, user)
    new = frozenset(each.id for each in sent if is_new_to(user, each, opened))
    page = requests_page(sent, suggested(review, current.content if current else None, sent), current, new)
    return render_template("requests/list.html", review=review, page=page)


@blueprint.route("/reviews/<review_id>/requests/new", methods=["GET", "POST"])
@may("send_request")
def new(review: Review) -> ResponseReturnValue:
    current = current_assessment(review)
    content = current.content if current else None
    question = request.args.get("question")
    about = _abouts(review, content, question)
    # One tick may stand for several parts that the same paper answers.
    parts = tuple(dict.fromkeys(" ".join(request.args.getlist("part")).split()))
    if not set(parts) <= about.keys():
        raise NotFound
    texts = texts_for(content, parts)
    wanted = composed(texts[part] for part in parts if part in texts)
    form = RequestForm(
        data={
            "text": wanted or words_from_answer(review, ""),
            "partner": "all",
            "due": default_due(now().date()),
            "about": question or "",
        }
    )
    form.about.choices = choices({"": "The review as a whole"} | about)
    if not form.validate_on_submit():
        return render_template("requests/new.html", review=review, form=form, parts=_named(parts, about))
    if not parts and form.about.data and form.about.data not in about:
        raise NotFound
    chosen = parts or ((form.about.data,) if form.about.data else ())
    sent = send_request(review, current_user._get_current_object(), _asked(form, chosen, review, content))
    flash(f"Request {sent.number} is sent. The partnership sees it when it signs in.", "success")
    return redirect(url_for("requests.requests", review_id=review.id))


@blueprint.get("/reviews/<review_id>/requests/<request_id>")
@may("see_requests")
def one(review: Review, request_id: str) -> ResponseReturnValue:
    found = of_review(PaperRequest, review, request_id)
    note_opened(review, current_user._get_current_object(), found)
    return _show(review, found)


@blueprint.get("/reviews/<review_id>/requests/<request_id>/answer")
@blueprint.get("/reviews/<review_id>/requests/<request_id>/reopen")
@blueprint.get("/reviews/<review_id>/requests/<request_id>/withdraw")
@may("see_requests")
def form_of(review: Review, request_id: str) -> ResponseReturnValue:
    # Whoever signs in again after a form was not taken comes back to the page that it stands on.
    of_review(PaperRequest, review, request_id)
    return redirect(url_for("requests.one", review_id=review.id, request_id=request_id))


@blueprint.post("/reviews/<review_id>/requests/<request_id>/answer")
@may("answer_request")
def answer(review: Review, request_id: str) -> ResponseReturnValue:
    found = of_review(PaperRequest, review, request_id)
    form = AnswerForm(_choices(review))
    papers, failed = _supplied(review, form) if form.validate() else ([], [])
    if form.errors or failed:
        form.files.errors = [*form.files.errors, *failed]
        return _show(review, found, answer=form)
    user, state, words = current_user._get_current_object(), form.state.data, form.words.data or ""
    try:
        answer_request(review, user, found, state=state, text=words, papers=papers, seen=number_of(form.seen.data))
    except StaleTurn as stale:
        return _show(review, found, answer=form, stale=stale.sentence), 409
    read = " It is read now, and the proposals are worked out again." if state == "supplied" else ""
    flash(f"Your answer to request {found.number} is saved.{read}", "success")
    return redirect(url_for("requests.one", review_id=review.id, request_id=request_id))


@blueprint.post("/reviews/<review_id>/requests/<request_id>/reopen")
@may("send_request")
def reopen(review: Review, request_id: str) -> ResponseReturnValue:
    return _follow_up(review, request_id, "is open again")


@blueprint.post("/reviews/<review_id>/requests/<request_id>/withdraw")
@may("send_request")
def withdraw(review: Review, request_id: str) -> ResponseReturnValue:
    return _follow_up(review, request_id, "is taken back")


def _follow_up(review: Review, request_id: str, done: str) -> ResponseReturnValue:
    found, form = of_review(PaperRequest, review, request_id), FollowUpForm()
    if not form.validate():
        return _show(review, found, follow_up=form)
    say = reopen_request if done == "is open again" else withdraw_request
    user, seen = current_user._get_current_object(), number_of(form.seen.data)
    try:
        say(review, user, found, text=form.words.data or "", seen=seen)
    except StaleTurn as stale:
        return _show(review, found, follow_up=form, stale=stale.sentence), 409
    flash(f"Request {found.number} {done}.", "success")
    return redirect(url_for("requests.one", review_id=review.id, request_id=request_id))


def _supplied(review: Review, form: AnswerForm) -> tuple[list[str], list[str]]:
    """The papers that come with an answer, and a sentence for each file that could not be kept."""
    if form.state.data != "supplied":
        return [], []
    papers = [form.paper.data] if form.paper.data else []
    files = form.chosen_files
    if not files:
        return papers, []
    if not may_do("upload", review):
        return papers, [CLOSED]
    outcomes = receive(review, current_user._get_current_object(), files)
    papers += [each.paper.id for each in outcomes if each.kept and each.paper is not None]
    return papers, [each.sentence for each in outcomes if not each.kept]


def _show(
    review: Review,
    found: PaperRequest,
    answer: AnswerForm | None = None,
    follow_up: FollowUpForm | None = None,
    stale: str = "",
) -> str:
    current = _seen(review)
    hidden = proposals_kept(review, current_user._get_current_object()) if current else frozenset()
    page = request_page(found, _texts(review, current), papers_of(review), current, hidden)
    answer = answer or AnswerForm(_choices(review), formdata=None)
    follow_up = follow_up or FollowUpForm(formdata=None)
    # Only now does a form carry what someone else said, so that saving again means having seen it.
    answer.seen.data = follow_up.seen.data = str(page.latest)
    return render_template(
        "requests/request.html",
        review=review,
        page=page,
        answer=answer,
        follow_up=follow_up,
        stale=stale,
        working=bool(current and jobs_under_way(review)),
        limit_mb=UPLOAD_BYTES // 1_000_000,
    )


def _seen(review: Review) -> Assessment | None:
    """The proposals, for those who may see them."""
    return current_assessment(review) if may_do("see_proposals", review) else None


def _texts(review: Review, current: Assessment | None) -> dict[str, str]:
    return dict(layout_of(review, current.content if current else None).texts)


def _choices(review: Review) -> list[tuple[str, str]]:
    """The papers of the pack, the latest first."""
    pack = [paper for paper in papers_of(review) if paper.replaced_by is None]
    return [(paper.id, _short(paper.title or paper.name)) for paper in reversed(pack)]


def _abouts(review: Review, content: Any, question: str | None) -> dict[str, str]:
    """The questions and parts that a request can belong to, with their words; of one question where it is named."""
    layout = layout_of(review, content)
    if question is not None and question not in layout.order:
        raise NotFound
    found = {}
    for each in layout.order if question is None else (question,):
        found[each] = _short(f"{each} {layout.texts.get(each, '')}")
        found |= {part: _short(f"{part} {text}") for part, text in _parts(content, each)}
    return found


def _parts(content: Any, question_id: str) -> list[tuple[str, str]]:
    questions = [each for each in content["questions"] if each["id"] == question_id] if content else []
    return [(part["id"], part["text"]) for each in questions for part in each["parts"]]


def _named(parts: tuple[str, ...], about: dict[str, str]) -> list[str]:
    return [about[part] for part in parts]


def _asked(form: RequestForm, chosen: tuple[str, ...], review: Review, content: Any) -> NewRequest:
    order = layout_of(review, content).order
    questions = dict.fromkeys(each if each in order else each.rpartition(".")[0] for each in chosen)
    return NewRequest(
        text=(form.text.data or "").strip(),
        partner=form.partner.data,
        due=form.due.data,
        questions=tuple(questions),
        parts=tuple(each for each in chosen if each not in order),
        note=(form.note.data or "").strip(),
    )


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_CHOICE else f"{text[: LONGEST_CHOICE - 1].rstrip()}…"
