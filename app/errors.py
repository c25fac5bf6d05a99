"""What can go wrong, as sentences for a person, and the one table that turns them into pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Flask, render_template, render_template_string
from werkzeug.exceptions import HTTPException, SecurityError

from app.fallback import PLAIN_ERROR

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from app.models import Decision


class SightlineError(Exception):
    """Something a person should be told; the sentence is what they are told."""

    sentence = "Something went wrong."

    def __init__(self, sentence: str | None = None) -> None:
        self.sentence = sentence or type(self).sentence
        super().__init__(self.sentence)


class NotFound(SightlineError):
    """There is no such thing, or it is not this person's to know of: the two read alike."""

    sentence = "There is no such page, or it is not one that you have been given access to."


class NotAllowed(SightlineError):
    """The person belongs to the review, but their role may not do this."""

    sentence = "Your role in this review does not include this. Ask the scrutineer if you need it."


class ReasonNeeded(SightlineError):
    """An administrator may read documents only with a typed reason, which is recorded."""

    sentence = "Type the reason why you need to read these papers. It is kept in the review's record."


class PackClosed(SightlineError):
    """Papers come in only while the pack is open."""

    sentence = "The document pack is closed, so no paper was added. The scrutineer can open it again."


class NothingChosen(SightlineError):
    """A form was sent without the thing it is for."""

    sentence = "No file was chosen. Choose one or more files, then upload them."


class UploadTooLarge(SightlineError):
    """One file is larger than the limit."""

    sentence = "This file is larger than the limit for one file, so it was not kept."


class StorageFull(SightlineError):
    """The disk would not take the file."""

    sentence = "The server could not store the file, so it was not kept. Nothing else was changed. Try again later."


class ReasonRequired(SightlineError):
    """An override, a withdrawal or a look needs its reason."""

    sentence = "Say why you give another rating than the one proposed. The reason is kept with the decision."


class RedNeedsReason(SightlineError):
    """Red has three meanings, and the scrutineer says which."""

    sentence = "Say why it is Red: nothing was supplied, the papers are silent, or they say the contrary."


class ActionRequired(SightlineError):
    """Every decision makes one action, whatever its colour."""

    sentence = "Write the action that follows from this rating, and who owns it. Every rating has one, Green included."


class NothingProposed(SightlineError):
    """A decision is made beside a proposal, so there must be one."""

    sentence = "The papers have not been assessed for this question yet, so there is no proposal to decide on."


class UnknownValue(SightlineError):
    """A field was sent with something that it cannot hold."""

    sentence = "One of the answers is not among those that can be given."


class StaleDecision(SightlineError):
    """Someone decided this question in the meantime; `latest` is their decision."""

    sentence = "Someone has decided this question since you opened it, so your decision was not saved."

    def __init__(self, latest: Decision | None) -> None:
        self.latest = latest
        if latest is None:
            super().__init__()
            return
        super().__init__(
            f"{latest.by.name} decided {latest.question} as {latest.rating.title()} on "
            f"{latest.at:%-d %B %Y at %H:%M} UTC, since you opened it. Your decision was not saved. "
            "Read theirs, then decide again if you still differ."
        )


class StaleTurn(SightlineError):
    """Someone answered, or said more, in the meantime."""

    def __init__(self, who: str) -> None:
        super().__init__(
            f"{who} has added to this since you opened the page, so yours was not saved. Read theirs, then save again if you still mean it."
        )


class Mistaken(SightlineError):
    """A framework or a workbook with mistakes: refused whole, and each mistake said by its place."""

    def __init__(self, mistakes: Iterable[object]) -> None:
        self.mistakes = tuple(str(one) for one in mistakes)
        super().__init__("Nothing was taken in. " + " ".join(self.mistakes))


class StaleReport(SightlineError):
    """The record moved on while the report was being made."""

    sentence = (
        "Something was added to the record while the report was being made, so it was not issued. Issue it again."
    )


class LinkUnusable(SightlineError):
    """An invitation's link that opens nothing: made up, expired, used or taken back; they all read alike."""

    sentence = (
        "This link does not open anything. It may have been used already, have run out after seven days, have been "
        "taken back, or not be whole. Ask the person who gave it to you for a new one. If you have made your account "
        "already, sign in instead."
    )


class Unverified(SightlineError):
    """Stored bytes are no longer what their hash says."""

    sentence = "A stored file no longer matches its fingerprint, so it is not shown. Tell your administrator."


PAGES: dict[type[SightlineError], tuple[int, str]] = {
    NotFound: (404, "Page not found"),
    NotAllowed: (403, "You cannot do this here"),
    ReasonNeeded: (403, "A reason is needed"),
    PackClosed: (409, "The pack is closed"),
    NothingChosen: (400, "No file was chosen"),
    UploadTooLarge: (413, "The file is too large"),
    StorageFull: (507, "The file could not be stored"),
    ReasonRequired: (400, "A reason is needed"),
    RedNeedsReason: (400, "A reason for Red is needed"),
    ActionRequired: (400, "An action is needed"),
    NothingProposed: (409, "Nothing has been proposed yet"),
    UnknownValue: (400, "This could not be saved"),
    StaleDecision: (409, "Someone decided this question first"),
    StaleTurn: (409, "Someone answered this first"),
    Mistaken: (400, "This has mistakes"),
    StaleReport: (409, "The report was not issued"),
    LinkUnusable: (404, "This link cannot be used"),
    Unverified: (409, "A stored file has changed"),
}
"""Each error's status and heading."""

WEB_PAGES: dict[int, tuple[str, str]] = {
    400: ("This could not be understood", "The request was not complete. Go back, reload the page and try again."),
    403: ("You cannot do this here", NotAllowed.sentence),
    404: ("Page not found", NotFound.sentence),
    405: ("Page not found", NotFound.sentence),
    413: (
        "Too much was sent at once",
        "The files together are larger than one upload may be. Send them in smaller groups.",
    ),
    429: ("Too many attempts to sign in", "There were too many failed attempts. Wait fifteen minutes, then try again."),
    500: ("Something went wrong", "This was not your doing, and what you had saved is safe. Try again in a minute."),
}
"""What the web server itself may have to say."""

UNKNOWN_HOST = (
    "Sightline does not go by this name. Use the address you were given; SIGHTLINE_HOSTS lists the names it knows."
)


def page_of(error: SightlineError) -> tuple[int, str]:
    """The status and heading for an error, its own or its nearest parent's."""
    for kind in type(error).__mro__:
        if kind in PAGES:
            return PAGES[kind]
    return 400, "This could not be done"


def register_errors(app: Flask) -> None:
    """Shows every error as a page in plain words."""
    app.register_error_handler(SightlineError, _show_sightline_error)
    app.register_error_handler(HTTPException, _show_web_error)


def _show_sightline_error(error: SightlineError) -> ResponseReturnValue:
    status, heading = page_of(error)
    return _page(status, heading, error.sentence, error)


def _show_web_error(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400:
        return error
    if isinstance(error, SecurityError):
        # Called by a name that is not ours, no address can be made, so no page with links either.
        return render_template_string(PLAIN_ERROR, heading=WEB_PAGES[400][0], sentence=UNKNOWN_HOST), 400
    # A wrong method on an address that exists must not tell that it exists.
    status = 404 if error.code == 405 else error.code
    heading, sentence = WEB_PAGES.get(status, WEB_PAGES[400] if status < 500 else WEB_PAGES[500])
    return _page(status, heading, sentence, error)


def _page(status: int, heading: str, sentence: str, error: Exception) -> ResponseReturnValue:
    told = {"status": status, "heading": heading, "sentence": sentence, "error": error}
    if status < 500:
        return render_template("error.html", **told), status
    try:
        return render_template("error.html", **told), status
    except Exception:
        # Whatever broke the page may have broken the layout of its error page too.
        return render_template_string(PLAIN_ERROR, **told), status
