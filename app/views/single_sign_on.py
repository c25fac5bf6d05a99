"""To the organisation's own sign-in, and back."""

from __future__ import annotations

from typing import Any

from authlib.common.errors import AuthlibBaseError
from flask import Blueprint, current_app, redirect, url_for
from flask.typing import ResponseReturnValue
from joserfc.errors import JoseError
from requests import RequestException

from app.errors import NotFound, SightlineError
from app.people.single_sign_on import NAME, sign_in_as

blueprint = Blueprint("single_sign_on", __name__)


class SignInBroken(SightlineError):
    """The way there and back was not finished."""

    sentence = "Signing in through your organisation did not work. Go back to the sign-in page and try again."


@blueprint.get("/sign-in/organisation")
def there() -> ResponseReturnValue:
    answer: ResponseReturnValue = _client().authorize_redirect(url_for("single_sign_on.back", _external=True))
    return answer


@blueprint.get("/sign-in/organisation/back")
def back() -> ResponseReturnValue:
    try:
        said = _client().authorize_access_token().get("userinfo") or {}
    except (AuthlibBaseError, JoseError, RequestException) as error:
        raise SignInBroken from error
    sign_in_as(current_app.extensions["sightline"], dict(said))
    return redirect(url_for("reviews.reviews"))


def _client() -> Any:
    oauth = current_app.extensions.get("sightline_oidc")
    if oauth is None:
        raise NotFound
    return getattr(oauth, NAME)
