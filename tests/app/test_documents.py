"""The documents for an information governance officer state what is in force here, and not what was true once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from flask import Flask

from app.policy import ACTIONS


@pytest.mark.settings(account_limit="7 per 15 minutes", second_factor="required")
def test_the_documents_are_filled_from_the_running_configuration(app: Flask, tmp_path: Path) -> None:
    done = app.test_cli_runner().invoke(args=["documents", str(tmp_path / "out")])
    assert done.exit_code == 0, done.output
    assessment = (tmp_path / "out" / "data-protection-impact-assessment.md").read_text()
    assert "7 per 15 minutes" in assessment
    assert "| second step at sign-in | required" in assessment
    assert all(f"| {name.replace('_', ' ')} |" in assessment for name in ACTIONS)
    assert "no paper leaves this machine" in assessment
    threats = (tmp_path / "out" / "threat-model.md").read_text()
    assert "risk accepted, and by whom" in threats
    for name in ("threat-model.md", "algorithmic-transparency-record.md"):
        assert "{{" not in (tmp_path / "out" / name).read_text()


def test_the_bill_of_materials_names_what_is_installed(app: Flask, tmp_path: Path) -> None:
    app.test_cli_runner().invoke(args=["documents", str(tmp_path)])
    bill = json.loads((tmp_path / "bill-of-materials.cdx.json").read_text())
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.5")
    named = {part["name"].lower() for part in bill["components"]}
    assert {"flask", "sqlalchemy", "pypdfium2", "lxml"} <= named
    assert len({part["bom-ref"] for part in bill["components"]}) == len(bill["components"])
