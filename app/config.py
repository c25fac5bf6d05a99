"""Every setting of Sightline, read once from the environment and checked before anything starts."""

from __future__ import annotations

import ipaddress
import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Literal

PROJECT = Path(__file__).resolve().parent.parent

LOCAL_HOSTS = ("127.0.0.1", "localhost", "[::1]")
POSTGRESQL = ("postgresql://", "postgres://", "postgresql+psycopg://")


class ConfigError(Exception):
    """A setting with which the service will not start; the message says which and what to do."""


@dataclass(frozen=True)
class Config:
    """What can be set; the defaults serve one person on their own machine."""

    data: Path = PROJECT / "instance"
    """SIGHTLINE_DATA: the folder that holds everything that must be backed up."""
    database_url: str | None = field(default=None, repr=False)
    """DATABASE_URL: PostgreSQL for rows, vectors and queue; where it is not set, all are files of the data folder."""
    address: str = "127.0.0.1"
    """SIGHTLINE_ADDRESS: where to listen."""
    port: int = 8000
    """SIGHTLINE_PORT: the first port to try."""
    proxies: int = 0
    """SIGHTLINE_BEHIND_PROXY: how many proxies stand in front, the first ending TLS; needed off this machine."""
    hosts: tuple[str, ...] = LOCAL_HOSTS
    """SIGHTLINE_HOSTS: the names by which browsers may call the service."""
    threads: int = 16
    """SIGHTLINE_THREADS: requests answered at once."""
    workers: int = 2
    """SIGHTLINE_WORKERS: reviews worked on at once; 0 where workers run by themselves, away from the pages."""
    readers: int = 2
    """SIGHTLINE_READERS: files of one review read at once."""
    work: Literal["queued", "held"] = "queued"
    """SIGHTLINE_WORK: `held` keeps jobs in the table without waking a worker (tests, repairs)."""
    retention: timedelta = timedelta(days=6 * 365)
    """SIGHTLINE_RETENTION_DAYS: how long after its period a new review is kept, unless its owner says otherwise."""
    idle: timedelta = timedelta(minutes=30)
    """SIGHTLINE_IDLE_MINUTES: a session ends after so long without a request."""
    longest: timedelta = timedelta(hours=12)
    """SIGHTLINE_LONGEST_HOURS: and at the latest after so long."""
    account_limit: str = "10 per 15 minutes"
    """SIGHTLINE_ACCOUNT_LIMIT: failed sign-ins for one account."""
    address_limit: str = "50 per 15 minutes"
    """SIGHTLINE_ADDRESS_LIMIT: failed sign-ins from one address."""
    password_rounds: int = 3
    """SIGHTLINE_PASSWORD_ROUNDS: argon2id's time cost."""
    upload_bytes: int = 500 * 1024 * 1024
    """SIGHTLINE_UPLOAD_MB: one request with all its files; one file has its own limit (`corpus/limits.py`)."""
    form_bytes: int = 1024 * 1024
    """SIGHTLINE_FORM_KB: any other request."""
    office: str = "soffice"
    """SIGHTLINE_OFFICE: LibreOffice, by which a report’s PDF files are made; `none` for none."""
    second_factor: Literal["offered", "required"] = "offered"
    """SIGHTLINE_SECOND_FACTOR: `required` asks scrutineers and administrators for a second step; anyone may have one."""
    oidc_issuer: str = ""
    """SIGHTLINE_OIDC_ISSUER: the address of the organisation's own sign-in (OpenID Connect); none by default."""
    oidc_client: str = ""
    """SIGHTLINE_OIDC_CLIENT: the name by which it knows Sightline."""
    oidc_secret: str = field(default="", repr=False)
    """SIGHTLINE_OIDC_SECRET: and the secret that goes with it."""
    model_address: str = ""
    """SIGHTLINE_MODEL_ADDRESS: an OpenAI-compatible language model, up to and with /v1; none is used where this is empty."""
    model_name: str = ""
    """SIGHTLINE_MODEL_NAME: the model's name at that address."""
    model_key: str = field(default="", repr=False)
    """SIGHTLINE_MODEL_KEY: the key for it."""
    model_seconds: int = 60
    """SIGHTLINE_MODEL_SECONDS: the longest that one reply may take."""
    model_tokens: int = 800
    """SIGHTLINE_MODEL_TOKENS: the longest reply."""
    model_tokens_a_review: int = 500_000
    """SIGHTLINE_MODEL_TOKENS_A_REVIEW: what one review may send and receive altogether."""
    model_pence: int = 0
    """SIGHTLINE_MODEL_PENCE: what a million tokens cost, for showing what a review has spent."""
    secret_key: str = field(default="", repr=False)
    """Never set by hand: kept in the data folder, made when first needed."""

    def __post_init__(self) -> None:
        if not self.is_local and not self.proxies:
            raise ConfigError(
                f"Sightline will not listen on {self.address} by itself, as passwords and papers would travel "
                "unencrypted. Put a proxy that ends TLS in front of it and set SIGHTLINE_BEHIND_PROXY=1, "
                "or listen on 127.0.0.1."
            )
        if self.database_url and not self.database_url.startswith(POSTGRESQL):
            raise ConfigError("DATABASE_URL begins with postgresql://, or is left out: Sightline then uses SQLite.")
        if self.model_address and not self.model_address.startswith(("http://", "https://")):
            raise ConfigError("SIGHTLINE_MODEL_ADDRESS begins with http:// or https://.")
        if self.work not in ("queued", "held"):
            raise ConfigError("SIGHTLINE_WORK is either queued or held.")
        if self.second_factor not in ("offered", "required"):
            raise ConfigError("SIGHTLINE_SECOND_FACTOR is either offered or required.")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Config:
        """The settings that the environment names, the defaults for the rest."""
        given = {name: read(environment[key], key) for key, (name, read) in SETTINGS.items() if environment.get(key)}
        return cls(**given)  # type: ignore[arg-type]

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach the address."""
        if self.address == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.address.strip("[]")).is_loopback
        except ValueError:
            return False

    @property
    def database(self) -> str:
        """Where the database is, for SQLAlchemy."""
        if not self.database_url:
            return f"sqlite:///{self.data / 'sightline.sqlite3'}"
        return self.database_url.replace(self.database_url.partition("://")[0], "postgresql+psycopg", 1)

    @property
    def server(self) -> str | None:
        """Where PostgreSQL is, for its own library; None where SQLite is used."""
        return self.database.replace("postgresql+psycopg", "postgresql", 1) if self.database_url else None

    def prepare(self) -> str:
        """Makes the data folder, readable by its owner only, and returns the secret key kept in it."""
        self.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        return self.secret_key or _kept_secret(self.data / "secret-key")


def _kept_secret(path: Path) -> str:
    """The key in this file, made now if there is none; two processes that start at once agree on one."""
    if not path.exists():
        own = path.with_name(f"{path.name}.{secrets.token_hex(6)}")
        with os.fdopen(os.open(own, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(own, path)
        except FileExistsError:
            pass
        finally:
            own.unlink()
    path.chmod(0o600)
    return path.read_text().strip()


def _number(text: str, key: str) -> int:
    if not text.strip().isdigit():
        raise ConfigError(f"{key} is a whole number, not “{text}”.")
    return int(text)


def _text(text: str, _key: str) -> str:
    return text.strip()


SETTINGS: dict[str, tuple[str, Callable[[str, str], object]]] = {
    "SIGHTLINE_DATA": ("data", lambda text, _: Path(text).expanduser().resolve()),
    "DATABASE_URL": ("database_url", _text),
    "SIGHTLINE_ADDRESS": ("address", _text),
    "SIGHTLINE_PORT": ("port", _number),
    "SIGHTLINE_BEHIND_PROXY": ("proxies", _number),
    "SIGHTLINE_HOSTS": ("hosts", lambda text, _: (*LOCAL_HOSTS, *(name.strip() for name in text.split(",")))),
    "SIGHTLINE_THREADS": ("threads", _number),
    "SIGHTLINE_WORKERS": ("workers", _number),
    "SIGHTLINE_READERS": ("readers", _number),
    "SIGHTLINE_WORK": ("work", _text),
    "SIGHTLINE_RETENTION_DAYS": ("retention", lambda text, key: timedelta(days=_number(text, key))),
    "SIGHTLINE_IDLE_MINUTES": ("idle", lambda text, key: timedelta(minutes=_number(text, key))),
    "SIGHTLINE_LONGEST_HOURS": ("longest", lambda text, key: timedelta(hours=_number(text, key))),
    "SIGHTLINE_ACCOUNT_LIMIT": ("account_limit", _text),
    "SIGHTLINE_ADDRESS_LIMIT": ("address_limit", _text),
    "SIGHTLINE_PASSWORD_ROUNDS": ("password_rounds", _number),
    "SIGHTLINE_OFFICE": ("office", _text),
    "SIGHTLINE_SECOND_FACTOR": ("second_factor", _text),
    "SIGHTLINE_OIDC_ISSUER": ("oidc_issuer", _text),
    "SIGHTLINE_OIDC_CLIENT": ("oidc_client", _text),
    "SIGHTLINE_OIDC_SECRET": ("oidc_secret", _text),
    "SIGHTLINE_MODEL_ADDRESS": ("model_address", _text),
    "SIGHTLINE_MODEL_NAME": ("model_name", _text),
    "SIGHTLINE_MODEL_KEY": ("model_key", _text),
    "SIGHTLINE_MODEL_SECONDS": ("model_seconds", _number),
    "SIGHTLINE_MODEL_TOKENS": ("model_tokens", _number),
    "SIGHTLINE_MODEL_TOKENS_A_REVIEW": ("model_tokens_a_review", _number),
    "SIGHTLINE_MODEL_PENCE": ("model_pence", _number),
    "SIGHTLINE_UPLOAD_MB": ("upload_bytes", lambda text, key: _number(text, key) * 1024 * 1024),
    "SIGHTLINE_FORM_KB": ("form_bytes", lambda text, key: _number(text, key) * 1024),
}
"""What each variable sets and how it is read; this table is the whole of what can be set."""
