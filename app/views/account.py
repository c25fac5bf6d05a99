"""A person's own account: changing the password."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user, login_user, logout_user

from app.database import writing
from app.forms.account import PASSWORD_HINT, PasswordForm
from app.people.accounts import choose_password, is_password_of
from app.policy import may

blueprint = Blueprint("account", __name__)

MOST_WRONG = 5
"""Whoever finds a page left open cannot try one password after the other."""
SIGNED_OUT = "The password that you have now was wrong five times, so you were signed out. Sign in again."


@blueprint.route("/account/password", methods=["GET", "POST"])
@may("change_password")
def password() -> ResponseReturnValue:
    user = current_user._get_current_object()
    form = PasswordForm(user.email, user.email.partition("@")[0], user.name)
    if not form.validate_on_submit():
        return render_template("people/own_password.html", form=form, hint=PASSWORD_HINT)
    if not is_password_of(user, form.current.data):
        return _wrong(form)
    with writing():
        choose_password(user, form.password.data)
    session.pop("wrong_passwords", None)
    # A new session for this browser; whoever else was signed in with the old password is out.
    login_user(user)
    flash("Your password is changed. Wherever else you were signed in, you are signed out.", "success")
    return redirect(url_for("reviews.reviews"))


def _wrong(form: PasswordForm) -> ResponseReturnValue:
    wrong = session.get("wrong_passwords", 0) + 1
    if wrong >= MOST_WRONG:
        logout_user()
        session.clear()
        flash(SIGNED_OUT, "warning")
        return redirect(url_for("security.login"))
    session["wrong_passwords"] = wrong
    form.current.errors = ["This is not the password that you have now."]
    return render_template("people/own_password.html", form=form, hint=PASSWORD_HINT)
