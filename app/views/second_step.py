"""The second step of signing in, and its setting up."""

from __future__ import annotations

import base64
import io

import segno
from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user, logout_user

from app.forms.second_step import CodeForm
from app.people.second_step import address_of, codes_left, has_second_factor, new_secret, passes, set_up
from app.people.stepping import PASSED
from app.policy import may

blueprint = Blueprint("second_step", __name__)

MOST_WRONG = 5
WRONG = "This code is not right, or it was used already. Wait for the next one and enter that."
SIGNED_OUT = "The code was wrong five times, so you were signed out. Sign in again."


@blueprint.route("/sign-in/second-step", methods=["GET", "POST"])
@may("pass_second_step")
def enter() -> ResponseReturnValue:
    user = current_user._get_current_object()
    if session.get(PASSED) or not has_second_factor(user):
        return redirect(url_for("reviews.reviews"))
    form, guesses = CodeForm(), current_app.extensions["sightline_guesses"]
    if form.validate_on_submit():
        if not guesses.may_go_on(user.id):
            abort(429)
        if passes(user, form.code.data):
            session[PASSED] = True
            session.pop("wrong_codes", None)
            left = codes_left(user)
            if left < 3:
                flash(f"You have {left} recovery codes left. Make new ones under your name, Second step.", "warning")
            return redirect(_next())
        guesses.was_wrong(user.id)
        session["wrong_codes"] = session.get("wrong_codes", 0) + 1
        if session["wrong_codes"] >= MOST_WRONG:
            logout_user()
            session.clear()
            flash(SIGNED_OUT, "warning")
            return redirect(url_for("security.login"))
        form.code.errors = [WRONG]
    return render_template("second_step/enter.html", form=form, next=request.args.get("next", ""))


@blueprint.route("/account/second-step", methods=["GET", "POST"])
@may("set_second_step")
def setting_up() -> ResponseReturnValue:
    user = current_user._get_current_object()
    form = CodeForm()
    secret = session.setdefault("new_secret", new_secret())
    if form.validate_on_submit():
        codes = set_up(user, secret, form.code.data)
        if codes is not None:
            session.pop("new_secret", None)
            session[PASSED] = True
            return render_template("second_step/codes.html", codes=codes)
        form.code.errors = [WRONG]
    return render_template(
        "second_step/set_up.html", form=form, secret=secret, picture=_picture(address_of(user, secret)),
        again=has_second_factor(user),
    )  # fmt: skip


def _picture(address: str) -> str:
    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="svg", scale=5)
    return "data:image/svg+xml;base64," + base64.b64encode(out.getvalue()).decode()


def _next() -> str:
    wanted = request.args.get("next", "")
    own = wanted.startswith("/") and not wanted.startswith(("//", "/\\"))
    return wanted if own else url_for("reviews.reviews")
