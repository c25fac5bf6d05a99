"""Accounts and places: an administrator makes and closes the one, and gives and takes the other."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user
from sqlalchemy import select

from app.database import db, writing
from app.errors import NotFound, UnknownValue
from app.forms.fields import choices
from app.forms.people import PersonForm, PlaceForm
from app.models import Review, User
from app.models.user import ROLES
from app.pages.people import people_to_choose, person_row, place_rows
from app.pages.words import day, review_name, word
from app.people.accounts import make_person, set_active, set_password
from app.policy import may
from app.reviewing.reviews import assign, counts_of_reviews, unassign

blueprint = Blueprint("people", __name__)


@blueprint.get("/people")
@may("manage_people")
def people() -> str:
    names = {review.id: review_name(review.area, review.title) for review in db.session.scalars(select(Review))}
    rows = [person_row(each, names, current_user.id) for each in _everyone()]
    reviews = [(each, names[each], day(delete), count) for each, delete, count in counts_of_reviews()]
    return render_template("people/list.html", rows=rows, reviews=reviews)


@blueprint.route("/people/new", methods=["GET", "POST"])
@may("manage_people")
def new() -> ResponseReturnValue:
    form = PersonForm()
    if not form.validate_on_submit():
        return render_template("people/new.html", form=form, hints=ROLES)
    try:
        with writing():
            person, password = make_person(form.name.data, form.email.data, form.role.data)
    except UnknownValue as known:
        form.email.errors = [known.sentence]
        return render_template("people/new.html", form=form, hints=ROLES)
    # Shown here and nowhere else: kept in no session, no log and no address.
    return render_template("people/password.html", person=person, password=password, is_new=True)


@blueprint.post("/people/<user_id>/password")
@may("manage_people")
def new_password(user_id: str) -> ResponseReturnValue:
    person = _person(user_id)
    with writing():
        password = set_password(person)
    return render_template("people/password.html", person=person, password=password, is_new=False)


@blueprint.post("/people/<user_id>/close")
@may("manage_people")
def close(user_id: str) -> ResponseReturnValue:
    return _set_active(user_id, active=False)


@blueprint.post("/people/<user_id>/open")
@may("manage_people")
def reopen(user_id: str) -> ResponseReturnValue:
    return _set_active(user_id, active=True)


def _set_active(user_id: str, *, active: bool) -> ResponseReturnValue:
    person = _person(user_id)
    if person.id == current_user.id:
        raise UnknownValue("Nobody closes their own account. Ask another administrator.")
    with writing():
        set_active(person, active)
    flash(f"The account of {person.name} is {'open' if active else 'closed'}.", "success")
    return redirect(url_for("people.people"))


@blueprint.get("/reviews/<review_id>/people")
@may("see_people")
def of_review(review: Review) -> str:
    return render_template("people/review.html", review=review, rows=place_rows(review, current_user.id))


@blueprint.route("/reviews/<review_id>/places", methods=["GET", "POST"])
@may("assign")
def places(review: Review) -> ResponseReturnValue:
    form = PlaceForm()
    named = people_to_choose(_everyone(), current_user.id)
    form.person.choices = choices({"": "Choose a person", **named})
    if not form.validate_on_submit():
        rows = place_rows(review, current_user.id)
        return render_template("people/places.html", review=review, rows=rows, form=form, named=named)
    person = _person(form.person.data)
    assign(current_user._get_current_object(), review, person, form.role.data)
    flash(f"{person.name} has a place in this review as {word(form.role.data, 'role').lower()}.", "success")
    return redirect(url_for("people.places", review_id=review.id))


@blueprint.post("/reviews/<review_id>/places/<user_id>/remove")
@may("assign")
def remove(review: Review, user_id: str) -> ResponseReturnValue:
    person = _person(user_id)
    unassign(current_user._get_current_object(), review, person)
    flash(f"{person.name} has no place in this review any more. What they did stays on record.", "success")
    return redirect(url_for("people.places", review_id=review.id))


def _everyone() -> list[User]:
    return list(db.session.scalars(select(User).order_by(User.name, User.email)))


def _person(user_id: str) -> User:
    person = db.session.get(User, user_id)
    if person is None:
        raise NotFound
    return person
