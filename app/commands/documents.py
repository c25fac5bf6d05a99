"""`flask documents OUT`: the papers that an information governance officer asks for, filled from the running configuration."""

from __future__ import annotations

import json
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.config import PROJECT, SETTINGS, Config
from app.database import now
from app.pages.limits import limits_page
from app.policy import ACTIONS, PUBLIC_ENDPOINTS

SOURCES = PROJECT / "docs" / "templates"
DOCUMENTS = ("data-protection-impact-assessment.md", "algorithmic-transparency-record.md", "threat-model.md")
BILL = "bill-of-materials.cdx.json"


@click.command("documents")
@click.argument("out", type=click.Path(path_type=Path, file_okay=False))
@with_appcontext
def documents_command(out: Path) -> None:
    """Write the impact assessment, the transparency record, the threat model and the bill of materials into OUT."""
    out.mkdir(parents=True, exist_ok=True)
    environment = Environment(
        loader=FileSystemLoader(SOURCES), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        autoescape=False, keep_trailing_newline=True,  # noqa: S701 - Markdown for people, from our own settings
    )  # fmt: skip
    for name in DOCUMENTS:
        (out / name).write_text(environment.get_template(f"{name}.j2").render(facts()), encoding="utf-8")
        click.echo(out / name)
    (out / BILL).write_text(json.dumps(bill_of_materials(), indent=1) + "\n", encoding="utf-8")
    click.echo(out / BILL)


def facts() -> dict[str, Any]:
    """What the documents state of this installation; each is read from where it is in force."""
    config: Config = current_app.extensions["sightline"]
    return {
        "made": now().strftime("%-d %B %Y"),
        "database": "PostgreSQL" if config.database_url else "SQLite, in the data folder",
        "address": config.address,
        "is_local": config.is_local,
        "proxies": config.proxies,
        "idle_minutes": int(config.idle.total_seconds() // 60),
        "longest_hours": int(config.longest.total_seconds() // 3600),
        "retention_days": config.retention.days,
        "account_limit": config.account_limit,
        "address_limit": config.address_limit,
        "second_factor": config.second_factor,
        "limits": limits_page(),
        "actions": [
            (name, sorted(row.roles), sorted(row.with_reason), sorted(row.once_issued)) for name, row in ACTIONS.items()
        ],
        "public": sorted(PUBLIC_ENDPOINTS),
        "model_endpoint": getattr(config, "model_url", None) or getattr(config, "model_endpoint", None),
        "settings": sorted(SETTINGS),
        "packages": len(_components()),
    }


def bill_of_materials() -> dict[str, Any]:
    """The software that runs here, as CycloneDX."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "timestamp": now().isoformat(timespec="seconds"),
            "component": {"type": "application", "name": "sightline", "version": "0.1.0"},
        },
        "components": _components(),
    }


def _components() -> list[dict[str, Any]]:
    found = {}
    for one in distributions():
        name, version = one.metadata["Name"], one.version
        given = one.metadata.json
        said = str(given.get("license_expression") or given.get("license") or "")
        found[name.lower()] = {
            "type": "library",
            "bom-ref": f"pkg:pypi/{name.lower()}@{version}",
            "purl": f"pkg:pypi/{name.lower()}@{version}",
            "name": name,
            "version": version,
            **({"licenses": [{"license": {"name": said.splitlines()[0][:80]}}]} if said.strip() else {}),
        }
    return [found[name] for name in sorted(found)]
