"""Invitations by link: an administrator makes and takes back links, and the invited person makes their account."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user, login_user

from app.database import db
from app.errors import LinkUnusable, UnknownValue
from app.forms.account import PASSWORD_HINT, AcceptForm, InviteForm
from app.models import Invitation, Review
from app.pages.invitation import invitation_rows
from app.pages.words import review_name
from app.people.inviting import GOOD_FOR, Invited, accept, invitation_behind, invitations_of, invite, revoke
from app.policy import may, may_do, of_review

blueprint = Blueprint("invitations", __name__)


@blueprint.route("/reviews/<review_id>/invitations", methods=["GET", "POST"])
@may("assign")
def invitations(review: Review) -> ResponseReturnValue:
    form = InviteForm()
    if not form.validate_on_submit():
        return _list(review, form)
    by = current_user._get_current_object()
    try:
        made = invite(by, review, email=form.email.data, role=form.role.data)
    except UnknownValue as refused:
        form.email.errors = [refused.sentence]
        return _list(review, form)
    # Shown here and nowhere else: kept in no session, no log and, but for its hash, no table.
    return _list(review, InviteForm(formdata=None), made)


@blueprint.post("/reviews/<review_id>/invitations/<invitation_id>/revoke")
@may("assign")
def take_back(review: Review, invitation_id: str) -> ResponseReturnValue:
    invitation = of_review(Invitation, review, invitation_id)
    revoke(current_user._get_current_object(), review, invitation)
    flash(f"The link for {invitation.email} cannot be used any more.", "success")
    return redirect(url_for("invitations.invitations", review_id=review.id))


@blueprint.route("/invited/<token>", methods=["GET", "POST"])
def open_link(token: str) -> ResponseReturnValue:
    if current_user.is_authenticated:
        return render_template("people/signed_in_already.html")
    invitation = invitation_behind(token)
    form = AcceptForm(invitation.email, invitation.email.partition("@")[0])
    if not form.validate_on_submit():
        return _ask(invitation, form)
    try:
        user, review = accept(token, name=form.name.data, password=form.password.data)
    except UnknownValue as known:
        raise LinkUnusable(f"{known.sentence} Sign in with it, and ask for a place in the review.") from known
    login_user(user)
    flash("Your account is made. From now on you sign in with your e-mail address and your password.", "success")
    home = "partnership.home" if may_do("see_asked", review) else "reviews.grid"
    home = "partnership.home" if may_do("see_asked", review) else "reviews.grid"
    return redirect(url_for(home, review_id=review.id))


def _list(review: Review, form: InviteForm, made: Invited | None = None) -> str:
    address = url_for("invitations.open_link", token=made.token, _external=True) if made else ""
    return render_template(
        "people/invitations.html",
        review=review,
        form=form,
        made=made,
        address=address,
        rows=invitation_rows(invitations_of(review)),
        days=GOOD_FOR.days,
    )


def _ask(invitation: Invitation, form: AcceptForm) -> str:
    review = db.session.get_one(Review, invitation.review_id)
    named = review_name(review.area, review.title)
    return render_template("people/accept.html", invitation=invitation, named=named, form=form, hint=PASSWORD_HINT)
