"""A language model on this machine that says whatever a test tells it to, however badly."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Reply = Callable[[BaseHTTPRequestHandler], None]


class FakeModel:
    """Where it is, and what it was asked."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}/v1"
        self.asked: list[dict[str, object]] = []
        self.paths: list[str] = []


@contextmanager
def fake_model(reply: Reply) -> Iterator[FakeModel]:
    """Serves until the test is over."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            served.asked.append(json.loads(body))
            served.paths.append(self.path)
            # The other side hangs up where it should.
            with suppress(OSError):
                reply(self)

        def do_GET(self) -> None:
            served.paths.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    served = FakeModel(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def streamed(*pieces: str, done: bool = True) -> Reply:
    """Words as events, as an OpenAI-compatible server sends them."""
    events = [event({"choices": [{"delta": {"content": piece}}]}) for piece in pieces]
    return raw(b"".join(events) + (b"data: [DONE]\n\n" if done else b""))


def event(content: object) -> bytes:
    return b"data: " + json.dumps(content).encode() + b"\n\n"


def raw(body: bytes, status: int = 200, kind: str = "text/event-stream", **headers: str) -> Reply:
    """Exactly these bytes."""

    def reply(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return reply


def slowly(piece: bytes, times: int, wait: float) -> Reply:
    """The same bytes again and again with a wait between."""

    def reply(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/event-stream")
        handler.end_headers()
        for _ in range(times):
            handler.wfile.write(piece)
            handler.wfile.flush()
            time.sleep(wait)

    return reply
