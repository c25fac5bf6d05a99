"""A saved e-mail: who wrote to whom and when, and its words; attachments are named, not read."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.message import EmailMessage

from corpus.document import Location, Reading
from corpus.formats.html_text import read_html, text_of
from corpus.formats.lines import read_lines
from corpus.formats.plain import decoded
from corpus.formats.transcript import Piece, Transcript
from corpus.limits import PARTS, Refused, too_many

_HEADERS = ("From", "To", "Cc", "Date", "Subject")
# A plain version with less than a third of the words of the formatted one only says "open this in another program".
PLAIN_SHARE = 3
OUTSIDE_WHY = "Words before or after the parts of this message, which mail programs do not show, were not read."
PICTURE_WHY = "A picture in this message was not read: words in it can only be seen."
LOCKED_WHY = "Words of this message are encrypted and were not read. Open it, save it as PDF and upload that."
_LOCKED = ("application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted", "application/pgp-encrypted")
_LOCKED_WORDS = "-----BEGIN PGP MESSAGE-----"
_INSIDE_PICTURE = re.compile(r"<img[^>]{0,2000}data:image/", re.IGNORECASE)
_OF_ITS_OWN = {"message/rfc822", "message/delivery-status", "message/external-body"}
"""Parts that are not the letter's own words."""
_USUAL_PREAMBLE = re.compile(r"multi-?part|MIME", re.IGNORECASE)


def read(data: bytes, name: str) -> Reading:
    """Everything that a saved e-mail says, with each attachment named as unread."""
    try:
        message = message_from_bytes(data, policy=policy.default)
        parts = [part for part in message.walk() if isinstance(part, EmailMessage)]
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError) as error:
        raise Refused(
            "This e-mail is damaged and cannot be read. Open it, save it again and upload the new copy."
        ) from error
    if len(parts) > PARTS:
        raise Refused(too_many(len(parts), "parts", PARTS))
    transcript = Transcript("eml")
    _read_headers(transcript, message)
    _read_body(transcript, message)
    if not message.is_multipart() and _is_attached(message):
        transcript.miss(None, _why(message))
    _report_attachments(transcript, message)
    if any(_is_unseen(part) for part in parts):
        transcript.miss(None, OUTSIDE_WHY)
    return transcript.reading()


def _header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message.get(name, "")).split())
    except (ValueError, TypeError, AttributeError, LookupError, IndexError):
        return ""


def _read_headers(transcript: Transcript, message: EmailMessage) -> None:
    stated = {name: value for name in _HEADERS if (value := _header(message, name))}
    transcript.properties.update({name.lower(): value for name, value in stated.items()})
    if subject := stated.get("Subject"):
        transcript.open_heading(1, subject)
    lines = [Piece(f"{name}: {value}", "metadata") for name, value in stated.items()]
    transcript.add(Location(heading=stated.get("Subject", ""), paragraph=1), lines)


def _read_body(transcript: Transcript, message: EmailMessage) -> None:
    """The words of each part that is shown as the letter; the plain version where there are two."""
    for plain, formatted in _letters(message):
        words = plain.strip()
        if formatted and len(words.split()) * PLAIN_SHARE < len(text_of(formatted).split()):
            read_html(transcript, formatted)
        else:
            read_lines(transcript, words)
        if _INSIDE_PICTURE.search(formatted):
            transcript.miss(None, PICTURE_WHY)
        if _LOCKED_WORDS in words:
            transcript.miss(None, LOCKED_WHY)


def _letters(message: EmailMessage) -> list[tuple[str, str]]:
    """Each letter in the message as its plain text and its HTML, either of which may be empty."""
    if message.is_multipart() and message.get_content_type() != "multipart/alternative":
        if message.get_content_type() == "message/rfc822":
            return []
        parts = (part for part in message.iter_parts() if isinstance(part, EmailMessage) and not _is_attached(part))
        return [letter for part in parts for letter in _letters(part)]
    found = {"text/plain": "", "text/html": ""}
    for part in message.walk() if message.is_multipart() else [message]:
        if isinstance(part, EmailMessage) and not part.is_multipart() and not _is_attached(part):
            # A calendar entry or the like has words too; a letter's own plain text goes before it.
            kind = part.get_content_type() if part.get_content_type() in found else "text/plain"
            found[kind] += f"\n\n{words}" if found[kind] and (words := _text(part)) else _text(part)
    return [(found["text/plain"], found["text/html"])]


def _is_attached(part: EmailMessage) -> bool:
    if part.get_content_type() in _OF_ITS_OWN or part.get_content_disposition() == "attachment":
        return True
    return not part.is_multipart() and part.get_content_maintype() != "text"


def _is_unseen(part: EmailMessage) -> bool:
    """Whether words stand outside the parts of a message, beyond the usual sentence for old programs."""
    before, after = part.preamble or "", part.epilogue or ""
    return bool(after.strip()) or (bool(before.strip()) and _USUAL_PREAMBLE.search(before) is None)


def _text(part: EmailMessage) -> str:
    try:
        return str(part.get_content())
    except (LookupError, ValueError, TypeError, AttributeError, KeyError):
        raw = part.get_payload(decode=True)
        return decoded(raw)[0] if isinstance(raw, bytes) else str(part.get_payload())


def _report_attachments(transcript: Transcript, message: EmailMessage, depth: int = 0) -> None:
    for part in message.iter_parts() if message.is_multipart() and depth < 20 else ():
        if not isinstance(part, EmailMessage):
            continue
        if _is_attached(part):
            transcript.miss(None, _why(part))
        else:
            _report_attachments(transcript, part, depth + 1)


def _why(part: EmailMessage) -> str:
    try:
        name = " ".join((part.get_filename() or "").split())
    except (ValueError, TypeError, LookupError, AttributeError):
        name = ""
    if part.get_content_maintype() == "image" and part.get_content_disposition() != "attachment":
        return PICTURE_WHY
    if part.get_content_type() in _LOCKED:
        return LOCKED_WHY
    if part.get_content_type() == "message/rfc822":
        return "An attached message was not read. Open the message and upload the attached message itself."
    named = f"The attachment “{name}”" if name else "An attachment"
    return f"{named} was not read. Open the message and upload the attachment itself."
