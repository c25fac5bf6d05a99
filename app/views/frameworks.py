"""The frameworks: which there are, where each comes from, how they map to one another, and each as a file."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request
from flask_security import current_user

from app.adapting.adapting import drafts_of
from app.adapting.known import on_offer, published, shipped, text_of
from app.errors import NotFound
from app.pages.frameworks import beside, draft_rows, function_rows, rows_of
from app.policy import may, may_do
from rules.crosswalk import SIX_STEPS
from rules.framework import Framework

blueprint = Blueprint("frameworks", __name__)

YAML = "application/yaml"


@blueprint.get("/frameworks")
@may("see_frameworks")
def every() -> str:
    drafts = drafts_of(current_user._get_current_object()) if may_do("see_framework_drafts") else []
    every_draft = draft_rows(drafts)
    away = [row for row in every_draft if row.draft.discarded_at]
    rows = rows_of(shipped(), published())
    return render_template("frameworks/list.html", rows=rows, drafts=every_draft, discarded=away)


@blueprint.get("/frameworks/functions-of-scrutiny")
@may("see_frameworks")
def functions() -> str:
    offered = on_offer()
    return render_template("frameworks/functions.html", rows=function_rows(offered), frameworks=offered.values())


@blueprint.get("/frameworks/<framework_id>")
@may("see_frameworks")
def one(framework_id: str) -> str:
    framework, offered = _offered(framework_id), on_offer()
    asked = request.args.get("beside") or next((each for each in (SIX_STEPS, *offered) if each != framework_id), "")
    other = offered.get(asked)
    if other is None or other.id == framework.id:
        raise NotFound
    others = [each for each in offered.values() if each.id != framework.id]
    return render_template("frameworks/framework.html", one=framework, page=beside(framework, other), others=others)


@blueprint.get("/frameworks/<framework_id>.yaml")
@may("see_frameworks")
def file(framework_id: str) -> Response:
    framework = _offered(framework_id)
    return as_file(text_of(framework) or b"", framework.id)


def as_file(data: bytes, name: str) -> Response:
    """A framework's bytes as a file to keep."""
    answer = Response(data, mimetype=YAML)
    answer.headers.set("Content-Disposition", "attachment", filename=f"{name}.yaml")
    return answer


def _offered(framework_id: str) -> Framework:
    found = on_offer().get(framework_id)
    if found is None:
        raise NotFound
    return found
