"""An e-mail as the mail program saved it, in plain text and again as a web page."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape

from corpus.samples.source import Source

BOUNDARY = "----=_Part_7741_Merrowdale"


def as_eml(source: Source) -> bytes:
    """The message with its headers; the boundary is fixed so that the bytes are."""
    message = EmailMessage(policy=SMTP)
    for name in ("From", "To", "Cc", "Subject"):
        if name.lower() in source.front:
            message[name] = source.front[name.lower()]
    message["Date"] = format_datetime(source.written)
    message["Message-ID"] = source.front["message_id"]
    message.set_content(source.body, cte="quoted-printable")
    message.add_alternative(_as_html(source.body), subtype="html", cte="quoted-printable")
    message.set_boundary(BOUNDARY)
    return message.as_bytes()


def _as_html(body: str) -> str:
    paragraphs = [escape(text).replace("\n", "<br>") for text in body.strip().split("\n\n")]
    return "<html><body>" + "".join(f"<p>{text}</p>" for text in paragraphs) + "</body></html>\n"
