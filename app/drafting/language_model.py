"""The one door to a language model: an address that an administrator set, words out, a bounded stream of words back.

No other address is contacted, redirects are refused, the model is given no tools, and what it sends is cut at its limits.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

import httpx

MOST_BYTES = 256 * 1024
"""What a reply may weigh altogether, with everything that the server puts around it."""
MOST_LINE = 64 * 1024
CONNECT_SECONDS = 5.0
SILENT_SECONDS = 15.0
"""How long the model may say nothing."""
FAILURES_BEFORE_REST = 3
REST_SECONDS = 120.0


class ModelFailed(Exception):
    """The model gave no usable reply; the message is a sentence for the person who waits."""


class CutOff(ModelFailed):
    """The model worked, and its reply ended at the limit of tokens in the middle of what it was saying."""


@dataclass(frozen=True)
class Endpoint:
    """Where the model is, what it is called, and what a reply may take."""

    address: str
    model: str
    key: str = field(default="", repr=False)
    seconds: float = 60.0
    tokens: int = 800

    def __post_init__(self) -> None:
        parts = urlsplit(self.address)
        if (
            parts.scheme not in ("http", "https")
            or not parts.hostname
            or parts.username
            or parts.query
            or parts.fragment
        ):
            raise ValueError(
                "The model's address begins with http:// or https:// and holds no user, query or fragment."
            )

    @property
    def url(self) -> str:
        """The one address that is contacted."""
        return f"{self.address.rstrip('/')}/chat/completions"

    @property
    def said(self) -> str:
        """The address as it may be shown and kept: without the key."""
        return f"{self.model} at {urlsplit(self.address).netloc}"


class Breaker:
    """Rests after failures in a row, so that nobody waits for a model that does not answer."""

    def __init__(self) -> None:
        self._failures = 0
        self._until = 0.0
        self._lock = Lock()

    @property
    def resting(self) -> bool:
        with self._lock:
            return time.monotonic() < self._until

    def failed(self) -> None:
        with self._lock:
            self._failures += 1
            if self._failures >= FAILURES_BEFORE_REST:
                self._until, self._failures = time.monotonic() + REST_SECONDS, 0

    def worked(self) -> None:
        with self._lock:
            self._failures, self._until = 0, 0.0


def reply_from(endpoint: Endpoint, prompt: str, breaker: Breaker) -> Iterator[str]:
    """The words of the reply as they come; ModelFailed where it breaks off, is not what it should be, or takes too much."""
    if breaker.resting:
        raise ModelFailed(
            "The language model did not answer several times in a row, so it is left alone for two minutes."
        )
    try:
        words = 0
        for piece in _stream(endpoint, prompt):
            words += len(piece.strip())
            yield piece
        if not words:
            raise ModelFailed("The language model sent no words.")
    except GeneratorExit:
        raise
    except CutOff:
        breaker.worked()
        raise
    except ModelFailed:
        breaker.failed()
        raise
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, UnicodeError, OSError) as error:
        breaker.failed()
        raise ModelFailed("The language model cannot be reached, or broke off. Nothing else depends on it.") from error
    breaker.worked()


def _stream(endpoint: Endpoint, prompt: str) -> Iterator[str]:
    asked = {
        "model": endpoint.model,
        "messages": [{"role": "user", "content": prompt}],
        "max_tokens": endpoint.tokens,
        "temperature": 0,
        "stream": True,
    }
    headers = {"Accept": "text/event-stream", "Accept-Encoding": "identity"}
    if endpoint.key:
        headers["Authorization"] = f"Bearer {endpoint.key}"
    ends = time.monotonic() + endpoint.seconds
    limits = httpx.Timeout(min(SILENT_SECONDS, endpoint.seconds), connect=CONNECT_SECONDS)
    with (
        httpx.Client(follow_redirects=False, trust_env=False, timeout=limits, max_redirects=0) as client,
        client.stream("POST", endpoint.url, json=asked, headers=headers) as reply,
    ):
        _check_head(reply)
        if "text/event-stream" in reply.headers.get("content-type", ""):
            yield from _events(reply, ends)
        else:
            event = _object(b"".join(_bounded(reply, ends)))
            yield _words(event, "message")
            _check_end(event)


def _check_head(reply: httpx.Response) -> None:
    if reply.is_redirect or 300 <= reply.status_code < 400:
        raise ModelFailed("The language model's address sent us elsewhere, which is not followed.")
    if reply.status_code in (401, 403):
        raise ModelFailed("The language model refused our key. An administrator can set it again.")
    if reply.status_code == 429:
        raise ModelFailed("The language model is busy. Try again in a few minutes.")
    if reply.status_code != 200:
        raise ModelFailed(f"The language model answered with an error ({reply.status_code}).")
    if reply.headers.get("content-encoding", "identity") not in ("", "identity"):
        raise ModelFailed("The language model sent a packed reply, which is not opened.")


def _bounded(reply: httpx.Response, ends: float) -> Iterator[bytes]:
    weight = 0
    for piece in reply.iter_raw():
        weight += len(piece)
        if weight > MOST_BYTES:
            raise ModelFailed("The language model sent far more than was asked for, so its reply was cut off.")
        if time.monotonic() > ends:
            raise ModelFailed("The language model took too long, so its reply was cut off.")
        yield piece


def _events(reply: httpx.Response, ends: float) -> Iterator[str]:
    rest = b""
    for piece in _bounded(reply, ends):
        rest += piece
        *lines, rest = rest.split(b"\n")
        if len(rest) > MOST_LINE:
            raise ModelFailed("The language model sent something that is no reply.")
        for line in lines:
            data = line.strip()
            if not data.startswith(b"data:"):
                continue
            body = data[5:].strip()
            if body == b"[DONE]":
                return
            event = _object(body)
            yield _words(event, "delta")
            _check_end(event)
    if rest.strip():
        raise ModelFailed("The language model broke off in the middle of its reply.")


def _check_end(event: dict[str, Any]) -> None:
    """CutOff where the event says that the limit of tokens ended the reply."""
    choices = event.get("choices")
    first = choices[0] if isinstance(choices, list) and choices else {}
    if isinstance(first, dict) and first.get("finish_reason") == "length":
        raise CutOff("The reply was cut off at its limit of length, so its last sentence may not be whole.")


def _object(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ModelFailed("The language model sent something that is no reply.") from error
    if not isinstance(found, dict):
        raise ModelFailed("The language model sent something that is no reply.")
    return found


def _words(event: dict[str, Any], within: str) -> str:
    """The words of one event; a call of a tool is refused, whatever it calls."""
    if event.get("error"):
        raise ModelFailed("The language model reported an error.")
    choices = event.get("choices")
    if not isinstance(choices, list):
        raise ModelFailed("The language model sent something that is no reply.")
    said = choices[0].get(within) if choices and isinstance(choices[0], dict) else {}
    if not isinstance(said, dict):
        raise ModelFailed("The language model sent something that is no reply.")
    if said.get("tool_calls") or said.get("function_call"):
        raise ModelFailed("The language model tried to use a tool. It has none, so its reply was not taken.")
    content = said.get("content")
    if content is not None and not isinstance(content, str):
        raise ModelFailed("The language model sent something that is no reply.")
    return content or ""
