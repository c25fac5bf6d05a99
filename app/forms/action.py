"""The forms by which the partnership or the scrutineer says how an action goes, and what its tasks are."""

from __future__ import annotations

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from app.forms.fields import DayField, choices
from app.pages.words import terms

OWNER_TOO_LONG = "Who does it must be 160 characters or fewer."


class ActionForm(FlaskForm):  # type: ignore[misc]
    """Where an action has got to, in a word and in a note."""

    status = RadioField("Status", choices=choices(terms("status")), validators=[DataRequired("Choose a status.")])
    note = TextAreaField(
        "Note",
        validators=[
            DataRequired("Say what was done, or why it was not."),
            Length(max=2000, message="The note must be 2,000 characters or fewer."),
        ],
    )
    owner = StringField("Who does it, if that has changed", validators=[Length(max=160, message=OWNER_TOO_LONG)])
    due = DayField("New date, if it has changed", description="the new date", required=False)
    seen = HiddenField()


class TaskForm(FlaskForm):  # type: ignore[misc]
    """One task of an action."""

    task = TextAreaField(
        "What is to be done",
        validators=[
            DataRequired("Say what is to be done."),
            Length(max=1000, message="A task must be 1,000 characters or fewer."),
        ],
    )
    task_owner = StringField("Who does it", validators=[Length(max=160, message=OWNER_TOO_LONG)])
    task_due = DayField("Due", description="the day by which it is due", required=False)
    task_state = RadioField("State", choices=choices(terms("task_state")), default="to_do")
    task_seen = HiddenField(default="0")


class WorkbookForm(FlaskForm):  # type: ignore[misc]
    """An edited workbook of the actions."""

    workbook = FileField("The workbook, as you saved it")
