"""Who must take the second step before anything else opens, and when."""

from __future__ import annotations

from flask import redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user
from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from app.config import Config
from app.people.second_step import has_second_factor

PASSED = "second_step"
BEFORE_IT = frozenset({"second_step.enter", "security.logout", "static", "healthz"})
"""What opens to somebody who has only given their password."""


class Guesses:
    """Wrong codes for each account, counted across its sessions: whoever has the password could sign in again and go on."""

    def __init__(self, limit: str) -> None:
        self._limit = parse(limit)
        self._counted = FixedWindowRateLimiter(MemoryStorage())

    def may_go_on(self, user_id: str) -> bool:
        """Whether this account has had fewer wrong codes than are let pass."""
        return self._counted.test(self._limit, user_id)

    def was_wrong(self, user_id: str) -> None:
        """One more wrong code."""
        self._counted.hit(self._limit, user_id)


ROLES = ("scrutineer", "administrator")


def second_step_due(config: Config) -> ResponseReturnValue | None:
    """The way to the second step for whoever has not taken it; None for everybody else."""
    if not current_user.is_authenticated or session.get(PASSED) or request.endpoint in BEFORE_IT:
        return None
    has_one = has_second_factor(current_user)
    if request.endpoint == "second_step.setting_up" and not has_one:
        return None
    if has_one:
        wanted = request.full_path.rstrip("?") if request.method == "GET" else None
        return redirect(url_for("second_step.enter", next=wanted))
    if config.second_factor == "required" and any(current_user.has_role(role) for role in ROLES):
        return redirect(url_for("second_step.setting_up"))
    return None
