"""Signing in, staying signed in for no longer than promised, and being kept from guessing."""

from __future__ import annotations

import re
import stat
from pathlib import Path
from typing import Any

import pytest
from cast import Person
from flask import Flask
from flask.testing import FlaskClient

from app.config import Config, ConfigError
from app.database import writing
from app.errors import UnknownValue
from app.models import User
from app.people.accounts import make_person, new_password, set_password


def sid(client: FlaskClient) -> str:
    cookie = client.get_cookie("sightline")
    assert cookie is not None
    return cookie.value


def seen(page: str, email: str) -> str:
    """A page without the address typed into it and without its token, which differs every time."""
    return re.sub(r'name="csrf_token"[^>]*>', "", page.replace(email, ""))


def age_session(person: Person, *, began: float = 0, seen: float = 0) -> None:
    with person.client.session_transaction() as kept:
        kept["began"] -= began
        kept["seen"] -= seen


def test_a_person_signs_in_with_their_own_password(scrutineer: Person) -> None:
    assert scrutineer.is_signed_in()


def test_a_wrong_password_and_an_unknown_address_are_answered_alike(cast: dict[str, Person]) -> None:
    ada = cast["scrutineer"]
    wrong = ada.post("/sign-in", {"email": ada.email, "password": "not-this-one-either"})
    unknown = ada.post("/sign-in", {"email": "nobody@harland.example", "password": "not-this-one-either"})

    assert wrong.status_code == unknown.status_code == 200
    assert seen(wrong.text, ada.email) == seen(unknown.text, "nobody@harland.example")
    assert not ada.is_signed_in()


def test_the_session_has_a_new_id_after_signing_in(cast: dict[str, Person]) -> None:
    ada = cast["scrutineer"]
    ada.get("/sign-in")
    planted = sid(ada.client)
    ada.sign_in()

    assert sid(ada.client) != planted
    thief = ada.app.test_client()
    thief.set_cookie("sightline", planted)
    assert not Person(ada.app, ada.id, ada.email, "", thief).is_signed_in()


def test_a_session_ends_after_thirty_idle_minutes(scrutineer: Person) -> None:
    age_session(scrutineer, seen=29 * 60)
    assert scrutineer.is_signed_in()
    age_session(scrutineer, seen=31 * 60)
    assert not scrutineer.is_signed_in()


def test_a_session_ends_after_twelve_hours_however_busy(scrutineer: Person) -> None:
    age_session(scrutineer, began=12 * 3600 + 1)
    assert not scrutineer.is_signed_in()


def test_signing_out_ends_the_session_on_the_server(scrutineer: Person) -> None:
    kept = sid(scrutineer.client)
    assert scrutineer.post("/sign-out").status_code == 302

    thief = scrutineer.app.test_client()
    thief.set_cookie("sightline", kept)
    assert not Person(scrutineer.app, scrutineer.id, scrutineer.email, "", thief).is_signed_in()


def test_signing_out_needs_a_form_of_ours(scrutineer: Person) -> None:
    assert scrutineer.client.post("/sign-out").status_code == 400
    assert scrutineer.is_signed_in()


def test_signing_in_needs_a_form_of_ours(cast: dict[str, Person]) -> None:
    ada = cast["scrutineer"]
    answer = ada.client.post("/sign-in", data={"email": ada.email, "password": ada.password})
    assert answer.status_code == 400


def test_nobody_is_remembered_beyond_the_session(cast: dict[str, Person]) -> None:
    ada = cast["scrutineer"]
    ada.post("/sign-in", {"email": ada.email, "password": ada.password, "remember": "y"})
    assert ada.client.get_cookie("remember_token") is None


def test_a_token_is_no_way_in(cast: dict[str, Person]) -> None:
    ada = cast["scrutineer"]
    token = ada.user.get_auth_token()
    answer = ada.get("/sign-in", headers={"Authentication-Token": token})
    assert answer.status_code == 200, "the sign-in page, as for anyone who is not signed in"


@pytest.mark.settings(account_limit="3 per 15 minutes")
def test_some_wrong_passwords_close_an_account_for_a_while_to_anyone(cast: dict[str, Person]) -> None:
    ada, bram = cast["scrutineer"], cast["business_manager"]
    for _ in range(3):
        assert ada.post("/sign-in", {"email": ada.email, "password": "guess"}).status_code == 200
    shut = ada.post("/sign-in", {"email": ada.email.upper(), "password": ada.password})

    assert shut.status_code == 429
    assert "Wait fifteen minutes" in shut.text
    assert bram.sign_in(), "another account is not shut"


@pytest.mark.settings(address_limit="5 per 15 minutes")
def test_many_wrong_passwords_for_many_accounts_close_the_door_to_an_address(cast: dict[str, Person]) -> None:
    ada = cast["scrutineer"]
    for number in range(5):
        ada.post("/sign-in", {"email": f"guess-{number}@harland.example", "password": "guess"})
    assert ada.post("/sign-in", {"email": ada.email, "password": ada.password}).status_code == 429


@pytest.mark.settings(account_limit="2 per 15 minutes")
def test_signing_in_often_is_not_guessing(cast: dict[str, Person]) -> None:
    for _ in range(4):
        cast["scrutineer"].client = cast["scrutineer"].app.test_client()
        cast["scrutineer"].sign_in()


def test_sessions_are_files_for_their_owner_only(scrutineer: Person) -> None:
    folder = Path(scrutineer.app.extensions["sightline"].data) / "sessions"
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}
    assert all(b"pickle" not in file.read_bytes() and b"\x80\x05" not in file.read_bytes() for file in folder.iterdir())


def test_a_closed_account_is_signed_out_at_once(scrutineer: Person) -> None:
    with writing():
        scrutineer.user.active = False
    assert not scrutineer.is_signed_in()


def test_a_new_password_ends_the_sessions_of_the_old_one(scrutineer: Person) -> None:
    with writing():
        set_password(scrutineer.user)
    assert not scrutineer.is_signed_in()


def test_passwords_are_kept_as_argon2id(cast: dict[str, Person]) -> None:
    kept = cast["scrutineer"].user.password
    assert kept is not None
    assert kept.startswith("$argon2id$")


def test_a_generated_password_is_long_and_never_the_same(app: Flask) -> None:
    made = {new_password() for _ in range(50)}
    assert len(made) == 50
    assert {len(one) for one in made} == {23}


def test_an_address_has_one_account(cast: dict[str, Person]) -> None:
    with pytest.raises(UnknownValue, match="already an account"), writing():
        make_person("Ada Again", "ADA@harland.example", "reviewer")


def test_there_is_no_way_to_register(anyone: FlaskClient) -> None:
    assert anyone.get("/register").status_code == 404
    assert anyone.get("/reset").status_code == 404


def test_the_secret_key_is_made_once_and_readable_by_its_owner_only(tmp_path: Path) -> None:
    config = Config(data=tmp_path / "new")
    key = config.prepare()
    assert len(key) >= 64
    assert config.prepare() == key
    assert stat.S_IMODE((tmp_path / "new" / "secret-key").stat().st_mode) == 0o600
    assert key not in repr(config)


@pytest.mark.parametrize("address", ["0.0.0.0", "192.0.2.7", "::", "sightline.example"])
def test_it_will_not_listen_to_the_world_without_a_proxy_that_ends_tls(address: str) -> None:
    with pytest.raises(ConfigError, match="SIGHTLINE_BEHIND_PROXY"):
        Config(address=address)
    assert Config(address=address, proxies=1).proxies == 1


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "::1"])
def test_it_listens_to_its_own_machine_without_more_ado(address: str) -> None:
    assert Config(address=address).is_local


def test_a_setting_that_is_no_number_is_named() -> None:
    environment: dict[str, Any] = {"SIGHTLINE_PORT": "eight"}
    with pytest.raises(ConfigError, match="SIGHTLINE_PORT"):
        Config.from_environment(environment)


def test_the_cookie_is_kept_from_scripts_and_other_sites(scrutineer: Person) -> None:
    cookie = scrutineer.client.get_cookie("sightline")
    assert cookie is not None
    assert cookie.http_only
    assert cookie.same_site == "Lax"


def test_a_user_is_told_apart_by_nothing_that_can_be_guessed(cast: dict[str, Person]) -> None:
    ids = [person.id for person in cast.values()]
    assert len(set(ids)) == len(ids)
    assert all(len(one) == 24 for one in ids)
    assert isinstance(cast["scrutineer"].user, User)
