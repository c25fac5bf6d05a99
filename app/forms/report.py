"""The forms by which a report is issued, and a template of one is brought."""

from __future__ import annotations

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField


class IssueForm(FlaskForm):  # type: ignore[misc]
    """That the scrutineer has seen which questions are left open."""

    confirm = BooleanField("I have seen this, and issue the report as it is")


class TemplateForm(FlaskForm):  # type: ignore[misc]
    """An edited template."""

    template = FileField("The template, as you saved it in Word")
