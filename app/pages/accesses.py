"""Who opened what of a review, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.models import Access
from app.pages.words import moment, terms


@dataclass(frozen=True)
class AccessLine:
    """One look: when, by whom, at what; `what` is empty for those who may not know it."""

    when: str
    who: str
    what: str


def access_lines(looks: Sequence[Access], papers: Mapping[str, str], with_what: bool) -> tuple[AccessLine, ...]:
    """The looks as people read them; a paper is named by its title."""
    return tuple(
        AccessLine(moment(look.at), look.user.name, _what(look, papers) if with_what else "") for look in looks
    )


def _what(look: Access, papers: Mapping[str, str]) -> str:
    named = terms("access").get(look.kind, "Opened a page of this review")
    return f"{named}: {papers.get(look.thing, look.thing)}" if look.thing else named
