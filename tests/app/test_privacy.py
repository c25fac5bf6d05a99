"""Invented people go through every address of the service, and none of them is left in a log, an address or a job."""

from __future__ import annotations

import logging
import random
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from cast import Person, Sent
from flask import Flask
from pack import stock
from test_policy import addresses, send

from app.models import Job, Review
from app.packs.uploads import receive
from app.record.decisions import keep_asked
from app.working.jobs import latest_job
from tests.soak import sized

FIRST = (
    "Aldith",
    "Bram",
    "Corwen",
    "Delphine",
    "Eswara",
    "Fenwick",
    "Gunhild",
    "Hesper",
    "Ithamar",
    "Jessamy",
    "Kerensa",
)
LAST = (
    "Quillfeather",
    "Rookhope",
    "Sallowby",
    "Thistlewood",
    "Underhay",
    "Vellacott",
    "Wexmoor",
    "Yarrowby",
    "Zennorth",
)


def identity(number: int) -> str:
    """A name that no program has in it by chance."""
    chance = random.Random(number)
    return f"{chance.choice(FIRST)}{number}x {chance.choice(LAST)}{number}z"


@pytest.fixture
def logged() -> Iterator[list[str]]:
    """Every line that any logger writes, as it would stand in a log."""
    from app.logs import LINE, WithoutWords

    lines: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(self.format(record))

    keep = Keep(level=logging.DEBUG)
    keep.setFormatter(WithoutWords(LINE))
    root = logging.getLogger()
    before = root.level
    root.addHandler(keep)
    root.setLevel(logging.INFO)
    yield lines
    root.removeHandler(keep)
    root.setLevel(before)


def fields_of(page: str) -> list[str]:
    """The names of a page's boxes, so that each can be filled with a person."""
    return re.findall(r'<(?:input|textarea|select)[^>]*\bname="([^"]+)"', page)


def test_no_identity_is_left_in_logs_addresses_or_jobs(
    app: Flask, review: Review, cast: dict[str, Person], logged: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    names = [identity(number) for number in range(sized(40, 200))]
    ada = cast["scrutineer"].sign_in()
    review_id = review.id
    receive(review, ada.user, [Sent(f"{name}.txt", f"{name} was seen.".encode()) for name in names[:20]])
    seen: list[str] = []
    turn = iter(range(10**9))
    people = [ada, *(cast[part].sign_in() for part in ("business_manager", "reviewer", "administrator")[: sized(0, 3)])]
    for person, (rule, method, address) in product(people, addresses(app, review_id)):
        if "delete" in rule.rule or "sign" in rule.rule or "password" in rule.rule:
            continue
        name = names[next(turn) % len(names)]
        if method == "POST":
            page = person.get(address)
            boxes = (
                fields_of(page.text) if page.status_code == 200 and page.mimetype == "text/html" else ["text", "name"]
            )
            answer = person.post(address, {box: name for box in boxes if box != "csrf_token"})
        else:
            answer = send(person, method, address)
        seen += [answer.location or "", address]
        if answer.status_code >= 400:
            assert name not in answer.text, f"{method} {rule.rule} repeats a name on its error page"
    job = latest_job(review)
    assert isinstance(job, Job)
    seen += [str(value) for value in (job.kind, job.step, job.error)]
    printed = capfd.readouterr()
    everything = "\n".join([*logged, *seen, printed.out, printed.err])
    assert [name for name in names if name.split()[0] in everything or name.split()[1] in everything] == []


def test_files_in_the_data_folder_are_named_by_nobody(app: Flask, review: Review, cast: dict[str, Person]) -> None:
    names = [identity(number) for number in range(20)]
    receive(review, cast["scrutineer"].user, [Sent(f"{name}.txt", name.encode()) for name in names])
    data = Path(app.extensions["sightline"].data)
    paths = " ".join(str(path.relative_to(data)) for path in data.rglob("*"))
    assert [name for name in names if name.split()[0] in paths] == []


def test_what_someone_looks_for_stands_in_no_address(review: Review, cast: dict[str, Person]) -> None:
    papers, _ = stock(review, cast["scrutineer"].user)
    ada, name = cast["scrutineer"].sign_in(), identity(7)
    keep_asked(review, ada.user, f"Who saw {name}?", {"answered": False, "citations": [], "looked_in": "5 papers"})
    keep_asked(review, ada.user, "Who paid?", {"answered": False, "citations": [], "looked_in": "5 papers"})
    for page in ("asked", f"add-evidence/{papers['minutes'].sha256[:12]}"):
        sent = ada.post(f"/reviews/{review.id}/{page}/find", {"words": name})
        assert sent.status_code == 302
        assert not set(name.split()) & set(re.split(r"[^A-Za-z0-9]", sent.location))
        found = ada.get(sent.location).text
        assert name in found, "it is shown in its box again"
        assert "Who paid?" not in found
        links = " ".join(re.findall(r'(?:href|action)="([^"]*)"', found))
        assert not any(part in links for part in name.split())
    assert name not in cast["business_manager"].sign_in().get(sent.location).text, "to nobody else"
