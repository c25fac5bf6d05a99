"""Where sessions are kept: a file each in the data folder, as JSON and never as pickle."""

from __future__ import annotations

import json
import os
import secrets
import struct
from contextlib import suppress
from pathlib import Path
from time import time
from typing import IO, Any

from cachelib.file import FileSystemCache

SESSIONS_KEPT = 5000
ENDS = struct.calcsize("I")
"""In front of a session's file stands the second at which it ends."""


OF_PAGES = ("_flashes", "searched")
"""What a session holds that may name a paper or a person: what is to be told next, and what was looked for."""


class JsonSerializer:
    """A session's content as JSON, so that reading one can never run code."""

    def dump(self, value: Any, file: IO[bytes]) -> None:
        file.write(json.dumps(value).encode())

    def load(self, file: IO[bytes]) -> Any:
        try:
            return json.loads(file.read())
        except ValueError:
            return None


class SessionFiles(FileSystemCache):
    """The folder of sessions; each file is readable by its owner only and ends by itself."""

    serializer = JsonSerializer()  # type: ignore[assignment]

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder), threshold=SESSIONS_KEPT, mode=0o600)

    def forget_messages(self) -> None:
        """Takes out of every session what was to be told on its next page, which may name a paper or an area."""
        self._remove_expired(time())
        for path in map(Path, self._list_dir()):
            with suppress(OSError, ValueError):
                kept = path.read_bytes()
                said = json.loads(kept[ENDS:])
                if isinstance(said, dict) and {name for name in OF_PAGES if said.pop(name, None)}:
                    own = path.with_name(f"{path.name}.{secrets.token_hex(6)}{self._fs_transaction_suffix}")
                    _write(own, kept[:ENDS] + json.dumps(said).encode())
                    own.replace(path)


def _write(path: Path, data: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
