"""Logs that carry ids only: what broke and where, never the words that were being handled when it did."""

from __future__ import annotations

import logging
import traceback
from types import TracebackType

from flask.logging import default_handler

ErrorInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

LINE = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class WithoutWords(logging.Formatter):
    """An error is logged by its kind and its places in the code; its message may quote a paper or name a person."""

    def formatException(self, ei: ErrorInfo) -> str:  # noqa: N802 - the library's name
        lines, error = [], ei[1]
        while error is not None:
            places = traceback.extract_tb(error.__traceback__)
            lines += [f"  {place.filename}:{place.lineno} in {place.name}" for place in places]
            lines.append(f"{type(error).__module__}.{type(error).__qualname__}")
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n".join(lines)


def register_logs() -> None:
    """Sets the form of the application's own log, whoever serves it."""
    default_handler.setFormatter(WithoutWords(LINE))


def log_to_terminal() -> None:
    """For a process of our own: everything worth knowing, on standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(WithoutWords(LINE))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
