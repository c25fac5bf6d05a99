"""Adapting a framework: a working copy of one that exists, or of a file, changed by hand."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable

import yaml
from sqlalchemy import select

from app.adapting.edits import Entry, question_in
from app.adapting.known import framework_with, shipped, text_of
from app.database import db, now, writing
from app.errors import Mistaken, NotFound, StaleTurn, UnknownValue
from app.models import FrameworkDraft, FrameworkVersion, User
from rules.crosswalk import SIX_STEPS
from rules.framework import Framework
from rules.framework_file import framework_from, read_yaml
from rules.framework_mistakes import Mistake, mistakes_in, unsafe_yaml

ADAPTED = "Adapted from "


def entry_of(draft: FrameworkDraft) -> Entry:
    """What a working copy says, as its file would lay it out."""
    entry: Entry = json.loads(draft.text)
    return entry


def drafts_of(user: User) -> list[FrameworkDraft]:
    """The working copies that a person sees: their own, and for an administrator those with something proposed."""
    found = select(FrameworkDraft).order_by(FrameworkDraft.changed_at.desc())
    return [one for one in db.session.scalars(found).unique() if _sees(user, one)]


def draft_for(user: User, draft_id: str) -> FrameworkDraft:
    """The working copy with this id if the person sees it; NotFound otherwise."""
    found = db.session.get(FrameworkDraft, draft_id)
    if found is None or not _sees(user, found):
        raise NotFound
    return found


def own_draft(user: User, draft_id: str) -> FrameworkDraft:
    """The working copy with this id if it is the person's own; NotFound otherwise."""
    found = draft_for(user, draft_id)
    if found.owner_id != user.id:
        raise NotFound
    return found


def version_for(user: User, version_id: str) -> FrameworkVersion:
    """The version with this id if the person sees its working copy; NotFound otherwise."""
    found = db.session.get(FrameworkVersion, version_id)
    if found is None:
        raise NotFound
    draft_for(user, found.draft_id)
    return found


def start_from(user: User, framework: Framework) -> FrameworkDraft:
    """A working copy of a framework, under a name of its own."""
    text = text_of(framework)
    if text is None:
        raise NotFound
    entry: Entry = read_yaml(text)
    for step in entry["steps"]:
        for question in step["questions"]:
            if framework.id == SIX_STEPS:
                # So that the copy still finds evidence as its original does, whatever becomes of its numbers.
                question.setdefault("akin", [question["id"]])
    if not entry["title"].endswith("(adapted)"):
        entry["title"] = f"{entry['title']} (adapted)"
    return _keep_draft(user, entry, framework.id, framework.sha256)


def start_from_file(user: User, data: bytes) -> FrameworkDraft:
    """A working copy of an imported file; Mistaken names everything that is wrong, and nothing is taken in."""
    if why := unsafe_yaml(data):
        raise Mistaken([Mistake("", "", why)])
    try:
        entry = read_yaml(data)
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, RecursionError) as error:
        raise Mistaken([Mistake("", "", f"The file is not YAML: {' '.join(str(error).split())}.")]) from error
    if wrong := mistakes_in(entry):
        raise Mistaken(wrong)
    return _keep_draft(user, entry, str(entry["id"])[:60], hashlib.sha256(data).hexdigest())


def change(user: User, draft: FrameworkDraft, seen: int, edit: Callable[[Entry], object]) -> FrameworkDraft:
    """Changes a working copy; `seen` is the turn of it that the person had before them."""
    draft_id, user_id = own_draft(user, draft.id).id, user.id
    with writing():
        found = db.session.get_one(FrameworkDraft, draft_id, populate_existing=True)
        must_be_in_use(found)
        if found.turn != seen:
            raise StaleTurn("You, in another window," if found.owner_id == user_id else found.owner.name)
        entry = entry_of(found)
        edit(entry)
        _put(found, entry)
    return found


def must_be_in_use(draft: FrameworkDraft) -> None:
    """UnknownValue where the working copy was put away."""
    if draft.discarded_at is not None:
        raise UnknownValue("This working copy was discarded. Take it up again to go on with it.")


def numbers_used(draft: FrameworkDraft) -> set[str]:
    """Every number that stands for something in what the copy was made from, or in a version of it."""
    known = [framework_with(draft.framework_id, version.sha256) for version in draft.versions]
    known += [base] if (base := base_of(draft)) else []
    steps = {step.id for one in known for step in one.steps}
    questions = [question for one in known for question in one.questions]
    parts = {part.id for question in questions for part in question.parts}
    return steps | parts | {question.id for question in questions}


def mistakes_of(draft: FrameworkDraft) -> tuple[Mistake, ...]:
    """What is to be put right before the working copy can be kept as a version."""
    return mistakes_in(as_version(draft, entry_of(draft)))


def framework_to_try(draft: FrameworkDraft, question_id: str) -> Framework:
    """The working copy as far as it is whole, with this question in it; Mistaken where the question itself is not."""
    entry = as_version(draft, entry_of(draft))
    question_in(entry, question_id)
    steps = []
    for step in entry["steps"]:
        whole = []
        for question in step["questions"]:
            wrong = _wrong_in(entry, step, question)
            if wrong and question["id"] == question_id:
                raise Mistaken(wrong)
            if not wrong:
                whole.append(question)
        if whole:
            steps.append({**step, "title": step["title"] or "Step", "questions": whole})
    tried = {**entry, "title": entry["title"] or "Working copy", "steps": steps}
    return framework_from(tried, hashlib.sha256(json.dumps(tried, sort_keys=True).encode()).hexdigest())


def yaml_of(entry: Entry) -> bytes:
    """The file of a framework: the same entry is the same bytes."""
    text: str = yaml.dump(entry, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True, width=120)
    return text.encode("utf-8")


def exported(draft: FrameworkDraft) -> bytes:
    """The working copy as a file."""
    return yaml_of(as_version(draft, entry_of(draft)))


def reference_of(entry: Entry, based_on: str) -> str:
    """The reference that must be printed with an adapted framework; nobody writes it and nobody takes it off."""
    sources = [shipped()[based_on].attribution] if based_on in shipped() else []
    pearce = shipped()[SIX_STEPS].attribution
    if pearce not in sources and _holds_words_of_six_steps(entry):
        sources.append(pearce)
    if not sources:
        return str(entry.get("attribution", ""))
    return ADAPTED + "; and from ".join(sources)


def as_version(draft: FrameworkDraft, entry: Entry) -> Entry:
    """The entry with what nobody types: its name, its version and its reference."""
    base = shipped().get(draft.based_on)
    edition = f"{base.version}, adapted, version" if base else "version"
    source = f"{ADAPTED}{base.source}" if base else entry.get("source", "")
    return {
        **entry,
        "id": draft.framework_id,
        "version": f"{edition} {next_number(draft)}",
        "source": source,
        "attribution": reference_of(entry, draft.based_on),
    }


def _keep_draft(user: User, entry: Entry, based_on: str, sha256: str) -> FrameworkDraft:
    user_id = user.id
    lineage = db.session.scalar(select(FrameworkDraft.based_on).where(FrameworkDraft.framework_id == based_on))
    origin = lineage or based_on
    name = origin if origin in shipped() else "framework"
    with writing():
        made = FrameworkDraft(
            framework_id=f"{name}-{secrets.token_hex(4)}",
            title=entry["title"],
            text="",
            turn=0,
            based_on=origin,
            based_on_sha=sha256,
            owner_id=user_id,
            made_at=now(),
        )
        db.session.add(made)
        _put(made, entry)
        db.session.flush()
    return made


def _put(draft: FrameworkDraft, entry: Entry) -> None:
    draft.text = json.dumps(entry, ensure_ascii=False, separators=(",", ":"))
    draft.title = str(entry.get("title", ""))
    draft.turn += 1
    draft.changed_at = now()


def _wrong_in(entry: Entry, step: Entry, question: Entry) -> tuple[Mistake, ...]:
    """What is wrong in one question alone."""
    alone = {**entry, "title": "x", "steps": [{**step, "title": "x", "questions": [question]}]}
    return mistakes_in(alone)


def _holds_words_of_six_steps(entry: Entry) -> bool:
    known = {_folded(question.text) for question in shipped()[SIX_STEPS].questions}
    asked = {_folded(str(question["text"])) for step in entry["steps"] for question in step["questions"]}
    return bool(known & asked) or "pearce" in str(entry.get("attribution", "")).casefold()


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def next_number(draft: FrameworkDraft) -> int:
    """The number of the version that comes next."""
    return (draft.versions[-1].number if draft.versions else 0) + 1


def _sees(user: User, draft: FrameworkDraft) -> bool:
    if draft.owner_id == user.id:
        return True
    return user.has_role("administrator") and any(version.rulings for version in draft.versions)


def base_of(draft: FrameworkDraft) -> Framework | None:
    """The framework that a working copy was made from, as it stands now; None where it came from a file."""
    return framework_with(draft.based_on) if draft.based_on in shipped() else None
