"""Adapted frameworks coming in and going out: files, and the versions that are proposed, published or returned."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from app.adapting.adapting import draft_for, exported, own_draft, start_from_file, version_for
from app.adapting.versions import rule
from app.database import db
from app.errors import Mistaken, NotFound, UnknownValue
from app.forms.framework import ImportForm, RuleForm
from app.models import FrameworkText, User
from app.policy import may
from app.views.adapting import show_draft
from app.views.frameworks import as_file
from rules.framework_mistakes import LARGEST

blueprint = Blueprint("framework_files", __name__)


def _me() -> User:
    user: User = current_user._get_current_object()
    return user


@blueprint.route("/frameworks/import", methods=["GET", "POST"])
@may("propose_framework")
def import_file() -> ResponseReturnValue:
    form, wrong = ImportForm(), tuple[str, ...]()
    if form.is_submitted() and form.validate():
        sent = request.files.get("file")
        data = sent.stream.read(LARGEST + 1) if sent is not None and sent.filename else b""
        try:
            made = start_from_file(_me(), data)
        except Mistaken as mistaken:
            wrong = mistaken.mistakes if data else ("Choose the file of a framework.",)
        else:
            flash("The file is taken in whole, as a working copy of yours.", "success")
            return redirect(url_for("adapting.draft", draft_id=made.id))
    page = render_template("adapting/import.html", form=form, wrong=wrong)
    return (page, 400) if wrong else page


@blueprint.get("/frameworks/drafts/<draft_id>.yaml")
@may("see_framework_drafts")
def file(draft_id: str) -> Response:
    found = draft_for(_me(), draft_id)
    return as_file(exported(found), found.framework_id)


@blueprint.get("/frameworks/versions/<version_id>.yaml")
@may("see_framework_drafts")
def version_file(version_id: str) -> Response:
    found = version_for(_me(), version_id)
    kept = db.session.get_one(FrameworkText, found.sha256)
    return as_file(kept.text.encode("utf-8"), f"{found.draft.framework_id}-version-{found.number}")


@blueprint.post("/frameworks/versions/<version_id>/propose")
@may("propose_framework")
def propose(version_id: str) -> ResponseReturnValue:
    found = version_for(_me(), version_id)
    own_draft(_me(), found.draft_id)
    rule(_me(), found, "proposed")
    flash(f"Version {found.number} is proposed. An administrator publishes it or returns it with a reason.", "success")
    return redirect(url_for("adapting.draft", draft_id=found.draft_id, _anchor="versions"))


@blueprint.post("/frameworks/versions/<version_id>/rule")
@may("rule_on_framework")
def ruling(version_id: str) -> ResponseReturnValue:
    found, form, kind = version_for(_me(), version_id), RuleForm(), request.form.get("kind", "")
    if not form.validate() or kind not in ("published", "returned", "withdrawn"):
        raise NotFound
    try:
        rule(_me(), found, kind, form.reason.data or "")
    except UnknownValue as refused:
        return show_draft(found.draft, wrong=[(f"reason-{found.id}", refused.sentence)]), 400
    flash(f"Version {found.number} is {kind}.", "success")
    return redirect(url_for("adapting.draft", draft_id=found.draft_id, _anchor="versions"))
