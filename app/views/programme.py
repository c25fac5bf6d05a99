"""The programme of a review: the work plan, the timetable, the calendar file, and what is used of what was agreed."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user
from werkzeug.utils import secure_filename

from app.database import now
from app.errors import StaleTurn
from app.forms.programme import ActivityForm, AgreementForm, days_typed, pence_of, pounds_typed, tenths_of
from app.forms.request import number_of
from app.models import Activity, Review
from app.packs.field_notes import notes_of
from app.pages.framework import layout_of
from app.pages.programme import ProgrammePage, agreement_said, days_said, events_of, programme_page
from app.pages.words import day, review_name, word
from app.policy import may, may_do, of_review
from app.reviewing.calendar_file import calendar_file
from app.reviewing.programme import (
    Planned,
    activities_of,
    agree,
    agreements_of,
    budget_of,
    change,
    history_of,
    plan,
)

blueprint = Blueprint("programme", __name__)


@blueprint.get("/reviews/<review_id>/programme")
@may("see_programme")
def work_plan(review: Review) -> str:
    return render_template("programme/plan.html", review=review, page=_page(review), agreed=agreements_of(review))


@blueprint.get("/reviews/<review_id>/programme/timetable")
@may("see_programme")
def timetable(review: Review) -> str:
    return render_template("programme/timetable.html", review=review, page=_page(review))


@blueprint.get("/reviews/<review_id>/programme.ics")
@may("see_programme")
def calendar(review: Review) -> Response:
    name = f"Scrutiny: {review_name(review.area, review.title)}"
    answer = Response(calendar_file(name, events_of(review, activities_of(review))), mimetype="text/calendar")
    answer.headers.set("Content-Disposition", "attachment", filename=secure_filename(f"{review.area} programme.ics"))
    return answer


@blueprint.route("/reviews/<review_id>/programme/agreed", methods=["GET", "POST"])
@may("plan_programme")
def agreed(review: Review) -> ResponseReturnValue:
    versions = [(each, agreement_said(each)) for each in agreements_of(review)]
    form, stale = AgreementForm(data=_agreed_data(review)), ""
    if form.validate_on_submit():
        said = {
            "tenths": tenths_of(form.days.data) or 0,
            "rate": pence_of(form.rate.data) or 0,
            "expenses": pence_of(form.expenses.data) or 0,
            "note": form.note.data or "",
        }
        try:
            agree(review, current_user._get_current_object(), **said, seen=number_of(form.seen.data))  # type: ignore[arg-type]
        except StaleTurn as someone:
            stale, form.seen.data = someone.sentence, str(agreements_of(review)[0].number)
        else:
            flash("What was agreed is kept.", "success")
            return redirect(url_for("programme.work_plan", review_id=review.id))
    page = render_template("programme/agreed.html", review=review, form=form, versions=versions, stale=stale)
    return (page, 409) if stale else page


@blueprint.route("/reviews/<review_id>/programme/new", methods=["GET", "POST"])
@may("plan_programme")
def new(review: Review) -> ResponseReturnValue:
    form = _form(review, {"state": "planned", "days": "1", "kind": "board"})
    if not form.validate_on_submit():
        return render_template("programme/activity.html", review=review, form=form, one=None, history=[], stale="")
    made = plan(review, current_user._get_current_object(), _planned(form))
    flash(f"“{made.title}” is in the programme.", "success")
    return redirect(url_for("programme.work_plan", review_id=review.id, _anchor=f"activity-{made.number}"))


@blueprint.route("/reviews/<review_id>/programme/<activity_id>", methods=["GET", "POST"])
@may("plan_programme")
def one(review: Review, activity_id: str) -> ResponseReturnValue:
    history = history_of(of_review(Activity, review, activity_id))
    latest, stale = history[0], ""
    form = _form(review, _data(latest))
    if form.validate_on_submit():
        user, seen = current_user._get_current_object(), number_of(form.seen.data)
        try:
            change(review, user, latest, _planned(form), seen=seen)
        except StaleTurn as someone:
            stale, form.seen.data = someone.sentence, str(latest.version)
        else:
            flash("The activity is kept.", "success")
            return redirect(url_for("programme.work_plan", review_id=review.id, _anchor=f"activity-{latest.number}"))
    page = render_template(
        "programme/activity.html",
        review=review,
        form=form,
        one=latest,
        history=history,
        stale=stale,
        days_said=days_said,
    )
    return (page, 409) if stale else page


def _page(review: Review) -> ProgrammePage:
    activities, agreed = activities_of(review), agreements_of(review)
    notes = {each.number: each for each in notes_of(review)} if may_do("see_field_notes", review) else {}
    return programme_page(activities, budget_of(agreed[0] if agreed else None, activities), notes, now().date())


def _form(review: Review, data: dict[str, object]) -> ActivityForm:
    layout = layout_of(review, None)
    questions = [(each, f"{each} {layout.texts.get(each, '')}") for each in layout.order]
    notes = [
        (str(each.number), f"{each.number}. {word(each.kind, 'note_kind')}, {day(each.day)}")
        for each in notes_of(review)
        if each.stands
    ]
    return ActivityForm(questions, notes, data=data)


def _planned(form: ActivityForm) -> Planned:
    return Planned(
        kind=form.kind.data,
        title=form.title.data.strip(),
        day=form.day.data,
        starts=form.time,
        place=(form.place.data or "").strip(),
        tenths=tenths_of(form.days.data) or 0,
        expenses=pence_of(form.expenses.data) or 0,
        state=form.state.data,
        contributed=(form.contributed.data or "").replace("\r\n", "\n").strip(),
        questions=tuple(form.questions.data or ()),
        notes=tuple(sorted(int(each) for each in form.notes.data or ())),
    )


def _data(one: Activity) -> dict[str, object]:
    return {
        "kind": one.kind,
        "title": one.title,
        "day": one.day,
        "starts": one.starts,
        "place": one.place,
        "days": days_typed(one.tenths),
        "expenses": pounds_typed(one.expenses) if one.expenses else "",
        "state": one.state,
        "contributed": one.contributed,
        "questions": list(one.questions),
        "notes": [str(each) for each in one.notes],
        "seen": str(one.version),
    }


def _agreed_data(review: Review) -> dict[str, object]:
    before = agreements_of(review)
    if not before:
        return {"seen": "0"}
    latest = before[0]
    return {
        "days": days_typed(latest.tenths),
        "rate": pounds_typed(latest.rate),
        "expenses": pounds_typed(latest.expenses),
        "note": latest.note,
        "seen": str(latest.number),
    }
