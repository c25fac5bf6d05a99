"""Every response, errors included, says where a page may load from and that nobody may keep it."""

from __future__ import annotations

import pytest
from cast import Person
from flask import Flask, abort
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.headers import HASHED_NAME, HEADERS
from app.models import Review
from app.policy import may

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}


def assert_guarded(answer: TestResponse) -> None:
    assert set(answer.headers["Content-Security-Policy"].split("; ")) >= POLICY
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"
    assert dict(answer.headers).items() >= HEADERS.items()


@pytest.fixture
def breaking(app: Flask) -> Flask:
    """Addresses that break in each way there is."""

    @may("home")
    def break_down() -> str:
        raise ZeroDivisionError("2 July, Child K, 14 Elm Road")

    @may("home")
    def turn_away() -> str:
        abort(418)

    app.add_url_rule("/break", "break", break_down)
    app.add_url_rule("/turn", "turn", turn_away)
    return app


@pytest.mark.parametrize("address", ["/sign-in", "/no-such-page", "/healthz", "/static/nothing.css", "/reviews"])
def test_a_page_for_anyone_is_guarded(anyone: FlaskClient, address: str) -> None:
    assert_guarded(anyone.get(address))


def test_pages_for_a_signed_in_person_are_guarded(scrutineer: Person, review: Review) -> None:
    for address in ("/", "/sign-in", f"/reviews/{review.id}", "/reviews/" + "f" * 24):
        assert_guarded(scrutineer.get(address))


def test_a_form_without_our_token_is_turned_away_guarded(scrutineer: Person) -> None:
    answer = scrutineer.client.post("/sign-out")
    assert answer.status_code == 400
    assert_guarded(answer)


def test_a_breakdown_is_guarded_and_says_nothing_of_what_was_being_done(
    breaking: Flask, cast: dict[str, Person]
) -> None:
    answer = cast["scrutineer"].sign_in().get("/break")
    assert answer.status_code == 500
    assert "not your doing" in answer.text
    assert "Elm Road" not in answer.text
    assert "ZeroDivision" not in answer.text
    assert_guarded(answer)


def test_any_other_error_is_a_page_in_plain_words(breaking: Flask, cast: dict[str, Person]) -> None:
    answer = cast["scrutineer"].sign_in().get("/turn")
    assert answer.status_code == 418
    assert "<h1" in answer.text
    assert_guarded(answer)


def test_a_wrong_method_answers_as_a_missing_page(scrutineer: Person) -> None:
    wrong, missing = scrutineer.client.put("/sign-in"), scrutineer.client.put("/no-such-page")
    assert wrong.status_code == missing.status_code == 404
    assert wrong.text == missing.text
    assert "Allow" not in wrong.headers


def test_a_name_that_is_not_ours_is_not_served(anyone: FlaskClient) -> None:
    answer = anyone.get("/sign-in", base_url="http://evil.example")
    assert answer.status_code == 400
    assert_guarded(answer)


def test_a_body_over_the_limit_is_refused_before_it_is_read(scrutineer: Person) -> None:
    answer = scrutineer.client.post("/sign-out", data={"csrf_token": "x" * 2_000_000})
    assert answer.status_code == 413
    assert_guarded(answer)


def test_only_static_files_with_a_hash_in_their_name_are_kept(app: Flask, anyone: FlaskClient) -> None:
    assert HASHED_NAME.search("/static/build/sightline-347f6fdf.css")
    assert HASHED_NAME.search("/static/build/app.c79fc781.js")
    assert not HASHED_NAME.search("/static/build/manifest.json")
    assert not HASHED_NAME.search("/static/build/sightline.css")
    assert_guarded(anyone.get("/static/build/never-made-00000000.css"))


@pytest.mark.settings(proxies=1)
def test_behind_a_proxy_the_cookie_and_the_browser_stay_with_tls(cast: dict[str, Person]) -> None:
    ada = cast["scrutineer"]
    answer = ada.get("/sign-in", headers={"X-Forwarded-Proto": "https"})
    cookie = answer.headers["Set-Cookie"]
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=")
    assert cookie.startswith("__Host-sightline=")
    assert "Secure" in cookie
    assert "HttpOnly" in cookie


def test_health_is_said_without_signing_in_and_without_saying_more(anyone: FlaskClient) -> None:
    assert anyone.get("/healthz").json == {"status": "ok"}
    assert anyone.get("/healthz").headers.get("Set-Cookie") is None
