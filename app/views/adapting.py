"""Adapting a framework in the browser: the working copy, its questions and parts, its versions, and what is ruled on them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from app.adapting import edits
from app.adapting.adapting import (
    base_of,
    change,
    draft_for,
    entry_of,
    mistakes_of,
    numbers_used,
    own_draft,
    reference_of,
    start_from,
)
from app.adapting.known import on_offer
from app.adapting.versions import ALLOWED, keep_version
from app.errors import Mistaken, NotFound, StaleTurn
from app.forms.framework import (
    KeepForm,
    TitleForm,
)
from app.forms.request import number_of
from app.forms.small import ButtonForm
from app.models import FrameworkDraft, User
from app.policy import may

blueprint = Blueprint("adapting", __name__)

MOVES: dict[str, Callable[[edits.Entry, str], object]] = {
    "step_up": lambda entry, which: edits.move_step(entry, which, -1),
    "step_down": lambda entry, which: edits.move_step(entry, which, 1),
    "drop_step": edits.drop_step,
    "question_up": lambda entry, which: edits.move_question(entry, which, -1),
    "question_down": lambda entry, which: edits.move_question(entry, which, 1),
    "drop_question": edits.drop_question,
    "part_up": lambda entry, which: edits.move_part(entry, which, -1),
    "part_down": lambda entry, which: edits.move_part(entry, which, 1),
    "drop_part": edits.drop_part,
}
"""What a button on the working copy does, by its name; each takes the number of a step, question or part."""
ADDS = {"add_question": edits.add_question, "add_part": edits.add_part}
"""Those that add something, under a number that was never used."""


def _me() -> User:
    user: User = current_user._get_current_object()
    return user


@blueprint.post("/frameworks/adapt")
@may("propose_framework")
def start() -> ResponseReturnValue:
    chosen = on_offer().get(request.form.get("framework", ""))
    if chosen is None:
        raise NotFound
    made = start_from(_me(), chosen)
    flash("This is your working copy. Nothing in it is used until a version of it is published.", "success")
    return redirect(url_for("adapting.draft", draft_id=made.id))


@blueprint.get("/frameworks/drafts/<draft_id>")
@may("see_framework_drafts")
def draft(draft_id: str) -> str:
    return show_draft(draft_for(_me(), draft_id))


@blueprint.post("/frameworks/drafts/<draft_id>/title")
@may("propose_framework")
def title(draft_id: str) -> ResponseReturnValue:
    found, form = own_draft(_me(), draft_id), TitleForm()
    step = request.form.get("step", "")
    if not form.validate():
        if step:
            edits.step_in(entry_of(found), step)
            return show_draft(found, wrong=[(f"title-{step}", f"Step {step}, Title: {form.title.errors[0]}")]), 400
        return show_draft(found, title_form=form), 400
    words = form.title.data.strip()

    def edit(entry: edits.Entry) -> None:
        (edits.step_in(entry, step) if step else entry)["title"] = words

    return _changed(found, number_of(form.turn.data), edit, "The title is kept.", f"step-{step}" if step else "")


@blueprint.post("/frameworks/drafts/<draft_id>/steps")
@may("propose_framework")
def add_step(draft_id: str) -> ResponseReturnValue:
    found, form = own_draft(_me(), draft_id), TitleForm()
    if not form.validate():
        return show_draft(found, wrong=[("new-step", f"Title of the new step: {form.title.errors[0]}")]), 400
    words, used = form.title.data.strip(), numbers_used(found)
    return _changed(
        found,
        number_of(form.turn.data),
        lambda entry: edits.add_step(entry, words, used),
        "The step is added. Write its first question next.",
        "end",
    )


@blueprint.post("/frameworks/drafts/<draft_id>/change")
@may("propose_framework")
def rearrange(draft_id: str) -> ResponseReturnValue:
    found = own_draft(_me(), draft_id)
    do, which = request.form.get("do", ""), request.form.get("which", "")
    if do not in (*MOVES, *ADDS) or not ButtonForm().validate():
        raise NotFound
    used = numbers_used(found) if do in ADDS else set()
    question = which.rpartition(".")[0] if "part" in do and do != "add_part" else which
    anchor = f"step-{which}" if "step" in do else f"question-{question}"
    back = request.form.get("back", "")
    seen = number_of(request.form.get("turn"))

    def edit(entry: edits.Entry) -> object:
        return ADDS[do](entry, which, used) if do in ADDS else MOVES[do](entry, which)

    return _changed(found, seen, edit, "", anchor, question if back else "")


@blueprint.post("/frameworks/drafts/<draft_id>/versions")
@may("propose_framework")
def keep(draft_id: str) -> ResponseReturnValue:
    found, form = own_draft(_me(), draft_id), KeepForm()
    if not form.validate():
        return show_draft(found, keep_form=form), 400
    try:
        made = keep_version(_me(), found, form.note.data, number_of(form.turn.data))
    except Mistaken:
        return show_draft(found, keep_form=form), 400
    except StaleTurn as stale:
        return show_draft(found, keep_form=form, stale=stale.sentence), 409
    flash(f"Version {made.number} is kept. Propose it, and an administrator can publish it.", "success")
    return redirect(url_for("adapting.draft", draft_id=draft_id, _anchor="versions"))


def _changed(
    found: FrameworkDraft,
    seen: int,
    edit: Callable[[edits.Entry], object],
    done: str,
    anchor: str,
    question_id: str = "",
) -> ResponseReturnValue:
    """Makes the change and goes back to where it was made; said again where someone changed the copy meanwhile."""
    draft_id = found.id
    try:
        change(_me(), found, seen, edit)
    except StaleTurn as stale:
        flash(stale.sentence, "warning")
    else:
        if done:
            flash(done, "success")
    if question_id:
        return redirect(url_for("writing.question", draft_id=draft_id, question_id=question_id))
    return redirect(url_for("adapting.draft", draft_id=draft_id, _anchor=anchor or None))


def show_draft(
    found: FrameworkDraft,
    title_form: TitleForm | None = None,
    step_form: TitleForm | None = None,
    keep_form: KeepForm | None = None,
    stale: str = "",
    wrong: Sequence[tuple[str, str]] = (),
) -> str:
    """The page of a working copy; `wrong` names what is wrong in it, each with where on the page it is."""
    entry = entry_of(found)
    forms: dict[str, TitleForm | KeepForm] = {
        "title_form": title_form or TitleForm(data={"title": entry["title"]}, formdata=None),
        "step_form": step_form or TitleForm(formdata=None),
        "keep_form": keep_form or KeepForm(formdata=None),
    }
    for form in forms.values():
        form.turn.data = str(found.turn)
    return render_template(
        "adapting/draft.html",
        draft=found,
        entry=entry,
        base=base_of(found),
        reference=reference_of(entry, found.based_on),
        mistakes=mistakes_of(found),
        own=found.owner_id == current_user.id and found.discarded_at is None,
        owns=found.owner_id == current_user.id,
        allowed=ALLOWED,
        stale=stale,
        wrong=wrong,
        **forms,
    )
