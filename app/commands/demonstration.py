"""`flask demo`: the sample review with one person per role, and another area's review, which none of them can see."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

import click
from flask import current_app
from sqlalchemy import select

from app.config import PROJECT, Config
from app.database import db, writing
from app.models import Review, User
from app.models.user import RoleName
from app.packs.papers import papers_of
from app.packs.uploads import receive
from app.people.accounts import datastore, make_person, set_password
from app.reviewing.reviews import assign, create_review

SAMPLES = PROJECT / "corpus" / "samples" / "pack"
USERS_FILE = "demonstration-users.txt"
FRAMEWORK = "six-steps"


@dataclass(frozen=True)
class Part:
    """Someone in the demonstration: who they are, and what they are in the sample review."""

    name: str
    email: str
    role: RoleName


SCRUTINEER = Part("Dr Frances Ellerby", "scrutineer@merrowdale.example", "scrutineer")
PARTNERSHIP = Part("Alison Cribbs", "partnership@merrowdale.example", "partnership")
REVIEWER = Part("Tamsin Oyelaran", "reviewer@merrowdale.example", "reviewer")
ADMINISTRATOR = Part("Piotr Lindqvist", "administrator@merrowdale.example", "administrator")
ELSEWHERE = Part("Edie Fairfax", "scrutineer@quillshire.example", "scrutineer")
EVERYONE = (SCRUTINEER, PARTNERSHIP, REVIEWER, ADMINISTRATOR, ELSEWHERE)


@dataclass(frozen=True)
class Paper:
    """A paper of the sample pack, sent as a browser would send it."""

    filename: str | None
    stream: IO[bytes]


@click.command("demo")
def demo() -> None:
    """Load the sample review and print how to sign in to it; run again, it only prints."""
    click.echo("\n".join(load_demonstration()))


def load_demonstration() -> list[str]:
    """Makes what is not there yet, and says for each part its role, address and password."""
    passwords = _people()
    merrowdale = _review(SCRUTINEER, "Merrowdale", "Merrowdale: scrutiny of 2025 to 2026")
    for part in (PARTNERSHIP, REVIEWER):
        assign(None, merrowdale, _user(part), part.role)
    quillshire = _review(ELSEWHERE, "Quillshire", "Quillshire: scrutiny of 2025 to 2026")
    with _sample_pack() as pack:
        _hand_over(merrowdale, PARTNERSHIP, pack)
        _hand_over(quillshire, ELSEWHERE, [path for path in pack if "Quillshire" in path.name])
    return [f"{part.role:<14} {part.email:<34} {passwords[part.email]}" for part in EVERYONE]


def _people() -> dict[str, str]:
    """Each demonstration account's password: the one kept from before, or a new one."""
    config: Config = current_app.extensions["sightline"]
    path = config.data / USERS_FILE
    kept = dict(line.split() for line in path.read_text().splitlines()) if path.exists() else {}
    with writing():
        for part in EVERYONE:
            user = datastore.find_user(email=part.email)
            if user is None:
                kept[part.email] = make_person(part.name, part.email, part.role)[1]
            elif part.email not in kept:
                kept[part.email] = set_password(_user(part))
        _keep_private(path, "".join(f"{email} {password}\n" for email, password in kept.items()))
    return kept


def _keep_private(path: Path, text: str) -> None:
    new = path.with_name(f"{path.name}.{secrets.token_hex(6)}")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    new.replace(path)


def _user(part: Part) -> User:
    return db.session.scalars(select(User).where(User.email == part.email)).one()


def _review(owner: Part, area: str, title: str) -> Review:
    """The demonstration's review of an area, made if it is not there yet."""
    from rules.framework_file import framework_named

    user = _user(owner)
    known = db.session.scalar(select(Review).where(Review.area == area, Review.owner_id == user.id))
    if known is not None:
        return known
    return create_review(
        user,
        area=area,
        title=title,
        framework_id=FRAMEWORK,
        framework_sha=framework_named(FRAMEWORK).sha256,
        guidance="2023",
        period_from=date(2025, 4, 1),
        period_to=date(2026, 3, 31),
        as_of=date(2026, 7, 31),
    )


@contextmanager
def _sample_pack() -> Iterator[list[Path]]:
    """The papers of the sample pack, built from their sources where that has not been done."""
    if SAMPLES.is_dir():
        yield sorted(path for path in SAMPLES.iterdir() if path.is_file() and not path.name.startswith("."))
        return
    from corpus.samples.build import build

    with TemporaryDirectory() as folder:
        yield sorted(build(Path(folder)))


def _hand_over(review: Review, part: Part, paths: list[Path]) -> None:
    """Uploads what is not there yet, as a person would."""
    known = {paper.name for paper in papers_of(review)}
    with ExitStack() as opened:
        papers = [Paper(path.name, opened.enter_context(path.open("rb"))) for path in paths if path.name not in known]
        if papers:
            receive(review, _user(part), papers)
