"""One paper's way through the service in a process of its own, ended or failed at one of the steps that change a disk."""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Callable
from typing import Any

from app.config import Config

WORDS = b"Minutes of the executive. The plan was agreed by all three partners. " * 40
REASON, ACTION = "I saw it agreed.", "Ask the chair."
CHANGES = ("INSERT", "UPDATE", "DELETE", "COMMIT", "BEGIN IMMEDIATE")


class Steps:
    """Counts what changes a disk, and at the step that was chosen ends the process or fails as a bad disk does."""

    def __init__(self, at: int, how: str) -> None:
        self.at, self.how, self.done = at, how, 0
        self.broken: type[Exception] = OSError

    def step(self, fails: Callable[[], Exception]) -> None:
        self.done += 1
        if self.done == self.at:
            if self.how == "killed":
                os.kill(os.getpid(), signal.SIGKILL)
            raise fails()

    def watch(self, engine: Any) -> None:
        """Stands before every such call of Python's, and before every statement that writes."""
        from sqlalchemy import event

        for name in ("fsync", "replace", "rename", "link", "unlink", "mkdir"):
            self._wrap(name)
        self.broken = engine.dialect.dbapi.OperationalError
        event.listen(engine, "before_cursor_execute", self._statement)
        event.listen(engine, "commit", lambda _: self.step(self._fault))

    def _wrap(self, name: str) -> None:
        real = getattr(os, name)

        def watched(*given: Any, **named: Any) -> Any:
            self.step(lambda: OSError(errno.EIO, "Input/output error"))
            return real(*given, **named)

        setattr(os, name, watched)

    def _statement(self, _connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.lstrip().upper().startswith(CHANGES):
            self.step(self._fault)

    def _fault(self) -> Exception:
        return self.broken("disk I/O error")


def go(config: Config, review_id: str, user_id: str, at: int, how: str, said: Any) -> None:
    """Uploads, reads, assesses, decides and issues; says of each, once it is done, that it is; and how many steps it took."""
    from app import create_app
    from app.database import db

    app = create_app(config)
    without_models()
    with app.app_context():
        steps = Steps(at, how)
        steps.watch(db.engine)
        for name, act in ACTS.items():
            try:
                act(review_id, user_id)
            except Exception as fault:
                said.send((f"failed {name}", type(fault).__name__))
                db.session.rollback()
            else:
                said.send((name, ""))
        said.send(("steps", str(steps.done)))


def _upload(review_id: str, user_id: str) -> None:
    import io

    from app.database import db
    from app.models import Review, User
    from app.packs.uploads import receive

    class Sent:
        filename: str | None = "Minutes.txt"
        stream = io.BytesIO(WORDS)

    outcome = receive(db.session.get_one(Review, review_id), db.session.get_one(User, user_id), [Sent()])[0]
    if not outcome.kept:
        raise OSError(outcome.sentence)


def _work(review_id: str, _user_id: str) -> None:
    from app.database import db
    from app.models import Job, Review
    from app.working.jobs import jobs_under_way
    from app.working.work import work

    while waiting := [job.id for job in jobs_under_way(db.session.get_one(Review, review_id))]:
        work(waiting[0])
        if db.session.get_one(Job, waiting[0], populate_existing=True).state != "done":
            raise OSError("The work was not done.")


def _decide(review_id: str, user_id: str) -> None:
    from app.database import db
    from app.models import Review, User
    from app.record.decisions import NewAction, decide

    review, user = db.session.get_one(Review, review_id), db.session.get_one(User, user_id)
    said: dict[str, Any] = {"question": "1.1", "rating": "green", "red_reason": None, "reason": REASON}
    decide(review, user, action=NewAction(ACTION, "Chair"), supersedes=None, **said)


def _issue(review_id: str, user_id: str) -> None:
    from app.database import db
    from app.models import Review, User
    from app.proposing.assessments import current_assessment
    from app.record.decisions import decisions_of
    from app.record.trail import head_of
    from app.reporting.reports import PrintedForm, issue_report

    review, user = db.session.get_one(Review, review_id), db.session.get_one(User, user_id)
    assessment = current_assessment(review)
    assert assessment is not None
    forms = [PrintedForm("summary", "docx", b"PK summary"), PrintedForm("tables", "xlsx", b"PK tables")]
    issue_report(review, user, b"PK whole", assessment, decisions_of(review).values(), head_of(review), forms)


ACTS: dict[str, Callable[[str, str], None]] = {"upload": _upload, "work": _work, "decide": _decide, "issue": _issue}


def without_models() -> None:
    """The file is read, profiled, cut and kept as vectors as ever; only what weighs it is played."""
    from app.packs import review_pack
    from tests.indexer.passages import Letters

    def assessed(pack: Any, _framework: Any, _as_of: Any, _period: Any, stores: Any, *_: Any) -> Any:
        pack.index(stores.papers)
        return pack

    review_pack.packaged_models = lambda: (Letters(), Letters())  # type: ignore[assignment,return-value]
    review_pack.assess = assessed  # type: ignore[assignment]
    review_pack.assessment_json = _content  # type: ignore[assignment]


def _content(pack: Any) -> dict[str, Any]:
    from app.contract import document_json

    questions = [
        {"id": f"{step}.{number}", "step": str(step), "text": "Is it so?", "proposed": "amber", "red_reason": None, "assessable": True,
         "because": "So.", "parts": [], "contradictions": [], "requests": []}
        for step in range(1, 7) for number in range(1, 5)
    ]  # fmt: skip
    return {
        "schema": "assessment/1",
        "framework": {
            "id": "six-steps",
            "title": "Six Steps",
            "version": "2019",
            "sha256": "0" * 64,
            "attribution": "",
        },
        "as_of": "2026-06-01",
        "period": {"from": "2025-04-01", "to": "2026-03-31"},
        "area": None,
        "models": {},
        "rules": {"version": "1", "sha256": "0" * 64},
        "documents": [document_json(one, 0) for one in pack.documents],
        "questions": questions,
    }
