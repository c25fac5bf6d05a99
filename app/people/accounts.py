"""Accounts: signing in and out, sessions that end, and the making of people; nobody registers themselves."""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from typing import Any

from flask import Flask, Response, current_app, request, session
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import user_logged_in
from flask_security import (
    LoginForm,
    Security,
    SQLAlchemyUserDatastore,
    current_user,
    hash_password,
    logout_user,
    verify_password,
)
from flask_session import Session
from sqlalchemy import select

from app.config import Config
from app.database import db, now
from app.errors import UnknownValue
from app.models import Role, User
from app.models.user import ROLES, RoleName
from app.people.sessions import SessionFiles
from app.people.stepping import Guesses

datastore = SQLAlchemyUserDatastore(db, User, Role)


class SignInForm(LoginForm):
    """Address and password only: a session is never remembered beyond its hours."""

    remember = None


def settings_of(config: Config) -> dict[str, Any]:
    """What Flask-Security and Flask-Session are told."""
    return {
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_PASSWORD_SCHEMES": ["argon2"],
        "SECURITY_DEPRECATED_PASSWORD_SCHEMES": [],
        # argon2 salts each password itself; a second hash with a fixed key would lose them all with the key.
        "SECURITY_PASSWORD_SINGLE_HASH": True,
        "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": {"argon2__type": "ID", "argon2__rounds": config.password_rounds},
        "SECURITY_REGISTERABLE": False,
        "SECURITY_RECOVERABLE": False,
        "SECURITY_CHANGEABLE": False,
        "SECURITY_SEND_REGISTER_EMAIL": False,
        "SECURITY_RETURN_GENERIC_RESPONSES": True,
        "SECURITY_API_ENABLED_METHODS": ["session"],
        # Accounts are made by `flask people`, which generates the password.
        "SECURITY_CLI_USERS_NAME": False,
        "SECURITY_CLI_ROLES_NAME": False,
        "SECURITY_LOGIN_URL": "/sign-in",
        "SECURITY_LOGOUT_URL": "/sign-out",
        "SECURITY_LOGOUT_METHODS": ["POST"],
        "SECURITY_POST_LOGIN_VIEW": "/",
        "SECURITY_POST_LOGOUT_VIEW": "/sign-in",
        "SECURITY_FLASH_MESSAGES": False,
        "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False, "test_environment": True},
        "SESSION_TYPE": "cachelib",
        "SESSION_CACHELIB": SessionFiles(config.data / "sessions"),
        "SESSION_PERMANENT": True,
        "PERMANENT_SESSION_LIFETIME": config.idle,
        "SESSION_REFRESH_EACH_REQUEST": True,
        "SESSION_COOKIE_NAME": "__Host-sightline" if config.proxies else "sightline",
        "SESSION_COOKIE_SECURE": bool(config.proxies),
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
    }


def register_accounts(app: Flask, config: Config) -> None:
    """Gives the application its sessions, its sign-in and its throttle."""
    app.config.update(settings_of(config))
    Session(app)
    Security(app, datastore, login_form=SignInForm)
    # A token would live on after its session has ended.
    app.login_manager.request_loader(lambda _request: None)  # type: ignore[attr-defined]
    user_logged_in.connect(_begin_session, app)
    _throttle(app, config)


def end_old_session(config: Config) -> None:
    """Ends a session that was idle too long or is older than a session may be."""
    if not current_user.is_authenticated:
        return
    moment = now().timestamp()
    began, seen = session.get("began", 0), session.get("seen", 0)
    if moment - began > config.longest.total_seconds() or moment - seen > config.idle.total_seconds():
        logout_user()
        session.clear()
        return
    session["seen"] = moment


def _begin_session(_app: Flask, user: User) -> None:
    """A new id at sign-in, so that a session planted before it is worth nothing."""
    session.pop("csrf_token", None)
    session.pop("reasons", None)
    session.pop("second_step", None)
    session["began"] = session["seen"] = now().timestamp()
    current_app.session_interface.regenerate(session)  # type: ignore[attr-defined]


def _account_asked_for() -> str:
    """The account that someone tries to enter, as a hash, because the throttle writes its keys to the log."""
    named = request.get_json(silent=True) if request.is_json else request.form
    email = str(named.get("email", "")) if hasattr(named, "get") else ""  # type: ignore[union-attr]
    return hashlib.sha256(email.strip().casefold().encode()).hexdigest()[:32]


def _has_failed(response: Response) -> bool:
    return response.status_code not in (302, 303)


def _throttle(app: Flask, config: Config) -> None:
    limiter = Limiter(key_func=get_remote_address, app=app, storage_uri="memory://", headers_enabled=False)
    view: Any = app.view_functions["security.login"]
    for limit, key in ((config.account_limit, _account_asked_for), (config.address_limit, get_remote_address)):
        view = limiter.limit(limit, key_func=key, methods=["POST"], deduct_when=_has_failed)(view)
    app.view_functions["security.login"] = view
    app.extensions["sightline_guesses"] = Guesses(config.account_limit)


def make_person(name: str, email: str, role: RoleName) -> tuple[User, str]:
    """A new account with a generated password, which is returned once and kept only as a hash; the caller commits."""
    password = new_password()
    return make_person_with(name, email, role, password), password


def make_person_with(name: str, email: str, role: RoleName, password: str) -> User:
    """A new account with the password that its person chose; the caller commits."""
    if role not in ROLES:
        raise UnknownValue(f"There is no role “{role}”. The roles are: {', '.join(ROLES)}.")
    if datastore.find_user(email=email, case_insensitive=True) is not None:
        raise UnknownValue(f"There is already an account for {email}.")
    user: User = datastore.create_user(  # type: ignore[assignment]
        name=name,
        email=email,
        password=hash_password(as_typed_at_sign_in(password)),
        fs_uniquifier=secrets.token_hex(32),
        roles=[_role(role)],
    )
    db.session.flush()
    return user


def set_password(user: User) -> str:
    """A new generated password for a person; every session they had ends."""
    password = new_password()
    user.password = hash_password(password)
    user.fs_uniquifier = secrets.token_hex(32)
    return password


def choose_password(user: User, password: str) -> None:
    """A password that the person chose; every session they had ends, this one too until they are signed in again."""
    user.password = hash_password(as_typed_at_sign_in(password))
    user.fs_uniquifier = secrets.token_hex(32)


def is_password_of(user: User, password: str) -> bool:
    """Whether this is the person's password now."""
    return user.password is not None and verify_password(as_typed_at_sign_in(password), user.password)


def as_typed_at_sign_in(password: str) -> str:
    """A password in the one form in which sign-in compares it, whichever way its accents were typed."""
    return unicodedata.normalize("NFKD", password)


def set_active(user: User, active: bool) -> None:
    """Opens or closes an account; closing one ends every session of its person."""
    user.active = active
    if not active:
        user.fs_uniquifier = secrets.token_hex(32)


def new_password() -> str:
    """Four groups of five letters and digits that are not mistaken for each other: 98 bits."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(5)) for _ in range(4))


def _role(name: RoleName) -> Role:
    role = db.session.scalar(select(Role).where(Role.name == name))
    if role is None:
        role = Role(name=name, description=ROLES[name])
        db.session.add(role)
    return role
