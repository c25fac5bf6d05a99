"""The forms by which an administrator makes an account and gives a person a place in a review."""

from __future__ import annotations

import re

from flask_wtf import FlaskForm
from wtforms import EmailField, RadioField, SelectField, StringField
from wtforms.validators import DataRequired, Length, Regexp

from app.forms.fields import choices
from app.models.user import ROLES
from app.pages.words import terms

ADDRESS = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;.]+\Z")


def _trimmed(value: str | None) -> str | None:
    return value.strip() if value else value


class PersonForm(FlaskForm):  # type: ignore[misc]
    """Who an account is for, and what that person is."""

    name = StringField(
        "Name",
        filters=[_trimmed],
        validators=[
            DataRequired("Enter the person’s name."),
            Length(max=120, message="The name must be 120 characters or fewer."),
        ],
    )
    email = EmailField(
        "E-mail address",
        filters=[_trimmed],
        validators=[
            DataRequired("Enter the person’s e-mail address."),
            Length(max=254, message="The e-mail address must be 254 characters or fewer."),
            Regexp(ADDRESS, message="Enter an e-mail address such as name@harland.example."),
        ],
    )
    role = RadioField(
        "What this person is",
        choices=choices(terms("role")),
        validators=[DataRequired("Choose what this person is.")],
    )


class PlaceForm(FlaskForm):  # type: ignore[misc]
    """Which person gets which place in a review."""

    person = SelectField("Person", validators=[DataRequired("Choose a person.")])
    role = RadioField(
        "Place in this review",
        choices=choices(
            {role: said for role, said in terms("role").items() if role in ROLES and role != "administrator"}
        ),
        validators=[DataRequired("Choose the place that this person has in the review.")],
    )
