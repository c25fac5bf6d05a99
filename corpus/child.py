"""The bounded child: one file on standard input, one answer on standard output; no network, no programs."""

from __future__ import annotations

import json
import os
import resource
import sys
import zlib
from collections.abc import Iterator
from importlib import import_module
from itertools import chain
from typing import IO, Any

from corpus import limits
from corpus.document import Reading
from corpus.limits import Refused

READ, REFUSED, FAILED = 0, 3, 4

_FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.fork", "os.system", "os.remove", "os.rename")
_DAMAGED = "This file is damaged, or is not what its name says. Open it, save it again and upload the new copy."
_TOO_MUCH_MEMORY = (
    "Reading this file needs more memory than the 512 MB that is given to one file. Split it and upload the parts."
)


def main(task: list[str]) -> int:
    """Carries out `read NAME`, `picture PAGE WIDTH`, `unpack` or `cells` and returns the exit code."""
    bound()
    answer = _own_output()
    try:
        data = sys.stdin.buffer.read(limits.UPLOAD_BYTES + 1)
        written, code = _done(data, task), READ
    except Refused as refusal:
        written, code = str(refusal).encode("utf-8", "replace"), REFUSED
    except MemoryError:
        written, code = _TOO_MUCH_MEMORY.encode(), REFUSED
    except (
        Exception
    ):  # a parser may raise anything at a hostile file; the traceback could quote the paper, so it is dropped
        written, code = _DAMAGED.encode(), REFUSED
    return code if _delivered(written, answer) else FAILED


def bound() -> None:
    """Sets the limits that the child cannot lift again, and forbids network, programs and deletion."""
    # RLIMIT_DATA counts what is written to, not what is mapped: the libraries map far more than they use.
    for limit, most in (
        (resource.RLIMIT_DATA, limits.DATA_BYTES),
        (resource.RLIMIT_CPU, limits.CPU_SECONDS),
        (resource.RLIMIT_FSIZE, limits.OUTPUT_BYTES),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ):
        _lower(limit, most)
    sys.addaudithook(_forbid)


def _lower(limit: int, most: int) -> None:
    _, hard = resource.getrlimit(limit)
    ceiling = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(limit, (ceiling, ceiling))


def _forbid(event: str, _arguments: tuple[Any, ...]) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError("Reading a file opens no connection and starts no program.")


def _own_output() -> IO[bytes]:
    # Libraries print warnings; only the answer may reach the parent.
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answer


def _done(data: bytes, task: list[str]) -> bytes | Iterator[bytes]:
    if task[0] == "unpack":
        return _unpacked(data)
    if task[0] == "cells":
        return _cells(data)
    return _read(data, task[1]) if task[0] == "read" else _picture(data, int(task[1]), int(task[2]))


def _delivered(written: bytes | Iterator[bytes], answer: IO[bytes]) -> bool:
    try:
        with answer:
            for piece in (written,) if isinstance(written, bytes) else written:
                answer.write(piece)
    except OSError:
        return False
    return True


def _read(data: bytes, name: str) -> bytes:
    from corpus.reading_json import reading_to_json
    from corpus.sniffing import format_of

    module = import_module(f"corpus.formats.{format_of(data, name)}")
    try:
        reading: Reading = module.read(data, name)
    except (zlib.error, RecursionError):
        raise Refused(_DAMAGED) from None
    return json.dumps(reading_to_json(reading), ensure_ascii=True, separators=(",", ":")).encode("ascii")


def _unpacked(data: bytes) -> Iterator[bytes]:
    from corpus.archive import unpacked

    pieces = unpacked(data)
    # Up to its first piece everything is only measured: what is refused is refused before anything is written.
    return chain((next(pieces),), pieces)


def _cells(data: bytes) -> bytes:
    from corpus.formats.cells import cells_of

    try:
        return json.dumps(cells_of(data), ensure_ascii=True, separators=(",", ":")).encode("ascii")
    except (zlib.error, RecursionError):
        raise Refused(_DAMAGED) from None


def _picture(data: bytes, page: int, width: int) -> bytes:
    from corpus.formats.page_picture import picture_of

    return picture_of(data, page, width)


if __name__ == "__main__":
    # Past this point nothing of ours is left to run, and a parser's own clean-up may crash: leave at once.
    exit_code = main(sys.argv[1:])
    os._exit(exit_code)
