"""The cast: invented people with browsers of their own, and the reviews they work on."""

from __future__ import annotations

import io
import secrets
from contextvars import Context
from dataclasses import dataclass
from datetime import date
from typing import IO, Any

import html5lib
from flask import Flask, has_app_context, session
from flask.testing import FlaskClient
from flask_wtf.csrf import generate_csrf
from werkzeug.test import TestResponse

from app.database import db
from app.models import Review, User
from app.reviewing.reviews import create_review

CAST: dict[str, tuple[str, str, str]] = {
    "scrutineer": ("Ada Marlow", "ada@harland.example", "scrutineer"),
    "business_manager": ("Bram Okoro", "bram@harland.example", "partnership"),
    "reviewer": ("Cleo Whitby", "cleo@harland.example", "reviewer"),
    "administrator": ("Dev Lindqvist", "dev@sightline.example", "administrator"),
    "stranger": ("Edie Fairfax", "edie@wexcombe.example", "scrutineer"),
    "other_business_manager": ("Fred Adeyemi", "fred@wexcombe.example", "partnership"),
}


@dataclass
class Sent:
    """A file as a browser sends it."""

    filename: str | None
    content: bytes

    @property
    def stream(self) -> IO[bytes]:
        return io.BytesIO(self.content)


class StrictBrowser(FlaskClient):
    """A test client that reads every HTML page it is given, and fails on the first mistake in it."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        # As in life, a request knows nothing of the test that sent it: neither who was signed in last nor its session.
        response = Context().run(super().open, *args, **kwargs)
        if has_app_context():
            # And the test sees what the request has written, not what it had read before.
            db.session.rollback()
        if response.mimetype == "text/html" and response.data:
            html5lib.HTMLParser(strict=True).parse(response.get_data(as_text=True))
        return response


@dataclass
class Person:
    """Someone of the cast, with a browser in which they may be signed in."""

    app: Flask
    id: str
    email: str
    password: str
    client: FlaskClient

    @property
    def user(self) -> User:
        return db.session.get_one(User, self.id)

    def sign_in(self) -> Person:
        answer = self.post("/sign-in", {"email": self.email, "password": self.password})
        assert answer.status_code == 302, f"{self.email} could not sign in"
        return self

    def is_signed_in(self) -> bool:
        """Whether the service takes this person for signed in: it has no sign-in page for them then."""
        return self.client.get("/sign-in").status_code == 302

    def get(self, url: str, **kwargs: Any) -> TestResponse:
        return self.client.get(url, **kwargs)

    def post(self, url: str, data: dict[str, Any] | None = None, **kwargs: Any) -> TestResponse:
        """Sends a form as the page would, with the token of this person's own session."""
        return self.client.post(url, data={**(data or {}), "csrf_token": self.token()}, **kwargs)

    def token(self) -> str:
        with self.client.session_transaction() as kept:
            kept.setdefault("csrf_token", secrets.token_hex(20))
            raw = kept["csrf_token"]
        return Context().run(self._sign, raw)

    def _sign(self, raw: str) -> str:
        with self.app.test_request_context():
            session["csrf_token"] = raw
            return generate_csrf()


def make_review(owner: User, area: str) -> Review:
    return create_review(
        owner,
        area=area,
        title=f"{area} 2024 to 2025",
        framework_id="six-steps",
        framework_sha="0" * 64,
        guidance="2023",
        period_from=date(2024, 4, 1),
        period_to=date(2025, 3, 31),
    )


def proposal(question: str, rating: str, red_reason: str | None = None) -> dict[str, Any]:
    """A question of an assessment with nothing in it but its proposal."""
    return {
        "id": question,
        "step": question[0],
        "text": f"Question {question}?",
        "proposed": rating,
        "red_reason": red_reason,
        "assessable": True,
        "because": f"{rating.title()}: as the papers show.",
        "parts": [],
        "contradictions": [],
        "requests": [],
    }
