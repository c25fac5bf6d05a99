"""The forms by which a person is invited, makes their account, and chooses a password."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms import EmailField, PasswordField, RadioField, StringField
from wtforms.validators import DataRequired, EqualTo, Length, Regexp, ValidationError

from app.forms.fields import choices
from app.forms.people import ADDRESS
from app.models.user import ROLES
from app.pages.words import terms

SHORTEST, LONGEST = 12, 128
PASSWORD_HINT = (
    f"At least {SHORTEST} characters. Three words that have nothing to do with each other are easy to remember and "
    "hard to guess."
)
FEWEST_DIFFERENT = 5


def _trimmed(value: str | None) -> str | None:
    return value.strip() if value else value


def hard_to_guess(password: str, *known: str) -> str | None:
    """What is wrong with a password in a sentence, or None; `known` are things that others know of the person."""
    if len(password) < SHORTEST:
        return f"Your password must be at least {SHORTEST} characters long."
    if len(password) > LONGEST:
        return f"Your password must be {LONGEST} characters or fewer."
    if len(set(password.casefold())) < FEWEST_DIFFERENT:
        return "Your password repeats too few letters. Choose one that is harder to guess."
    left = password.casefold()
    for word in known:
        left = left.replace(word.casefold(), "") if word else left
    if len(left) < SHORTEST // 2:
        return "Your password must not be your name or your e-mail address."
    return None


class InviteForm(FlaskForm):  # type: ignore[misc]
    """For whom a link is, and which place it gives."""

    email = EmailField(
        "E-mail address of the person",
        filters=[_trimmed],
        validators=[
            DataRequired("Enter the e-mail address of the person."),
            Length(max=254, message="The e-mail address must be 254 characters or fewer."),
            Regexp(ADDRESS, message="Enter an e-mail address such as name@harland.example."),
        ],
    )
    role = RadioField(
        "Place in this review",
        choices=choices(
            {role: said for role, said in terms("role").items() if role in ROLES and role != "administrator"}
        ),
        validators=[DataRequired("Choose the place that this person will have in the review.")],
    )


def _chosen() -> PasswordField:
    return PasswordField("Choose a password", validators=[DataRequired("Choose a password.")])


def _typed_again() -> PasswordField:
    same = EqualTo("password", message="The two passwords are not the same.")
    return PasswordField("Type the password again", validators=[same])


class ChosenPassword(FlaskForm):  # type: ignore[misc]
    """A form in which a password is chosen, and typed twice."""

    def __init__(self, *known: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.known = known

    def validate_password(self, field: PasswordField) -> None:
        if problem := hard_to_guess(field.data or "", *self.known, *self._typed_here()):
            raise ValidationError(problem)

    def _typed_here(self) -> tuple[str, ...]:
        return ()


class AcceptForm(ChosenPassword):
    """What an invited person says of themselves."""

    name = StringField(
        "Your name",
        filters=[_trimmed],
        validators=[
            DataRequired("Enter your name."),
            Length(max=120, message="Your name must be 120 characters or fewer."),
        ],
    )
    password = _chosen()
    again = _typed_again()

    def _typed_here(self) -> tuple[str, ...]:
        return (self.name.data or "",)


class PasswordForm(ChosenPassword):
    """The password that a person has, and the one that they want."""

    current = PasswordField("Your password now", validators=[DataRequired("Enter the password that you have now.")])
    password = _chosen()
    again = _typed_again()
