"""The organisation says who somebody is; nobody gets an account, a place or another's account by it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pytest
from cast import CAST, Person
from flask.testing import FlaskClient

from app.config import Config
from app.database import db, writing
from app.errors import NotFound
from app.models import Identity
from app.people.single_sign_on import NotKnownHere, sign_in_as

ISSUER = "https://sign-in.harland.example"
CONFIG = Config(oidc_issuer=ISSUER, oidc_client="sightline")


def token(email: str, subject: str = "ada-1", verified: bool = True) -> dict[str, Any]:
    return {"sub": subject, "email": email, "email_verified": verified}


@pytest.fixture
def asked(cast: dict[str, Person]) -> Iterator[dict[str, Person]]:
    with cast["scrutineer"].app.test_request_context():
        yield cast


def test_a_verified_address_of_an_account_is_that_person_and_is_remembered(asked: dict[str, Person]) -> None:
    assert sign_in_as(CONFIG, token("Ada@Harland.example")).id == asked["scrutineer"].id
    assert sign_in_as(CONFIG, token("married@harland.example")).id == asked["scrutineer"].id, "by the provider's own id"


@pytest.mark.parametrize(
    "said",
    [
        token("nobody@harland.example"),
        token(CAST["scrutineer"][1], verified=False),
        token("", "ada-1"),
        token(CAST["scrutineer"][1], ""),
        {},
    ],
)
def test_nobody_else_gets_in(asked: dict[str, Person], said: dict[str, Any]) -> None:
    with pytest.raises(NotKnownHere):
        sign_in_as(CONFIG, said)


def test_an_account_that_is_bound_is_not_taken_over_by_another_identity_with_its_address(
    asked: dict[str, Person],
) -> None:
    sign_in_as(CONFIG, token(CAST["scrutineer"][1]))
    with pytest.raises(NotKnownHere):
        sign_in_as(CONFIG, token(CAST["scrutineer"][1], "mallory-9"))
    assert [one.subject for one in db.session.query(Identity)] == ["ada-1"]


def test_a_closed_account_stays_closed(asked: dict[str, Person]) -> None:
    with writing():
        asked["scrutineer"].user.active = False
    with pytest.raises(NotKnownHere):
        sign_in_as(CONFIG, token(CAST["scrutineer"][1]))


def test_where_none_is_set_there_is_no_such_page_and_no_link(anyone: FlaskClient) -> None:
    assert anyone.get("/sign-in/organisation").status_code == 404
    assert anyone.get("/sign-in/organisation/back").status_code == 404
    assert "through your organisation" not in anyone.get("/sign-in").text
    assert NotFound.sentence


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_whole_way_there_and_back(cast: dict[str, Person]) -> None:
    mock = pytest.importorskip("oidc_provider_mock")
    from app import create_app

    with mock.run_server_in_thread() as server:
        issuer = f"http://localhost:{server.server_port}"
        said = json.dumps({"email": CAST["scrutineer"][1], "email_verified": True}).encode()
        user = Request(f"{issuer}/users/ada-1", said, {"Content-Type": "application/json"}, method="PUT")
        build_opener().open(user).close()
        config = cast["scrutineer"].app.extensions["sightline"]
        app = create_app(replace(config, oidc_issuer=issuer, oidc_client="sightline", oidc_secret="s"))
        browser = app.test_client()
        assert "through your organisation" in browser.get("/sign-in").text
        away = browser.get("/sign-in/organisation").location
        assert away.startswith(issuer)
        assert "code_challenge_method=S256" in away
        try:
            build_opener(_Stay).open(Request(away, urlencode({"sub": "ada-1"}).encode())).close()
            raise AssertionError("The provider did not send us back.")
        except Exception as answer:
            returned = urlsplit(answer.headers["Location"])  # type: ignore[attr-defined]
            answer.close()  # type: ignore[attr-defined]
        stolen = app.test_client().get(f"{returned.path}?{returned.query}")
        assert stolen.status_code >= 400, "an answer that this browser did not ask for"
        assert browser.get(f"{returned.path}?{returned.query}").location == "/reviews"
        assert browser.get("/reviews").status_code == 200
        with app.app_context():
            db.engine.dispose()
