"""What kind of paper it is, when it is from, whose it is and what place it is about: from its own words."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from corpus.areas import area_in
from corpus.dates import dates_in, months_in, periods_in
from corpus.document import Profile, Reading
from corpus.head import Head, head_of
from corpus.kinds import OTHER, Signs, kind_of, kinds, names_a_kind
from corpus.own_date import own_date, own_period
from corpus.yaml_text import load_yaml

TITLE_MOST = 160
NAME_MOST = 120
"""A line longer than this is a sentence, not a name of a paper or an agency."""
UNDER_TITLE = 4
"""Lines below the title in which a paper often says what it is."""
UNNAMED = ("microsoft word", "microsoft powerpoint", "untitled", "document", "presentation", "word document")


def profile_of(reading: Reading, file: str) -> Profile:
    """The profile of a paper from what it says; the file's name is a hint, the day it was uploaded never is."""
    head = head_of(reading, file)
    title, title_because = _title(head)
    kind, kind_because = _kind(title, head)
    period, period_because = own_period(title, head, kind)
    day, day_because = own_date(title, head, kind, period)
    agency, agency_because = _agency(title, head, kind)
    area, area_because = area_in("\n".join((title, *_own_lines(head), *head.running)), head.body)
    draft, draft_because = _is_draft(title, head)
    return Profile(
        kind=kind,
        title=title,
        date=day,
        period=period,
        agency=agency,
        area=area,
        self_reported=kinds()[kind].self_reported and agency not in ("inspectorate", "scrutineer", "national"),
        draft=draft,
        because={
            "kind": kind_because,
            "title": title_because,
            "date": day_because,
            "period": period_because,
            "agency": agency_because,
            "area": area_because,
            "draft": draft_because,
        },
    )


def _title(head: Head) -> tuple[str, str]:
    """The first line at its head that names the paper; an e-mail's subject; else the file's own title; else its name."""
    if head.format == "eml" and head.properties.get("subject"):
        return head.properties["subject"][:TITLE_MOST], "the subject line"
    if subject := _letter_subject(head.lines):
        return subject, "the subject of the letter"
    named = [line.lstrip("# ") for line in head.titles if len(line) <= TITLE_MOST and not _is_bare(line)]
    if named:
        telling = next((line for line in named[:3] if names_a_kind(line)), named[0])
        if head.set_titles or telling == named[0]:
            return named[0], "the first line that names it"
        return f"{named[0]} – {telling}"[:TITLE_MOST], "the first lines that name it"
    own = head.properties.get("title", "").strip()
    if len(own) > 5 and not own.lower().startswith(UNNAMED):
        return own[:TITLE_MOST], "the file's own title"
    if head.titles and len(head.titles[0]) <= TITLE_MOST:
        return head.titles[0], "its first line"
    return head.file.replace("_", " ")[:TITLE_MOST], "the file name"


def _letter_subject(lines: tuple[str, ...]) -> str:
    """The line that stands alone below "Dear …"."""
    for greeting, line in pairwise(lines[:15]):
        if re.match(r"Dear\b", greeting) and len(greeting) < 60 and len(line) <= NAME_MOST and not line.endswith("."):
            return re.sub(r"^(?:re|subject)\s*:\s*", "", line, flags=re.IGNORECASE)
    return ""


def _is_bare(line: str) -> bool:
    """Whether the line is only a partnership's name, a marking, a date or a period."""
    rest = line
    for reads in (periods_in, dates_in, months_in):
        for _, _, words in reads(rest):
            rest = rest.replace(words, " ")
    return not re.search(r"[A-Za-z]{3}", rest) or bool(_words()["not_a_title"].search(rest))


def _kind(title: str, head: Head) -> tuple[str, str]:
    if head.format == "eml":
        return "email", "it is an e-mail"
    under = [line for line in head.lines[: UNDER_TITLE + 4] if line != title and len(line) <= NAME_MOST]
    signs = Signs(
        title=title,
        under_title="\n".join(under[:UNDER_TITLE]),
        file=re.sub(r"[_-]+", " ", f"{head.file}\n{head.properties.get('title', '')}"),
        opening=head.opening[:900],
        body=head.body,
    )
    kind, because = kind_of(signs)
    if kind == OTHER and head.format == "pptx":
        return "briefing", "it is a set of slides that says nothing else of its kind"
    return kind, because


def _own_lines(head: Head) -> list[str]:
    """The lines at its head that are no sentences: names, dates, labels."""
    return [line for line in head.lines if len(line) <= NAME_MOST and ". " not in line]


def _agency(title: str, head: Head, kind: str) -> tuple[str, str]:
    """Whose paper it is; a paper of the partnership unless its kind, its sender or a line at its head says otherwise."""
    words = _words()
    if kind in words["by_kind"]:
        return words["by_kind"][kind], f"it is {kinds()[kind].name.lower()}"
    if kind == "email":
        sender = head.properties.get("from", "") or next((line for line in head.lines if line.startswith("From:")), "")
        for agency, pattern in words["senders"].items():
            if match := pattern.search(sender):
                return agency, f"it was sent from “{match[0]}”"
        return "partnership", "nothing says that it is one agency's own"
    lines = [title, *(line for line in _own_lines(head) if line in head.lines[:6]), *head.running]
    lines = [line for line in head.lines[:12] if words["agency_line"].search(line)][:1] or lines
    if kind not in words["own_agency"] or any(words["partnership"].search(line) for line in lines):
        return "partnership", "nothing says that it is one agency's own"
    for line in lines:
        for agency, pattern in words["agencies"].items():
            if match := pattern.search(line):
                return agency, f"its head names “{match[0]}”"
    return "partnership", "nothing says that it is one agency's own"


def _is_draft(title: str, head: Head) -> tuple[bool, str]:
    """Whether the paper is marked as a draft; a draft that it only mentions is not the paper."""
    words = _words()
    name = head.file.replace("_", " ")
    is_final = any(words["final"].search(text) and not words["draft"].search(text) for text in (title, name))
    for texts, pattern, place in (
        ([title, name], words["draft"], "title or file name says"),
        ([name], words["draft_version"], "file name says"),
        (head.running, words["draft"], "running line says"),
        ([*head.lines, *head.control], words["marked" if is_final else "draft_line"], "opening says"),
    ):
        for text in texts:
            match = pattern.search(text)
            if match and not words["not_a_draft"].search(text):
                return True, f"the {place} “{' '.join(match[0].split())}”"
    return False, "nothing marks it as a draft"


@cache
def _words() -> dict[str, Any]:
    raw = load_yaml((Path(__file__).parent / "profile.yaml").read_text("utf-8"))
    for key, value in raw.items():
        if isinstance(value, str):
            raw[key] = re.compile(value, re.IGNORECASE)
    for key in ("agencies", "senders"):
        raw[key] = {agency: re.compile(pattern, re.IGNORECASE) for agency, pattern in raw[key].items()}
    return dict(raw)
