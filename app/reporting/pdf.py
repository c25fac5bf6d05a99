"""PDF files of a report's forms, where the machine has LibreOffice; it runs by itself, for a bounded time, and once."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

WALL_SECONDS = 90.0
CPU_SECONDS = 120
FILE_BYTES = 200_000_000
NOT_HERE = (
    "No PDF is made: LibreOffice is not on this machine. Whoever runs it can install it, or set SIGHTLINE_OFFICE."
)
FAILED = "No PDF was made: LibreOffice stopped or took too long. The Word files are whole; save them as PDF from Word."
_BOUND = (
    "import os, resource as r, sys; "
    f"r.setrlimit(r.RLIMIT_CPU, ({CPU_SECONDS}, {CPU_SECONDS})); "
    f"r.setrlimit(r.RLIMIT_FSIZE, ({FILE_BYTES}, {FILE_BYTES})); "
    "r.setrlimit(r.RLIMIT_CORE, (0, 0)); os.execv(sys.argv[1], sys.argv[1:])"
)


class NoPdf(Exception):
    """There is no PDF; the message says why."""


def office(program: str) -> str | None:
    """Where LibreOffice is on this machine; None where it is not, or is not to be used."""
    return shutil.which(program) if program and program != "none" else None


def pdfs_of(documents: Mapping[str, bytes], program: str) -> dict[str, bytes]:
    """Each Word file as a PDF; NoPdf where the machine cannot."""
    found = office(program)
    if found is None:
        raise NoPdf(NOT_HERE)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        folder = Path(place)
        for name, docx in documents.items():
            (folder / f"{name}.docx").write_bytes(docx)
        _convert(found, folder, [f"{name}.docx" for name in documents])
        made = {name: folder / f"{name}.pdf" for name in documents}
        if not all(path.is_file() for path in made.values()):
            raise NoPdf(FAILED)
        return {name: path.read_bytes() for name, path in made.items()}


def _convert(program: str, folder: Path, names: list[str]) -> None:
    profile = (folder / "profile").as_uri()
    settled = [f"-env:UserInstallation={profile}", "--headless", "--norestore", "--nologo", "--nolockcheck"]
    command = [sys.executable, "-c", _BOUND, program, *settled, "--convert-to", "pdf", *names]
    environment = {"HOME": str(folder), "TMPDIR": str(folder), "PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8"}
    with subprocess.Popen(  # noqa: S603 - the program that was set, on files of our own
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        cwd=folder,
        start_new_session=True,
    ) as child:
        try:
            child.wait(WALL_SECONDS)
        except subprocess.TimeoutExpired:
            raise NoPdf(FAILED) from None
        finally:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(child.pid, signal.SIGKILL)
