"""A password alone lets nobody in who has a second step, and no code is taken twice."""

from __future__ import annotations

import re
import time

import pyotp
import pytest
from cast import Person
from flask import Flask

from app.database import db
from app.models import SecondFactor
from app.people.second_step import STEP_SECONDS, passes, set_up, step_of, take_away

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_at(steps: int = 0) -> str:
    return pyotp.TOTP(SECRET).generate_otp(int(time.time() // STEP_SECONDS) + steps)


@pytest.fixture
def codes(cast: dict[str, Person]) -> list[str]:
    """The scrutineer has set up a second step; these are the recovery codes."""
    made = set_up(cast["scrutineer"].user, SECRET, code_at(-1))
    assert made is not None
    return made


def test_the_password_alone_opens_nothing(codes: list[str], scrutineer: Person) -> None:
    for address in ("/reviews", "/limits", "/account/password", "/reviews/" + "f" * 24):
        answer = scrutineer.get(address)
        assert answer.status_code == 302
        assert answer.location.startswith("/sign-in/second-step"), address
    assert scrutineer.post("/reviews/new", {"area": "x"}).location.startswith("/sign-in/second-step")


def test_the_code_opens_what_was_asked_for(codes: list[str], scrutineer: Person) -> None:
    answer = scrutineer.post("/sign-in/second-step?next=/limits", {"code": code_at()})
    assert answer.location == "/limits"
    assert scrutineer.get("/reviews").status_code == 200


@pytest.mark.parametrize("elsewhere", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_the_code_leads_nowhere_else(codes: list[str], scrutineer: Person, elsewhere: str) -> None:
    assert scrutineer.post(f"/sign-in/second-step?next={elsewhere}", {"code": code_at()}).location == "/reviews"


def test_a_code_is_taken_once(codes: list[str], cast: dict[str, Person]) -> None:
    ada = cast["scrutineer"].user
    now = code_at()
    assert passes(ada, now)
    assert not passes(ada, now)
    assert not passes(ada, code_at(-1)), "nor one from before it"


def test_a_recovery_code_is_taken_once_however_it_is_typed(codes: list[str], cast: dict[str, Person]) -> None:
    ada = cast["scrutineer"].user
    assert passes(ada, f" {codes[3].upper().replace('-', ' ')} ")
    assert not passes(ada, codes[3])
    assert passes(ada, codes[4])


def test_a_code_of_another_time_or_another_key_is_wrong() -> None:
    moment = 1_700_000_000.0
    code = pyotp.TOTP(SECRET).at(moment)
    assert step_of(SECRET, code, moment) is not None
    assert step_of(SECRET, f"{code[:3]} {code[3:]}", moment + 29) is not None
    assert step_of(SECRET, code, moment + 120) is None
    assert step_of(pyotp.random_base32(), code, moment) is None
    assert step_of(SECRET, "", moment) is None


def test_five_wrong_codes_end_the_session(codes: list[str], scrutineer: Person) -> None:
    for _ in range(4):
        assert "not right" in scrutineer.post("/sign-in/second-step", {"code": "000000"}).text
    assert scrutineer.post("/sign-in/second-step", {"code": "000000"}).location == "/sign-in"
    assert not scrutineer.is_signed_in()


def test_signing_in_again_gives_no_more_guesses(codes: list[str], cast: dict[str, Person]) -> None:
    ada = cast["scrutineer"]
    for _ in range(2):
        ada.sign_in()
        for _ in range(5):
            ada.post("/sign-in/second-step", {"code": "000000"})
    ada.sign_in()
    shut = ada.post("/sign-in/second-step", {"code": code_at()})
    assert shut.status_code == 429, "not even the right code is tried any more"
    assert "Wait fifteen minutes" in shut.text


def test_the_key_is_not_in_the_database_as_it_is(codes: list[str], app: Flask) -> None:
    kept = db.session.query(SecondFactor).one()
    assert SECRET not in kept.secret
    assert not [code for code in codes if code in kept.recovery]


@pytest.mark.settings(second_factor="required")
def test_where_it_is_required_a_scrutineer_sets_it_up_before_anything_else(cast: dict[str, Person]) -> None:
    ada = cast["scrutineer"].sign_in()
    assert ada.get("/reviews").location == "/account/second-step"
    page = ada.get("/account/second-step").text
    secret = re.search(r"[A-Z2-7]{32}", page)
    assert secret is not None
    assert "data:image/svg+xml" in page
    done = ada.post("/account/second-step", {"code": pyotp.TOTP(secret[0]).now()})
    assert "They are not shown again" in done.text
    assert ada.get("/reviews").status_code == 200
    assert cast["business_manager"].sign_in().get("/reviews").status_code == 200, "a partnership is not asked"


def test_someone_who_has_only_given_the_password_cannot_replace_the_second_step(
    codes: list[str], scrutineer: Person
) -> None:
    assert scrutineer.get("/account/second-step").location.startswith("/sign-in/second-step")


def test_an_administrator_of_the_machine_lets_someone_in_who_lost_everything(
    codes: list[str], app: Flask, cast: dict[str, Person]
) -> None:
    done = app.test_cli_runner().invoke(args=["people", "forget-second-step", cast["scrutineer"].email])
    assert done.exit_code == 0, done.output
    assert cast["scrutineer"].sign_in().get("/reviews").status_code == 200
    assert not take_away(cast["scrutineer"].user)
