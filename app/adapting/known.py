"""Which framework a name and a hash stand for: one that came with the service, or one that was adapted and kept."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from sqlalchemy import select

from app.database import db, now
from app.models import FrameworkRuling, FrameworkText, FrameworkVersion
from rules.framework import Framework
from rules.framework_file import FRAMEWORKS, FrameworkError, NoSuchFramework, all_frameworks, read_framework

_READ: dict[str, Framework] = {}
KEPT_READ = 16
"""Kept frameworks held ready, by their hash."""


def shipped() -> dict[str, Framework]:
    """Every framework that comes with the service, by its id; read again when a file has changed."""
    return _loaded(tuple((path.name, path.stat().st_mtime_ns) for path in sorted(FRAMEWORKS.glob("*.yaml"))))


def framework_with(framework_id: str, sha256: str | None = None) -> Framework:
    """The framework with this id as it was when it had this hash; NoSuchFramework where there is none of this id.

    Without a hash, or where that text was never kept, it is the one that stands now.
    """
    ours = shipped().get(framework_id)
    if ours is not None and (sha256 is None or ours.sha256 == sha256):
        return ours
    kept = _kept(framework_id, sha256) if sha256 else published().get(framework_id)
    found = kept or ours or published().get(framework_id)
    if found is None:
        raise NoSuchFramework(f"There is no framework called {framework_id!r}.")
    return found


def framework_or_none(framework_id: str, sha256: str | None = None) -> Framework | None:
    """The same, or None where there is none that can be read."""
    try:
        return framework_with(framework_id, sha256)
    except FrameworkError:
        return None


def on_offer() -> dict[str, Framework]:
    """What a new review can be held against: what comes with the service, then what was published here."""
    return {**shipped(), **published()}


def published() -> dict[str, Framework]:
    """The latest published version of each adapted framework, by its id."""
    found: dict[str, Framework] = {}
    for version in published_versions():
        if framework := _kept(version.draft.framework_id, version.sha256):
            found[framework.id] = framework
    return found


def published_versions() -> list[FrameworkVersion]:
    """The latest published version of each adapted framework; one that was withdrawn leaves the one before it."""
    last = (
        select(FrameworkRuling.version_id, FrameworkRuling.kind)
        .distinct()
        .where(FrameworkRuling.kind == "published")
        .subquery()
    )
    found = select(FrameworkVersion).join(last, last.c.version_id == FrameworkVersion.id)
    latest: dict[str, FrameworkVersion] = {}
    for version in db.session.scalars(found.order_by(FrameworkVersion.number)).unique():
        if version.state == "published":
            latest[version.draft_id] = version
    return sorted(latest.values(), key=lambda one: one.title.casefold())


def keep_text(framework: Framework, text: bytes | None = None) -> None:
    """Keeps a framework's whole text under its hash, inside the caller's transaction; twice is the same as once."""
    if db.session.get(FrameworkText, framework.sha256) is not None:
        return
    text = text if text is not None else text_of(framework)
    if text is not None:
        kept = FrameworkText(
            sha256=framework.sha256, framework_id=framework.id, text=text.decode("utf-8"), kept_at=now()
        )
        db.session.add(kept)
        db.session.flush()


def text_of(framework: Framework) -> bytes | None:
    """The bytes that a framework was read from, wherever they are kept; None where they are kept no more."""
    kept = db.session.get(FrameworkText, framework.sha256)
    if kept is not None:
        return kept.text.encode("utf-8")
    ours = shipped().get(framework.id)
    if ours is None or ours.sha256 != framework.sha256:
        return None
    for path in FRAMEWORKS.glob("*.yaml"):
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() == framework.sha256:
            return data
    return None


def _kept(framework_id: str, sha256: str) -> Framework | None:
    """The kept text of this id and hash, read."""
    if sha256 not in _READ:
        kept = db.session.get(FrameworkText, sha256)
        if kept is None:
            return None
        _READ[sha256] = read_framework(kept.text.encode("utf-8"), kept.framework_id)
        while len(_READ) > KEPT_READ:
            _READ.pop(next(iter(_READ)), None)
    found = _READ[sha256]
    return found if found.id == framework_id and found.sha256 == sha256 else None


@lru_cache(maxsize=4)
def _loaded(_stamps: tuple[tuple[str, int], ...]) -> dict[str, Framework]:
    return all_frameworks()
