"""The scrutineer's field notes: listed, written, read, corrected and taken out."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from app.errors import StaleTurn
from app.forms.field_note import CorrectNoteForm, FieldNoteForm, TakeOutForm
from app.forms.request import number_of
from app.models import FieldNote, Review
from app.packs.field_notes import Noted, correct_note, history_of, notes_of, said_in, take_out, write_note
from app.pages.field_note import note_page, note_row
from app.pages.kept_answer import words_from_answer
from app.policy import may, of_review
from app.views.reviews import jobs_of

blueprint = Blueprint("field_notes", __name__)

READ_SOON = "It is being read with the papers, and the proposals are worked out again."


@blueprint.get("/reviews/<review_id>/field-notes")
@may("see_field_notes")
def notes(review: Review) -> str:
    rows = [note_row(one) for one in notes_of(review)]
    return render_template("field_notes/list.html", review=review, rows=rows, jobs=jobs_of(review))


@blueprint.route("/reviews/<review_id>/field-notes/new", methods=["GET", "POST"])
@may("write_field_notes")
def new(review: Review) -> ResponseReturnValue:
    form = FieldNoteForm(data={"text": words_from_answer(review, "I asked the papers: ")})
    if not form.validate_on_submit():
        return render_template("field_notes/write.html", review=review, form=form, note=None, stale="")
    note = write_note(review, current_user._get_current_object(), _noted(form))
    flash(f"Field note {note.number} is kept. {READ_SOON}", "success")
    return redirect(url_for("field_notes.notes", review_id=review.id))


@blueprint.get("/reviews/<review_id>/field-notes/<note_id>")
@may("see_field_notes")
def one(review: Review, note_id: str) -> ResponseReturnValue:
    return _show(review, of_review(FieldNote, review, note_id))


@blueprint.route("/reviews/<review_id>/field-notes/<note_id>/correct", methods=["GET", "POST"])
@may("write_field_notes")
def correct(review: Review, note_id: str) -> ResponseReturnValue:
    latest = history_of(of_review(FieldNote, review, note_id))[0]
    form = CorrectNoteForm(data={**vars(said_in(latest)), "seen": str(latest.version)})
    if not form.validate_on_submit():
        return render_template("field_notes/write.html", review=review, form=form, note=latest, stale="")
    user, seen = current_user._get_current_object(), number_of(form.seen.data)
    try:
        made = correct_note(review, user, latest, _noted(form), reason=form.reason.data, seen=seen)
    except StaleTurn as stale:
        # Only now does the form carry the other person's version, so that saving again means having seen it.
        form.seen.data = str(latest.version)
        return render_template(
            "field_notes/write.html", review=review, form=form, note=latest, stale=stale.sentence
        ), 409
    flash(f"Field note {made.number} is corrected. {READ_SOON}", "success")
    return redirect(url_for("field_notes.one", review_id=review.id, note_id=made.id))


@blueprint.post("/reviews/<review_id>/field-notes/<note_id>/take-out")
@may("write_field_notes")
def out(review: Review, note_id: str) -> ResponseReturnValue:
    latest = history_of(of_review(FieldNote, review, note_id))[0]
    form = TakeOutForm()
    if not form.validate():
        return _show(review, latest, form)
    user, seen = current_user._get_current_object(), number_of(form.seen.data)
    try:
        made = take_out(review, user, latest, reason=form.out_reason.data, seen=seen)
    except StaleTurn as stale:
        form.seen.data = str(latest.version)
        return _show(review, latest, form, stale.sentence), 409
    flash(f"Field note {made.number} is no longer evidence. Its words stay on record.", "success")
    return redirect(url_for("field_notes.one", review_id=review.id, note_id=made.id))


def _noted(form: FieldNoteForm) -> Noted:
    return Noted(
        form.kind.data, form.day.data, form.who.data, form.place.data or "", form.agency.data or "", form.text.data
    )


def _show(review: Review, note: FieldNote, form: TakeOutForm | None = None, stale: str = "") -> str:
    page = note_page(note, history_of(note))
    form = form or TakeOutForm(formdata=None, data={"seen": str(page.latest.version)})
    return render_template("field_notes/note.html", review=review, page=page, form=form, stale=stale)
