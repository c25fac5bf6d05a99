"""What was worked out from papers, kept between commands and sealed with a key made of the papers: without them nobody opens it."""

from __future__ import annotations

import base64
import hashlib
import os
import time
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

from app.config import PROJECT
from corpus.whole_file import write_whole

DAYS_KEPT = 30
"""What nobody asked for in so many days is taken away."""
SUFFIX = ".sealed"
ROOMS = ("corpus", "indexer", "rules", "app/packs", "app/proposing", "app/contract.py")
"""Where what is kept was worked out: with a change there, it is worked out anew."""
LIBRARIES = (
    *("pypdf", "pypdfium2", "pdfplumber", "tesserocr", "python-docx", "openpyxl", "python-pptx"),
    *("numpy", "google-re2", "tokenizers", "openvino"),
)
SOURCES = (".py", ".yaml", ".sha256")


class Sealed:
    """Bytes under keys; only who can make the key again can find or open them."""

    def __init__(self, folder: Path | None) -> None:
        """`folder` is made when the first thing is kept; nothing is kept where there is none."""
        self.folder = folder

    def take(self, key: bytes) -> bytes | None:
        """What was kept under the key; None where nothing is, or not as it was sealed."""
        if self.folder is None:
            return None
        try:
            opened = Fernet(key).decrypt(self._path(self.folder, key).read_bytes())
            os.utime(self._path(self.folder, key))
        except (OSError, InvalidToken):
            return None
        return opened

    def holds(self, key: bytes) -> bool:
        """Whether something was kept under the key, whole or not."""
        return self.folder is not None and self._path(self.folder, key).exists()

    def keep(self, key: bytes, data: bytes) -> None:
        """Seals the bytes; the file appears whole or not at all."""
        if self.folder is None:
            return
        # Where the folder above is gone, so is what this belongs to, deleted while we worked: nothing of it is left behind.
        with suppress(FileNotFoundError):
            self.folder.mkdir(exist_ok=True, mode=0o700)
            write_whole(self._path(self.folder, key), Fernet(key).encrypt(data))

    def sweep(self) -> None:
        """Takes away what nobody asked for in DAYS_KEPT days."""
        for kept in self.folder.glob(f"*{SUFFIX}") if self.folder else ():
            with suppress(FileNotFoundError):  # somebody else swept, or a review was deleted
                if kept.stat().st_mtime < time.time() - DAYS_KEPT * 86_400:
                    kept.unlink()

    @staticmethod
    def _path(folder: Path, key: bytes) -> Path:
        return folder / f"{hashlib.sha256(key).hexdigest()}{SUFFIX}"


def key_of(*made_from: str | bytes) -> bytes:
    """A key that only the same things, in the same order, worked on by the same edition of the service, give."""
    digest = hashlib.sha256(_edition().encode())
    for one in made_from:
        data = one.encode("utf-8", "surrogatepass") if isinstance(one, str) else one
        digest.update(len(data).to_bytes(8, "big") + data)
    return base64.urlsafe_b64encode(digest.digest())


@cache
def _edition() -> str:
    """The service's own sources and lists, and the libraries that read and compute, as one hash."""
    digest = hashlib.sha256(" ".join(f"{name} {version(name)}" for name in LIBRARIES).encode())
    for source in sorted(_sources()):
        digest.update(str(source.relative_to(PROJECT)).encode() + source.read_bytes())
    return digest.hexdigest()


def _sources() -> Iterable[Path]:
    for room in ROOMS:
        place = PROJECT / room
        found = [place] if place.is_file() else place.rglob("*")
        yield from (one for one in found if one.suffix in SOURCES and "samples" not in one.parts)
