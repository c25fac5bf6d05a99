"""Evidence that the rules did not find: words of a paper or a field note, chosen by a person for a part of a question."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.errors import NotFound, NothingProposed
from app.forms.moving import AddForm
from app.models import Review
from app.pages.moving import part_choices
from app.pages.passages import passage_list, readable_sources
from app.people.searched import remember, remembered
from app.policy import may
from app.proposing.assessments import current_assessment
from app.proposing.following import choices_of
from app.proposing.moving import NewChoice, latest_on
from app.views.moving import GONE, keep_choice, paper_named, to_question, would_say
from corpus.document import Passage, Reading
from corpus.passages import passages_of

blueprint = Blueprint("adding", __name__)


@blueprint.get("/reviews/<review_id>/add-evidence")
@may("move_evidence")
def find(review: Review) -> str:
    asked = request.args.get("part")

    def address(number: int) -> str:
        return url_for("adding.find", review_id=review.id, part=asked, page=number)

    sources = readable_sources(review, request.args.get("page", 1, type=int), address)
    return render_template("moving/find.html", review=review, sources=sources, part=_part_asked(review))


@blueprint.post("/reviews/<review_id>/add-evidence/<document_id>/find")
@may("move_evidence")
def find_words(review: Review, document_id: str) -> ResponseReturnValue:
    paper_named(review, document_id)
    part, found = _part_asked(review), remember(request.form.get("words", ""))
    asked = part[0] if part else None
    return redirect(url_for("adding.passages", review_id=review.id, document_id=document_id, part=asked, found=found))


@blueprint.get("/reviews/<review_id>/add-evidence/<document_id>")
@may("move_evidence")
def passages(review: Review, document_id: str) -> str:
    reading, title = paper_named(review, document_id)
    key = request.args.get("found", "")
    words = remembered(key)
    found = passage_list(_cut(document_id, reading), words, request.args.get("page", 1, type=int))
    part = _part_asked(review)

    def address(number: int) -> str:
        asked = part[0] if part else None
        return url_for(
            "adding.passages",
            review_id=review.id,
            document_id=document_id,
            part=asked,
            found=key if words else None,
            page=number,
        )

    return render_template(
        "moving/passages.html",
        review=review,
        title=title,
        document_id=document_id,
        found=found,
        words=words,
        part=part,
        address=address,
    )


@blueprint.route(
    "/reviews/<review_id>/add-evidence/<document_id>/<int:segment>/<int:start>-<int:end>", methods=["GET", "POST"]
)
@may("move_evidence")
def add(review: Review, document_id: str, segment: int, start: int, end: int) -> ResponseReturnValue:
    reading, title = paper_named(review, document_id)
    passage = next(
        (one for one in _cut(document_id, reading) if (one.segment, one.start, one.end) == (segment, start, end)), None
    )
    assessment = current_assessment(review)
    if passage is None:
        raise NotFound(GONE)
    if assessment is None:
        raise NothingProposed
    asked = _part_asked(review)
    question = asked[0].rpartition(".")[0] if asked else ""
    form = AddForm(part_choices(assessment.content, question), data={"part": asked[0] if asked else ""})
    page = {"passage": passage, "place": str(passage.where), "title": title, "part": asked}
    if not form.validate_on_submit():
        return render_template("moving/add.html", review=review, form=form, would="", **page)
    said = NewChoice("count", form.part.data, passage, title, form.reason.data, form.stance.data)
    if "look" in request.form:
        return render_template("moving/add.html", review=review, form=form, would=would_say(review, said), **page)
    last = latest_on(choices_of(review), said.part, passage.id)
    keep_choice(review, said, last.id if last else "")
    return to_question(review, said.part)


def _cut(document_id: str, reading: Reading | None) -> tuple[Passage, ...]:
    return passages_of(document_id, reading) if reading else ()


def _part_asked(review: Review) -> tuple[str, str] | None:
    """The part for which evidence is looked for, if the address names one of the framework's."""
    assessment = current_assessment(review)
    parts = dict(part_choices(assessment.content)) if assessment else {}
    asked = request.args.get("part", "")
    return (asked, parts[asked]) if asked in parts else None
