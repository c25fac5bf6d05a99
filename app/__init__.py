"""Sightline: where reading, finding, judging and recording meet, and people see them."""

from __future__ import annotations

import gc
import sys

from flask import Flask, abort, request
from flask.typing import ResponseReturnValue
from flask_migrate import Migrate
from flask_wtf.csrf import CSRFProtect
from jinja2 import ChoiceLoader
from sqlalchemy import text
from werkzeug.middleware.proxy_fix import ProxyFix

from app import models as models
from app.commands import Commands
from app.config import PROJECT, Config
from app.database import db, engine_options
from app.errors import register_errors
from app.fallback import FALLBACK
from app.headers import register_headers
from app.logs import register_logs
from app.packs.storage import Storage
from app.people.accesses import register_accesses
from app.people.accounts import end_old_session, register_accounts
from app.people.stepping import second_step_due
from app.policy import TAKES_FILES, action_of, gate, may_do
from app.working.jobs import register_jobs

migrations = Migrate(db=db, directory=str(PROJECT / "app" / "migrations"), render_as_batch=True)
csrf = CSRFProtect()


ABOUT_PAGES = {"routes", "run", "shell"}
"""Flask's own commands that show or serve the pages."""


RARELY = (100_000, 20, 20)
"""How seldom Python looks for what refers to itself in circles: an assessment makes no circles, and lives in memory whole
until it is kept, so that looking through it again and again took 40 % of the time of a review of 384 papers."""


def for_commands() -> Flask:
    """The application as commands need it: without the pages, and so there sooner, unless Flask's own command is about pages."""
    gc.set_threshold(*RARELY)
    return create_app(pages=bool(ABOUT_PAGES & set(sys.argv)))


def create_app(config: Config | None = None, *, pages: bool = True) -> Flask:
    """The whole application, put together once from its settings."""
    config = config or Config.from_environment()
    app = Flask(__name__, instance_path=str(config.data))
    app.cli = Commands(name=app.name)
    app.config.update(
        SECRET_KEY=config.prepare(),
        SQLALCHEMY_DATABASE_URI=config.database,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(config),
        TRUSTED_HOSTS=list(config.hosts),
        MAX_CONTENT_LENGTH=config.form_bytes,
        MAX_FORM_PARTS=2_000,
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_TIME_LIMIT=None,
    )
    app.extensions["sightline"] = config
    app.extensions["sightline_storage"] = Storage(config.data / "reviews")
    app.jinja_loader = ChoiceLoader([app.jinja_loader, FALLBACK])  # type: ignore[list-item]
    app.jinja_env.globals["may_do"] = may_do
    _connect(app, config, pages=pages)
    return app


def _connect(app: Flask, config: Config, *, pages: bool) -> None:
    """Plugs each part in; the order of the gates is the order in which a request meets them."""
    register_logs()
    db.init_app(app)
    migrations.init_app(app)
    register_headers(app, secure=bool(config.proxies))
    register_errors(app)
    register_accounts(app, config)
    csrf.init_app(app)
    register_jobs(app, config)
    register_accesses(app)
    _register_gates(app, config)
    app.add_url_rule("/healthz", "healthz", _healthz)
    if pages:
        _open_to_people(app, config)
    if config.proxies:
        count = config.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]


def _register_gates(app: Flask, config: Config) -> None:
    @app.before_request
    def _pass_gates() -> ResponseReturnValue | None:
        end_old_session(config)
        if request.endpoint is None:
            return None
        _refuse_nothing_characters(request.path, *(value for _, value in request.args.items(multi=True)))
        refused = second_step_due(config) or gate()
        if refused is not None:
            return refused
        # Nobody who may not upload can make the server read a large body.
        if request.endpoint and action_of(app, request.endpoint) in TAKES_FILES:
            request.max_content_length = config.upload_bytes
        csrf.protect()
        _refuse_nothing_characters(*(value for _, value in request.form.items(multi=True)))
        return None


def _refuse_nothing_characters(*values: str) -> None:
    """No browser sends the character NUL, and PostgreSQL cannot keep it: whoever sends it is told so, on any database."""
    if any("\0" in value for value in values):
        abort(400)


def _open_to_people(app: Flask, config: Config) -> None:
    """The pages, and signing in through somebody's own organisation."""
    from app.people.single_sign_on import register_single_sign_on
    from app.views import register

    register_single_sign_on(app, config)
    register(app)


def _healthz() -> ResponseReturnValue:
    """Answers whether the service and its database are there; says nothing else."""
    db.session.execute(text("SELECT 1"))
    return {"status": "ok"}
