"""The pages, one blueprint a noun."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from flask import Flask, current_app, g, url_for
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader

from app.errors import ReasonNeeded
from app.models import Review
from app.pages import words
from app.policy import may_do

PAGES_OF_A_REVIEW = (
    ("reviews.grid", "Questions", "see_review"),
    ("papers.papers", "Papers", "see_papers"),
    ("asking.asked", "Ask the papers", "ask"),
    ("actions.actions", "Actions", "see_actions"),
    ("reports.preview", "Report", "read_report"),
    ("trail.trail", "Record", "read_trail"),
    ("people.of_review", "People", "see_people"),
)


def register(app: Flask) -> None:
    """Puts every page at its address, and gives the templates the words they use."""
    from app.views import actions, asking, citations, pack, papers, people, questions, reports, reviews, trail

    for room in (reviews, papers, pack, questions, citations, asking, actions, reports, trail, people):
        app.register_blueprint(room.blueprint)
    components = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    app.jinja_loader = ChoiceLoader([app.jinja_loader, components])  # type: ignore[list-item]
    app.jinja_options = {**app.jinja_options, "trim_blocks": True, "lstrip_blocks": True}
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        built=built, review_links=review_links, asks_for_reason=asks_for_reason, review_name=words.review_name
    )
    app.jinja_env.filters.update(in_words=words.word, day=words.day, moment=words.moment, counted=words.counted)
    app.jinja_env.filters["sentence"] = words.sentence
    app.jinja_env.globals["pack_usually_holds"] = words.pack_usually_holds


def built(name: str) -> str:
    """The address of a built file, which is named for its content so that browsers may keep it."""
    manifest = Path(current_app.static_folder or "") / "build" / "manifest.json"
    return url_for("static", filename=f"build/{_names(manifest, _stamp(manifest)).get(name, name)}")


def review_links(review: Review) -> list[tuple[str, str, bool]]:
    """The pages of a review that this person may open: address, name, and whether it is the one they are on."""
    from flask import request

    here = (request.endpoint or "").partition(".")[0]
    room = {"questions": "reviews", "citations": "reviews", "pack": "papers"}.get(here, here)
    return [
        (url_for(endpoint, review_id=review.id), name, endpoint.partition(".")[0] == room)
        for endpoint, name, action in PAGES_OF_A_REVIEW
        if may_do(action, review)
    ]


def asks_for_reason(error: Exception) -> bool:
    """Whether the way on is for an administrator to type a reason."""
    return isinstance(error, ReasonNeeded) and g.get("review") is None


def _stamp(manifest: Path) -> float:
    return manifest.stat().st_mtime if manifest.exists() else 0.0


@lru_cache(maxsize=4)
def _names(manifest: Path, stamp: float) -> dict[str, str]:
    if not stamp:
        return {}
    names: dict[str, str] = json.loads(manifest.read_text(encoding="utf-8"))
    return names
