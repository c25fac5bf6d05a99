"""Letters and plain texts whose only finding stands where it is easily overlooked."""

from __future__ import annotations

from collections.abc import Callable

from tests.hostile.kind import FINDING
from tests.hostile.other_kinds import HTML, mail

TEXT = FINDING.encode()


def parts(*said: bytes, kind: bytes = b"mixed") -> bytes:
    """A letter of these parts, each with its headers."""
    return mail(
        b"Content-Type: multipart/%s; boundary=x" % kind, b"".join(b"--x\r\n%s\r\n" % one for one in said) + b"--x--"
    )


PLAIN = b"Content-Type: text/plain\r\n\r\nThe plan was agreed."
LETTERS: dict[str, Callable[[], bytes]] = {
    "html-only": lambda: mail(HTML, b"<p>%s</p>" % TEXT),
    "html-says-more": lambda: parts(PLAIN, b"Content-Type: text/html\r\n\r\n<p>The plan was agreed.</p><p>%s</p>" % TEXT, kind=b"alternative"),
    "html-hidden": lambda: mail(HTML, b"<p>Plan</p><p style='display:none'>%s</p>" % TEXT),
    "html-picture-described": lambda: mail(HTML, b"<p>Plan</p><img src=x alt='%s'>" % TEXT),
    "html-title": lambda: mail(HTML, b"<html><head><title>%s</title></head><p>Plan</p>" % TEXT),
    "attached-text": lambda: parts(PLAIN, b"Content-Type: text/plain\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\n" + TEXT),
    "attached-inline": lambda: parts(PLAIN, b"Content-Type: text/plain\r\nContent-Disposition: inline\r\n\r\n" + TEXT),
    "attached-letter": lambda: parts(PLAIN, b"Content-Type: message/rfc822\r\n\r\nFrom: a@vale.example\r\nSubject: x\r\n\r\n" + TEXT),
    "attached-picture": lambda: parts(PLAIN, b"Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo="),
    "calendar": lambda: parts(PLAIN, b"Content-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\nDESCRIPTION:%s\r\nEND:VCALENDAR" % TEXT),
    "outlook-bag": lambda: parts(PLAIN, b"Content-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\neJ8+"),
    "subject": lambda: b"Subject: %s\r\nFrom: a@vale.example\r\nTo: b@vale.example\r\n\r\nSee above." % TEXT,
    "quoted": lambda: mail(b"Content-Type: text/plain", b"I agree.\r\n\r\n> " + TEXT),
    "signature": lambda: mail(b"Content-Type: text/plain", b"I agree.\r\n\r\n-- \r\n" + TEXT),
    "after-the-end": lambda: parts(PLAIN) + b"\r\n" + TEXT,
    "before-the-parts": lambda: mail(b"Content-Type: multipart/mixed; boundary=x", TEXT + b"\r\n--x\r\n" + PLAIN + b"\r\n--x--"),
    "rich-text-part": lambda: parts(PLAIN, b"Content-Type: text/enriched\r\n\r\n<bold>%s</bold>" % TEXT),
    "html-form-field": lambda: mail(HTML, b"<p>Plan</p><textarea>%s</textarea><input value='x'>" % TEXT),
    "html-without-scripts": lambda: mail(HTML, b"<p>Plan</p><noscript>%s</noscript>" % TEXT),
    "html-drawn": lambda: mail(HTML, b"<p>Plan</p><svg><text>%s</text></svg>" % TEXT),
    "html-picture-inside": lambda: mail(HTML, b"<p>Plan</p><img src='data:image/png;base64,iVBORw0KGgo='>"),
    "html-folded-away": lambda: mail(HTML, b"<p>Plan</p><details><summary>x</summary>%s</details>" % TEXT),
    "only-a-paper": lambda: mail(b"Content-Type: application/pdf; name=fax.pdf\r\nContent-Transfer-Encoding: base64", b"JVBERi0xLjcK"),
    "encrypted": lambda: mail(b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data", b"MIAGCSqGSIb3"),
    "encrypted-inline": lambda: mail(b"Content-Type: text/plain", b"-----BEGIN PGP MESSAGE-----\r\n\r\nhQEMA\r\n-----END PGP MESSAGE-----"),
    "not-delivered": lambda: parts(PLAIN, b"Content-Type: message/delivery-status\r\n\r\nDiagnostic-Code: " + TEXT),
    "kept-elsewhere": lambda: parts(PLAIN, b"Content-Type: message/external-body; access-type=URL; URL=http://x.example\r\n\r\n"),
    "two-letters": lambda: mail(b"Content-Type: text/plain", b"Agreed.\r\n\r\nFrom b@vale.example Mon Jun  2 11:00:00 2025\r\n" + TEXT),
    "plain-says-more": lambda: parts(b"Content-Type: text/plain\r\n\r\n" + TEXT, b"Content-Type: text/html\r\n\r\n<p>Agreed.</p>", kind=b"alternative"),
}  # fmt: skip

TEXTS: dict[str, Callable[[], bytes]] = {
    "utf-16.txt": lambda: FINDING.encode("utf-16"),
    "utf-16-unmarked.txt": lambda: FINDING.encode("utf-16-le"),
    "utf-32.txt": lambda: FINDING.encode("utf-32"),
    "comment.md": lambda: f"# Plan\n\n<!-- {FINDING} -->\n".encode(),
    "code.md": lambda: f"# Plan\n\n```\n{FINDING}\n```\n".encode(),
    "footnote.md": lambda: f"# Plan[^1]\n\n[^1]: {FINDING}\n".encode(),
    "picture-described.md": lambda: f"# Plan\n\n![{FINDING}](x.png)\n".encode(),
    "front-matter.md": lambda: f"---\ntitle: {FINDING}\n---\n# Plan\n".encode(),
    "after-a-million-spaces.txt": lambda: b"The plan." + b" " * 1_000_000 + TEXT,
    "after-a-form-feed.txt": lambda: b"The plan.\x0c" + TEXT,
    "utf-16-be-unmarked.txt": lambda: FINDING.encode("utf-16-be"),
    "old-mac-lines.txt": lambda: b"The plan.\r\r" + TEXT,
    "after-an-end-of-file.txt": lambda: b"The plan was agreed.\n" * 10 + b"\x1a" + TEXT,
    "after-nothing.txt": lambda: b"The plan was agreed.\n" * 5000 + b"\0" + TEXT,
    "rare-line-ends.txt": lambda: ("The plan.\u2028\u2028\u0085" + FINDING).encode(),
    "windows-letters.txt": lambda: f"“{FINDING}” – £5".encode("cp1252"),
    "table.csv": lambda: b"Agency,Seen\nPolice," + TEXT,
    "folded-away.md": lambda: b"# Plan\n\n<details><summary>x</summary>\n%s\n</details>" % TEXT,
}  # fmt: skip
