"""The pages, one blueprint a noun."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from flask import Flask, current_app, g, url_for
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader

from app.errors import ReasonNeeded
from app.models import Review
from app.pages import words
from app.pages.menu import Menu, MenuEntry, menu_of
from app.policy import may_do

Pages = Sequence[tuple[str, str, str]]

DAILY_PAGES = (
    ("partnership.home", "What we ask of you", "see_asked"),
    ("reviews.grid", "Questions", "see_review"),
    ("papers.papers", "Papers", "see_papers"),
    ("requests.requests", "Requests", "see_requests"),
    ("asking.asked", "Ask", "ask"),
    ("actions.actions", "Actions", "see_actions"),
    ("reports.preview", "Report", "read_report"),
    ("self_assessment.questions", "Self-assessment", "self_assess"),
)
"""The pages of a review in the order of the work: page, name and the action that opens it."""
OTHER_PAGES = (
    ("field_notes.notes", "Field notes", "see_field_notes"),
    ("contradictions.contradictions", "Contradictions", "see_proposals"),
    ("challenges.challenges", "Challenges", "see_challenges"),
    ("context.questions", "Context", "see_context"),
    ("programme.work_plan", "Programme", "see_programme"),
    ("trail.trail", "Record", "read_trail"),
    ("people.of_review", "People", "see_people"),
)
"""The pages that are opened now and then."""


def register(app: Flask) -> None:
    """Puts every page at its address, and gives the templates the words they use."""
    from app.views import (
        actions,
        asking,
        citations,
        pack,
        papers,
        part_evidence,
        people,
        questions,
        reports,
        reviews,
        trail,
    )

    for room in (reviews, papers, pack, questions, part_evidence, citations, asking, actions, reports, trail, people):
        app.register_blueprint(room.blueprint)
    _register_exchanges(app)
    _register_opinions(app)
    _register_asking(app)
    _register_partnership(app)
    _register_scrutineers_own(app)
    _register_outcomes(app)
    _register_arrangements(app)
    _register_keeping(app)
    components = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    app.jinja_loader = ChoiceLoader([app.jinja_loader, components])  # type: ignore[list-item]
    app.jinja_options = {**app.jinja_options, "trim_blocks": True, "lstrip_blocks": True}
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        built=built, review_menu=review_menu, asks_for_reason=asks_for_reason, review_name=words.review_name
    )
    app.jinja_env.filters.update(in_words=words.word, day=words.day, moment=words.moment, counted=words.counted)
    app.jinja_env.filters["sentence"] = words.sentence
    app.jinja_env.globals["pack_usually_holds"] = words.pack_usually_holds


def _register_exchanges(app: Flask) -> None:
    """What passes between the scrutineer and the partnership; its sections stand on the pages of questions too."""
    from app.pages.challenge import challenges_section
    from app.pages.request import requests_section
    from app.views import challenges, contradictions, requests

    for room in (requests, contradictions, challenges):
        app.register_blueprint(room.blueprint)
    app.jinja_env.globals.update(requests_section=requests_section, challenges_section=challenges_section)


def _register_outcomes(app: Flask) -> None:
    """What comes of a review: its actions as a workbook, how it compares with the last, and the forms of its report."""
    from app.views import compare, forms, tracker

    for room in (tracker, compare, forms):
        app.register_blueprint(room.blueprint)


def _register_arrangements(app: Flask) -> None:
    """What a review is held against and how it is arranged: frameworks, context, programme, and the kinds of evidence."""
    from app.pages.applied import applied_then
    from app.views import (
        across,
        adapting,
        context,
        context_workbook,
        framework_files,
        framework_record,
        frameworks,
        other_frameworks,
        places,
        programme,
        respondents,
        self_tracking,
        writing,
    )

    for room in (
        frameworks,
        adapting,
        writing,
        framework_files,
        framework_record,
        respondents,
        self_tracking,
        context,
        context_workbook,
        programme,
        other_frameworks,
        places,
        across,
    ):
        app.register_blueprint(room.blueprint)
    app.jinja_env.globals["applied_then"] = applied_then


def _register_keeping(app: Flask) -> None:
    """What becomes of the data: who has seen it, what is read of it, how long it is kept; and the second step."""
    from app.keeping.retention import warning_of
    from app.views import keeping, second_step, single_sign_on

    for room in (keeping, second_step, single_sign_on):
        app.register_blueprint(room.blueprint)
    app.jinja_env.globals["retention_warning"] = warning_of


def _register_partnership(app: Flask) -> None:
    """The partnership's own side: how its people come in, what is asked of it, and what it says of itself."""
    from app.pages.self_assessment import self_assessment_section
    from app.views import account, invitations, names, partnership, self_assessment

    for room in (invitations, account, partnership, names, self_assessment):
        app.register_blueprint(room.blueprint)
    app.jinja_env.globals["self_assessment_section"] = self_assessment_section


def _register_scrutineers_own(app: Flask) -> None:
    """What the scrutineer adds to the papers: field notes, and evidence moved by hand."""
    from app.pages.moving import choices_section
    from app.views import adding, field_notes, moving

    for room in (field_notes, moving, adding):
        app.register_blueprint(room.blueprint)
    app.jinja_env.globals["choices_section"] = choices_section


def _register_asking(app: Flask) -> None:
    """What can be made of an answer; a language model's drafts, where one is allowed."""
    from app.pages.kept_answer import answer_ways, evidence_address
    from app.views import drafting

    app.register_blueprint(drafting.blueprint)
    app.jinja_env.globals["may_draft"] = drafting.may_draft
    app.jinja_env.globals.update(answer_ways=answer_ways, evidence_address=evidence_address)


def _register_opinions(app: Flask) -> None:
    """What is said beside the decisions, and what people choose not to see before they have made up their minds."""
    from app.pages.grid import agreement_in_words
    from app.views import opinions

    app.register_blueprint(opinions.blueprint)
    app.jinja_env.globals["agreement_in_words"] = agreement_in_words


def built(name: str) -> str:
    """The address of a built file, which is named for its content so that browsers may keep it."""
    manifest = Path(current_app.static_folder or "") / "build" / "manifest.json"
    return url_for("static", filename=f"build/{_names(manifest, _stamp(manifest)).get(name, name)}")


def review_menu(review: Review) -> Menu:
    """The pages of a review that this person may open."""
    from flask import request

    here = (request.endpoint or "").partition(".")[0]
    room = {
        "others": "reviews",
        "writing": "reviews",
        "questions": "reviews",
        "part_evidence": "reviews",
        "citations": "reviews",
        "pack": "papers",
        "names": "papers",
        "moving": "reviews",
        "adding": "reviews",
        "tracker": "actions",
        "compare": "reports",
        "forms": "reports",
        "opinions": "reviews",
        "drafting": "asking",
        "keeping": "trail",
    }.get(here, here)

    def entries(pages: Pages) -> list[MenuEntry]:
        return [
            MenuEntry(url_for(endpoint, review_id=review.id), name, endpoint.partition(".")[0] == room)
            for endpoint, name, action in pages
            if may_do(action, review)
        ]

    # The partnership begins with what is asked of it; the questions are one of its other pages.
    own = DAILY_PAGES[1:2] if may_do("see_asked", review) else ()
    return menu_of(entries([page for page in DAILY_PAGES if page not in own]), entries([*own, *OTHER_PAGES]))


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
