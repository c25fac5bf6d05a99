"""Working copies put away and taken up again, and the record of frameworks with the check that nothing in it was changed."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from app.adapting.adapting import own_draft
from app.adapting.discarding import discard, resume
from app.errors import NotFound
from app.forms.small import ButtonForm
from app.models import User
from app.pages.framework_record import framework_lines
from app.policy import may
from app.record.chain import FIRST
from app.record.frameworks import framework_entries, verify_frameworks

blueprint = Blueprint("framework_record", __name__)


def _me() -> User:
    user: User = current_user._get_current_object()
    return user


@blueprint.route("/frameworks/drafts/<draft_id>/discard", methods=["GET", "POST"])
@may("propose_framework")
def put_away(draft_id: str) -> ResponseReturnValue:
    found = own_draft(_me(), draft_id)
    if request.method != "POST":
        return render_template("adapting/discard.html", draft=found)
    _must_be_pressed()
    gone = discard(_me(), found)
    flash("The working copy is deleted." if gone else "The working copy is discarded. Its versions stay.", "success")
    return redirect(url_for("frameworks.every", _anchor="drafts"))


@blueprint.post("/frameworks/drafts/<draft_id>/resume")
@may("propose_framework")
def take_up(draft_id: str) -> ResponseReturnValue:
    _must_be_pressed()
    found = resume(_me(), own_draft(_me(), draft_id))
    flash("The working copy is yours to change again.", "success")
    return redirect(url_for("adapting.draft", draft_id=found.id))


@blueprint.route("/frameworks/record", methods=["GET", "POST"])
@may("rule_on_framework")
def record() -> str:
    checked = None
    if request.method == "POST":
        _must_be_pressed()
        checked = verify_frameworks()
    entries = framework_entries()
    head = entries[-1].hash if entries else FIRST
    return render_template("frameworks/record.html", lines=framework_lines(entries), head=head, checked=checked)


def _must_be_pressed() -> None:
    """A button of our own page, and nothing else."""
    if not ButtonForm().validate():
        raise NotFound
