"""Reads one file in a bounded child process: every file ends as a reading with one of four outcomes.

The parent opens the file and hands over its descriptor; it imports no parser. Time, memory, output and the
whole process group are bounded here and in `corpus.child`.
"""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO

from corpus import limits
from corpus.document import Reading
from corpus.limits import Refused
from corpus.reading_json import reading_from_json

_ROOT = Path(__file__).resolve().parents[1]
_ENVIRONMENT = {
    "PYTHONPATH": str(_ROOT),
    "PYTHONDONTWRITEBYTECODE": "1",
    "LANG": "C.UTF-8",
    "OMP_THREAD_LIMIT": "1",
    "OPENBLAS_NUM_THREADS": "1",
}
_DAMAGED = (
    "The reader stopped while reading this file: it is damaged, or needs more than 512 MB of memory. "
    "Open it, save it again and upload the new copy."
)
_TOO_SLOW = (
    "Reading this file took longer than 30 seconds, which is the most that is given to one file. "
    "Split it into smaller files and upload those."
)


def read_file(path: Path) -> Reading:
    """What was read of the file at `path`; a file that cannot be read is refused with a sentence for its uploader."""
    try:
        with _opened(Path(path)) as source:
            answer = _ask_child(source, ["read", _plain_name(Path(path))])
        return reading_from_json(json.loads(answer))
    except Refused as refusal:
        return Reading("refused", str(refusal), _suffix(Path(path)))
    except (ValueError, KeyError, TypeError, RecursionError, MemoryError):
        return Reading("refused", _DAMAGED, _suffix(Path(path)))


def page_picture(path: Path, page: int, width: int = 1000) -> bytes:
    """A PNG of one page (from 1) of a PDF, `width` pixels wide; raises `Refused` where it cannot be drawn."""
    with _opened(Path(path)) as source:
        picture = _ask_child(source, ["picture", str(int(page)), str(int(width))])
    if not picture.startswith(b"\x89PNG"):
        raise Refused("This page could not be drawn.")
    return picture


def _opened(path: Path) -> IO[bytes]:
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        raise Refused("There is no such file.") from None
    except (OSError, ValueError):
        raise Refused("This file could not be opened.") from None
    found = os.fstat(descriptor)
    why = None
    if stat.S_ISDIR(found.st_mode):
        why = "This is a folder, not a file. Upload the papers in it."
    elif not stat.S_ISREG(found.st_mode):
        why = "This is not an ordinary file."
    elif found.st_size == 0:
        why = "This file is empty (0 bytes)."
    elif found.st_size > limits.UPLOAD_BYTES:
        why = limits.too_big(found.st_size)
    if why is not None:
        os.close(descriptor)
        raise Refused(why)
    return os.fdopen(descriptor, "rb")


def _ask_child(source: IO[bytes], task: list[str]) -> bytes:
    with tempfile.TemporaryFile() as answer:
        # -P keeps the working folder off the import path; -s keeps the user's own packages off it.
        command = [sys.executable, "-P", "-s", "-m", "corpus.child", *task]
        with subprocess.Popen(  # noqa: S603 - our own interpreter, with words of our own
            command,
            stdin=source,
            stdout=answer,
            stderr=subprocess.DEVNULL,
            env=_ENVIRONMENT,
            cwd="/",
            start_new_session=True,
        ) as child:
            try:
                code = child.wait(limits.WALL_SECONDS)
            except subprocess.TimeoutExpired:
                raise Refused(_TOO_SLOW) from None
            finally:
                _end_group(child)
        if code == -signal.SIGXCPU:
            raise Refused(_TOO_SLOW)
        answer.seek(0)
        written = answer.read(limits.OUTPUT_BYTES + 1)
    return _said(code, written)


def _said(code: int, written: bytes) -> bytes:
    if code == 0 and 0 < len(written) <= limits.OUTPUT_BYTES:
        return written
    if code == 3:
        raise Refused(written[:2000].decode("utf-8", "replace") or _DAMAGED)
    raise Refused(_DAMAGED)


def _end_group(child: subprocess.Popen[bytes]) -> None:
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


def _suffix(path: Path) -> str:
    letters = path.suffix.lower().lstrip(".")
    return letters if letters.isascii() and letters.isalnum() and len(letters) <= 8 else "unknown"


def _plain_name(path: Path) -> str:
    # The file's own name may name a child; the process list must not.
    return f"paper.{_suffix(path)}"
