"""Where sessions are kept: a file each in the data folder, as JSON and never as pickle."""

from __future__ import annotations

import json
from pathlib import Path
from typing import IO, Any

from cachelib.file import FileSystemCache

SESSIONS_KEPT = 5000


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
