"""A browser of few words: cookies, forms with their token, files."""

from __future__ import annotations

import re
from http.client import HTTPException
from http.cookiejar import CookieJar
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, Request, build_opener

from werkzeug.test import encode_multipart

LOST = (OSError, HTTPException)
"""How a request ends whose server was killed."""


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


class Browser:
    """One person's browser on one server."""

    def __init__(self, port: int, patience: float = 20) -> None:
        self.patience = patience
        self.base = f"http://127.0.0.1:{port}"
        self.jar = CookieJar()
        self.opener = build_opener(HTTPCookieProcessor(self.jar), _Stay())

    def get(self, path: str) -> tuple[int, str]:
        return self._open(Request(self.base + path))

    def post(self, path: str, form: str, fields: dict[str, Any]) -> tuple[int, str]:
        """Sends a form with the token that stands on the page `form`."""
        status, page = self.get(form)
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
        if token is None:
            return status, page
        return self.send(path, {**fields, "csrf_token": token[1]})

    def send(self, path: str, fields: dict[str, Any]) -> tuple[int, str]:
        """Sends fields that hold their token already."""
        boundary, body = encode_multipart(fields)
        sent = Request(self.base + path, data=body, method="POST")
        sent.add_header("Content-Type", f"multipart/form-data; boundary={boundary}")
        return self._open(sent)

    def sign_in(self, email: str, password: str) -> bool:
        return self.post("/sign-in", "/sign-in", {"email": email, "password": password})[0] == 302

    def _open(self, request: Request) -> tuple[int, str]:
        try:
            with self.opener.open(request, timeout=self.patience) as answer:
                return answer.status, answer.read().decode("utf-8", "replace")
        except HTTPError as error:
            with error:
                return error.code, error.read().decode("utf-8", "replace")
