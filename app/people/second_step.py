"""The second factor: a code from an authenticator app after the password, and codes to fall back on."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import time

import pyotp
from cryptography.fernet import Fernet, InvalidToken
from flask import current_app

from app.database import db, writing
from app.models import SecondFactor, User

ISSUER = "Sightline"
STEP_SECONDS = 30
RECOVERY_CODES = 10
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
DRIFT = 1
"""How many half-minutes a telephone's clock may be off."""


def new_secret() -> str:
    """A key for an authenticator app."""
    return pyotp.random_base32()


def address_of(user: User, secret: str) -> str:
    """What an authenticator app reads from the picture."""
    return pyotp.TOTP(secret).provisioning_uri(name=user.email, issuer_name=ISSUER)


def step_of(secret: str, code: str, moment: float | None = None) -> int | None:
    """The half-minute to which a code belongs, now or one earlier or later; None where it is wrong."""
    given = "".join(code.split())
    here = int((time.time() if moment is None else moment) // STEP_SECONDS)
    totp = pyotp.TOTP(secret)
    for step in range(here - DRIFT, here + DRIFT + 1):
        if hmac.compare_digest(totp.generate_otp(step).encode(), given.encode()):
            return step
    return None


def set_up(user: User, secret: str, code: str) -> list[str] | None:
    """Keeps a person's second factor once a code from it was right; the recovery codes, shown once, or None."""
    step = step_of(secret, code)
    if step is None:
        return None
    codes = [_recovery_code() for _ in range(RECOVERY_CODES)]
    kept = json.dumps([_hash(code) for code in codes])
    user_id = user.id
    with writing():
        found = db.session.get(SecondFactor, user_id) or SecondFactor(user_id=user_id)
        found.secret, found.last_step, found.recovery = _box().encrypt(secret.encode()).decode(), step, kept
        db.session.add(found)
    return codes


def has_second_factor(user: User) -> bool:
    """Whether this person has set one up."""
    return db.session.get(SecondFactor, user.id) is not None


def passes(user: User, code: str) -> bool:
    """Whether a code is right; each one, from the app or to fall back on, is taken once."""
    user_id = user.id
    with writing():
        found = db.session.get(SecondFactor, user_id)
        if found is None:
            return False
        step = step_of(_opened(found.secret), code)
        if step is not None and step > found.last_step:
            found.last_step = step
            return True
        left: list[str] = json.loads(found.recovery)
        given = _hash(code)
        if step is None and given in left:
            left.remove(given)
            found.recovery = json.dumps(left)
            return True
    return False


def codes_left(user: User) -> int:
    """How many recovery codes a person still has."""
    found = db.session.get(SecondFactor, user.id)
    return len(json.loads(found.recovery)) if found else 0


def take_away(user: User) -> bool:
    """Forgets a person's second factor, for one who lost telephone and codes; whether there was one."""
    user_id = user.id
    with writing():
        found = db.session.get(SecondFactor, user_id)
        if found is not None:
            db.session.delete(found)
    return found is not None


def _recovery_code() -> str:
    letters = "".join(secrets.choice(LETTERS) for _ in range(12))
    return f"{letters[:6]}-{letters[6:]}"


def _hash(code: str) -> str:
    # 59 bits by chance, and tried only slowly: a plain hash is enough for these.
    return hashlib.sha256("".join(code.lower().replace("-", "").split()).encode()).hexdigest()


def _box() -> Fernet:
    key = hashlib.sha256(b"second factor\0" + current_app.config["SECRET_KEY"].encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def _opened(secret: str) -> str:
    try:
        return _box().decrypt(secret.encode()).decode()
    except InvalidToken:
        # The key of this installation is another one, as after a restore: no code can be right.
        return new_secret()
