"""The bounded child that prints into a client's own template: a template and what to print in, a Word file out.

On standard input stand, on a line each, whether it is strict and how long the template is; then the template, then
what to print as JSON.
"""

from __future__ import annotations

import io
import json
import os
import sys

from app.reporting.word_file import TemplateBroken, printed
from corpus.child import REFUSED, bound
from corpus.formats.package import Package, open_package
from corpus.limits import OUTPUT_BYTES, Refused

WHAT = "a Word file (.docx)"
NAME = "This template"


def main() -> int:
    """Prints once and returns the exit code."""
    bound()
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    try:
        written, code = _print(sys.stdin.buffer.read(OUTPUT_BYTES)), 0
    except (Refused, TemplateBroken) as refusal:
        written, code = str(refusal).encode("utf-8", "replace"), REFUSED
    except MemoryError:
        written, code = f"{NAME} needs too much memory to be printed into.".encode(), REFUSED
    with answer:
        answer.write(written)
    return code


def _print(sent: bytes) -> bytes:
    strict, size, rest = sent.split(b"\n", 2)
    template, contents = rest[: int(size)], json.loads(rest[int(size) :])
    check(open_package(template, "word/", WHAT))
    return printed(contents, io.BytesIO(template), NAME, strict=strict == b"strict")


def check(package: Package) -> None:
    """A template holds no macro and fetches nothing from elsewhere when it is opened."""
    if any("vbaProject" in path or "/activeX/" in path for path in package.parts):
        raise Refused("This template holds macros. Save it as a Word document (.docx) without macros.")
    for path in package.parts:
        if not path.endswith(".rels"):
            continue
        folder, _, name = path.rpartition("_rels/")
        for link in package.relations(folder + name.removesuffix(".rels")):
            if link.external and link.kind != "hyperlink":
                raise Refused(
                    "This template takes something from another place when it is opened (a linked picture or a linked "
                    "template). Put the picture itself into it, or attach no template, and bring it again."
                )


if __name__ == "__main__":
    os._exit(main())
