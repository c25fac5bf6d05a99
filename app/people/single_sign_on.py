"""Single sign-on by OpenID Connect: the organisation says who somebody is; what they may do is still said here."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask_security import login_user
from sqlalchemy import func, select

from app.config import Config
from app.database import db, writing
from app.errors import SightlineError
from app.models import Identity, User

NAME = "organisation"


class NotKnownHere(SightlineError):
    """The organisation knows this person and Sightline does not: nobody makes their own account."""

    sentence = (
        "Your organisation says who you are, but there is no account for you here. Ask your administrator for one."
    )


def register_single_sign_on(app: Flask, config: Config) -> None:
    """Makes the client of the identity provider, where one is set."""
    app.jinja_env.globals["single_sign_on"] = config.oidc_issuer
    if not config.oidc_issuer:
        return
    from authlib.integrations.flask_client import OAuth

    oauth = OAuth(app)
    oauth.register(
        NAME,
        client_id=config.oidc_client,
        client_secret=config.oidc_secret,
        server_metadata_url=f"{config.oidc_issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={"scope": "openid email", "code_challenge_method": "S256"},
    )
    app.extensions["sightline_oidc"] = oauth


def sign_in_as(config: Config, said: dict[str, Any]) -> User:
    """Signs in the person of whom the provider's signed token speaks."""
    user = _known(config.oidc_issuer, str(said.get("sub", ""))) or _first_time(config.oidc_issuer, said)
    if user is None or not user.active:
        raise NotKnownHere
    login_user(user)
    return user


def _known(issuer: str, subject: str) -> User | None:
    identity = db.session.get(Identity, (issuer, subject)) if subject else None
    return db.session.get(User, identity.user_id) if identity else None


def _first_time(issuer: str, said: dict[str, Any]) -> User | None:
    """The account with the e-mail address that the provider has verified; from then on known by the provider's own id."""
    email, subject = str(said.get("email") or "").strip(), str(said.get("sub") or "")
    if not email or not subject or said.get("email_verified") is not True:
        return None
    user = db.session.scalar(select(User).where(func.lower(User.email) == email.lower()))
    if user is None or db.session.scalar(
        select(Identity).where(Identity.user_id == user.id, Identity.issuer == issuer)
    ):
        # An account that is bound to one identity is not taken over by another that got its address.
        return None
    user_id = user.id
    with writing():
        db.session.add(Identity(issuer=issuer, subject=subject, user_id=user_id))
    return db.session.get(User, user_id)
