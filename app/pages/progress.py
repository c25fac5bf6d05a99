"""Long work as it is told to a person who waits for it."""

from __future__ import annotations

from dataclasses import dataclass

from app.models import Job
from app.pages.words import word


@dataclass(frozen=True)
class Progress:
    """How far a piece of long work is."""

    title: str
    state: str
    sentence: str
    done: int
    total: int
    running: bool


def progress_of(job: Job) -> Progress:
    """A job as it is told to a person who waits for it."""
    sentence = (job.error or job.step).rstrip(".") + "."
    return Progress(word(job.kind, "job"), job.state, sentence, job.done, job.total, not job.is_over)
