"""The papers of a review: taking them in, showing what became of each, and correcting what was worked out."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from app.errors import NotFound
from app.forms.names import NameAnswerForm
from app.forms.paper import CorrectionForm
from app.models import Paper, Review
from app.packs.name_warnings import open_warnings, warnings_of
from app.packs.papers import correct as correct_paper
from app.packs.papers import papers_of, reading_of, standing_papers
from app.packs.storage import Storage
from app.packs.uploads import UploadOutcome, receive
from app.pages.expected import expected_of
from app.pages.names import name_note
from app.pages.paper import PaperList, paper_page, row_of
from app.pages.words import counted, terms
from app.policy import may, may_do, of_review
from app.views.reviews import jobs_of
from corpus.limits import UPLOAD_BYTES, Refused
from corpus.reader import page_picture

blueprint = Blueprint("papers", __name__)

PICTURE_WIDTH = 1200
MOST_TOLD = 12
"""Files that were not taken in are named one by one up to this number."""
SAVED = "The correction is saved, and the proposals are being worked out again."


@blueprint.get("/reviews/<review_id>/papers")
@may("see_papers")
def papers(review: Review) -> str:
    def address(number: int) -> str:
        return url_for("papers.papers", review_id=review.id, page=number)

    every = papers_of(review)
    return render_template(
        "papers/list.html",
        review=review,
        page=PaperList.of(every, request.args.get("page", 1, type=int), address),
        jobs=jobs_of(review),
        limit_mb=UPLOAD_BYTES // 1_000_000,
        expected=expected_of(review, [paper for paper in every if paper.replaced_by is None]),
        warned={warning.paper_id for warning in open_warnings(review)},
    )


@blueprint.get("/reviews/<review_id>/papers/expected")
@may("see_papers")
def expected(review: Review) -> str:
    return render_template("papers/expected.html", review=review, page=expected_of(review, standing_papers(review)))


@blueprint.post("/reviews/<review_id>/papers")
@may("upload")
def upload(review: Review) -> ResponseReturnValue:
    outcomes = receive(review, current_user._get_current_object(), request.files.getlist("files"))
    if request.accept_mimetypes.best == "application/json":
        return _as_json(outcomes)
    papers = [outcome for outcome in outcomes if outcome.paper is not None or not outcome.kept]
    kept = sum(outcome.kept for outcome in papers)
    # An archive says for itself how many of its files were taken in.
    if len(papers) > 1 and kept and len(papers) == len(outcomes):
        flash(f"{kept} of {len(papers)} files were taken in. They are read one after the other; see below.", "success")
    told = [outcome for outcome in outcomes if not outcome.kept or outcome.paper is None or len(outcomes) == 1]
    for outcome in told[:MOST_TOLD]:
        flash(outcome.sentence, "success" if outcome.kept else "warning")
    if len(told) > MOST_TOLD:
        flash(f"{counted(len(told) - MOST_TOLD, 'more file was', 'more files were')} not taken in.", "warning")
    return redirect(url_for("papers.papers", review_id=review.id))


def _as_json(outcomes: list[UploadOutcome]) -> ResponseReturnValue:
    """What became of one file sent; for a zip archive, of each file in it as well."""
    first, *inner = outcomes
    return {
        "ok": all(each.kept for each in outcomes),
        "message": first.sentence,
        "files": [each.sentence for each in inner],
    }


@blueprint.get("/reviews/<review_id>/papers/<paper_id>")
@may("read_papers")
def paper(review: Review, paper_id: str) -> str:
    return show_paper(review, of_review(Paper, review, paper_id))


def show_paper(review: Review, found: Paper, name_form: NameAnswerForm | None = None, stale: str = "") -> str:
    """The page of a paper, with the warning about it where there is one and what its reader may say of that."""

    def address(number: int) -> str:
        return url_for("papers.paper", review_id=review.id, paper_id=found.id, page=number)

    page = paper_page(found, reading_of(found), request.args.get("page", 1, type=int), papers_of(review))
    names = name_note(warnings_of(review).get(found.id))
    form = None
    if names is not None and may_do("correct_paper", review):
        form = name_form or NameAnswerForm(formdata=None)
        form.seen.data = str(names.latest)
    return render_template(
        "papers/paper.html",
        review=review,
        page=page,
        address=address,
        names=names,
        name_form=form,
        name_hints=terms("name_answer_hint"),
        stale=stale,
    )


@blueprint.get("/reviews/<review_id>/papers/<paper_id>/original")
@may("read_papers")
def original(review: Review, paper_id: str) -> Response:
    found = of_review(Paper, review, paper_id)
    path = Storage.of().verified_original(found)
    # Always a download, never shown: what was uploaded must not run as a page of ours.
    return send_file(path, mimetype="application/octet-stream", as_attachment=True, download_name=found.name)


@blueprint.get("/reviews/<review_id>/papers/<paper_id>/pages/<int:number>.png")
@may("read_papers")
def page_of_paper(review: Review, paper_id: str, number: int) -> Response:
    found = of_review(Paper, review, paper_id)
    if not 1 <= number <= found.pages:
        raise NotFound
    storage = Storage.of()
    png = storage.page_picture(review.id, found.sha256, number)
    if png is None:
        try:
            png = page_picture(storage.verified_original(found), number, PICTURE_WIDTH)
        except Refused as refusal:
            raise NotFound(str(refusal)) from refusal
        storage.keep_page(review.id, found.sha256, number, png)
    return Response(png, mimetype="image/png")


@blueprint.route("/reviews/<review_id>/papers/<paper_id>/correct", methods=["GET", "POST"])
@may("correct_paper")
def correct(review: Review, paper_id: str) -> ResponseReturnValue:
    found = of_review(Paper, review, paper_id)
    form = CorrectionForm(found)
    if not form.validate_on_submit():
        return render_template("papers/correct.html", review=review, row=row_of(found), form=form)
    changed = form.changes()
    if changed:
        correct_paper(review, current_user._get_current_object(), found, **changed)
        flash(SAVED, "success")
    return redirect(url_for("papers.paper", review_id=review.id, paper_id=paper_id))
