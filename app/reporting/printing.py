"""Prints every form of a report: into our own templates here, into a client's in a bounded child process."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from app.config import PROJECT
from app.reporting.word_file import TEMPLATES, TemplateBroken, report_docx
from corpus.limits import OUTPUT_BYTES

WALL_SECONDS = 30.0
TOO_SLOW = "This template takes longer than 30 seconds to be printed into, so it is not used."
STOPPED = "This template could not be printed into: it is damaged, or needs too much memory."
_ENVIRONMENT = {"PYTHONPATH": str(PROJECT), "PYTHONDONTWRITEBYTECODE": "1", "LANG": "C.UTF-8"}


def print_forms(contents: Mapping[str, Any], own: Mapping[str, Path]) -> dict[str, bytes]:
    """Each form as a Word file; `own` holds the client's templates by form. TemplateBroken where one fails."""
    return {form: print_form(contents, form, own.get(form)) for form in TEMPLATES}


def print_form(contents: Mapping[str, Any], form: str, own: Path | None) -> bytes:
    """One form as a Word file."""
    if own is None:
        return report_docx(dict(contents), TEMPLATES[form])
    return print_into(own.read_bytes(), contents)


def print_into(template: bytes, contents: Mapping[str, Any], *, strict: bool = False) -> bytes:
    """What a client's template makes of some contents; TemplateBroken says why it cannot be printed into."""
    with tempfile.TemporaryFile() as sent, tempfile.TemporaryFile() as answer:
        sent.write(b"%s\n%d\n" % (b"strict" if strict else b"plain", len(template)))
        sent.write(template + json.dumps(dict(contents), ensure_ascii=True).encode("ascii"))
        sent.seek(0)
        command = [sys.executable, "-P", "-s", "-m", "app.reporting.print_child"]
        with subprocess.Popen(  # noqa: S603 - our own interpreter, with words of our own
            command,
            stdin=sent,
            stdout=answer,
            stderr=subprocess.DEVNULL,
            env=_ENVIRONMENT,
            cwd="/",
            start_new_session=True,
        ) as child:
            code = _waited(child)
        answer.seek(0)
        written = answer.read(OUTPUT_BYTES)
    if code == 0 and written:
        return written
    raise TemplateBroken(written[:2000].decode("utf-8", "replace") if code == 3 and written else STOPPED)


def _waited(child: subprocess.Popen[bytes]) -> int:
    try:
        return child.wait(WALL_SECONDS)
    except subprocess.TimeoutExpired:
        raise TemplateBroken(TOO_SLOW) from None
    finally:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
