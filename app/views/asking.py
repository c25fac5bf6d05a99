"""A question in plain English, and the papers' own words in answer."""

from __future__ import annotations

import csv
import io

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from app.answering.conversation import as_rows, as_text, asked_before, asked_for, plain_words, thread_of
from app.answering.conversation_file import as_docx
from app.answering.printed import choose_printing, chosen_to_print
from app.errors import NotFound
from app.forms.asking import AskInForm
from app.models import Asked, Review
from app.packs.getting_ready import get_ready
from app.packs.papers import papers_of
from app.pages.answer import answer_page
from app.pages.framework import layout_of
from app.pages.link import Link
from app.people.searched import remember, remembered
from app.policy import may, may_do
from app.proposing.assessments import current_assessment
from app.record.decisions import keep_asked

blueprint = Blueprint("asking", __name__)

SHOWN = 100


@blueprint.get("/reviews/<review_id>/asked")
@may("ask")
def asked(review: Review) -> ResponseReturnValue:
    get_ready(review, with_notes=may_do("see_field_notes", review))
    return _list(review, AskInForm(formdata=None))


@blueprint.post("/reviews/<review_id>/asked")
@may("ask")
def ask(review: Review) -> ResponseReturnValue:
    form = AskInForm()
    if not form.validate():
        return _list(review, form)
    from app.packs.questions import ask_review  # imports the models, which no other page needs

    text = plain_words(form.question_text.data or "")
    about = _asked_about(review)
    before = _followed(review, form)
    answer = ask_review(
        review,
        text,
        about,
        with_notes=may_do("see_field_notes", review),
        filters=form.filters(_evidence_for(review, about) if form.evidence.data else None),
        before=before.answer.get("asked_as", before.question_text) if before else "",
    )
    if before:
        answer |= {"follows": before.id}
    kept = keep_asked(review, current_user._get_current_object(), text, answer, about)
    return redirect(url_for("asking.answer", review_id=review.id, asked_id=kept.id))


@blueprint.post("/reviews/<review_id>/asked/find")
@may("ask")
def find(review: Review) -> ResponseReturnValue:
    found = remember(request.form.get("words", ""))
    return redirect(url_for("asking.asked", review_id=review.id, found=found))


@blueprint.get("/reviews/<review_id>/asked/<asked_id>")
@may("ask")
def answer(review: Review, asked_id: str) -> str:
    found = asked_for(review, asked_id)

    def address(number: int) -> str:
        return url_for("citations.answered", review_id=review.id, asked_id=asked_id, number=number, _anchor="words")

    back = Link("Ask the papers", url_for("asking.asked", review_id=review.id))
    if found.question:
        href = url_for("questions.question", review_id=review.id, question_id=found.question)
        back = Link(f"Question {found.question}", href)
    page = answer_page(found, papers_of(review), address)
    form = AskInForm(formdata=None, question=found.question or "", follows=found.id)
    thread = thread_of(review, found)
    return render_template(
        "asking/answer.html",
        review=review,
        asked=found,
        page=page,
        back=back,
        form=form,
        thread=thread,
        printed=asked_id in chosen_to_print(review),
    )


@blueprint.post("/reviews/<review_id>/asked/<asked_id>/printing")
@may("issue_report")
def printing(review: Review, asked_id: str) -> ResponseReturnValue:
    """Whether the report prints the question: who issues it chooses."""
    printed = bool(request.form.get("printed"))
    choose_printing(review, current_user._get_current_object(), asked_for(review, asked_id), printed=printed)
    flash(
        "The next report prints this question with its answer." if printed else "No report prints this question.",
        "success",
    )
    return redirect(url_for("asking.answer", review_id=review.id, asked_id=asked_id))


@blueprint.get("/reviews/<review_id>/asked.<kind>")
@may("ask")
def export(review: Review, kind: str) -> Response:
    """What was asked, the first question first, as a table for a spreadsheet or as plain text."""
    found = asked_before(review, remembered(request.args.get("found", "")))[::-1]
    if kind == "csv":
        sheet = io.StringIO()
        csv.writer(sheet).writerows(as_rows(found))
        return _file(sheet.getvalue(), "text/csv", "asked.csv")
    if kind == "txt":
        return _file(as_text(found), "text/plain", "asked.txt")
    if kind == "docx":
        return _file(as_docx(found, f"Asked of the papers: {review.area}"), WORD, "asked.docx")
    raise NotFound


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _file(said: str | bytes, mimetype: str, name: str) -> Response:
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    # A byte order mark, so that spreadsheets read text as UTF-8.
    body = "\ufeff" + said if isinstance(said, str) else said
    return Response(body, mimetype=mimetype, headers=disposition)


def _asked_about(review: Review) -> str | None:
    """The question of the framework on whose page it was asked, if there is such a one."""
    about = request.form.get("question", "")
    return about if about in layout_of(review, None).order else None


def _followed(review: Review, form: AskInForm) -> Asked | None:
    """The question that this one follows on from, where there is one that this person may read."""
    return asked_for(review, str(form.follows.data)) if form.follows.data else None


def _evidence_for(review: Review, about: str | None) -> frozenset[str] | None:
    """The passages found for a question of the framework; None where this person may not see what was found."""
    assessment = current_assessment(review)
    if about is None or assessment is None or not may_do("see_proposals", review):
        return None
    question = assessment.question(about) or {"parts": []}
    return frozenset(each["passage"] for part in question["parts"] for each in part["evidence"])


def _list(review: Review, form: AskInForm) -> str:
    key = request.args.get("found", "")
    words = remembered(key)
    asked = asked_before(review, words, SHOWN)
    found = key if words else None
    printed = chosen_to_print(review) if may_do("see_proposals", review) else frozenset()
    return render_template(
        "asking/list.html", review=review, asked=asked, form=form, words=words, found=found, printed=printed
    )
