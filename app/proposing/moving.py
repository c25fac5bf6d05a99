"""Evidence moved in or out by hand: a choice is kept for ever, and the rules propose again with it at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.database import db, now, writing
from app.errors import NotFound, UnknownValue
from app.models import Assessment, EvidenceChoice, Review, User
from app.proposing.following import choices_of, parts_of, propose_again, with_choices
from app.record.entries_of_notes import choice_payload
from app.record.seen import refuse_unseen
from app.record.trail import append_entry
from corpus.document import Passage
from rules.evidence import CARRIES, Stance

CARRYING = frozenset(stance.value for stance in CARRIES)
STANCES = frozenset(stance.value for stance in Stance)


@dataclass(frozen=True)
class NewChoice:
    """What a person says of a passage under a part: leave it out, count it as saying so, or move it to another part."""

    act: str
    part: str
    passage: Passage
    title: str
    reason: str
    stance: str | None = None
    to_part: str | None = None

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise UnknownValue("Say why: the reason is kept with your choice and shown beside the words.")
        if self.act not in ("leave_out", "count", "move") or (self.act == "move") != (self.to_part is not None):
            raise UnknownValue
        if self.to_part == self.part:
            raise UnknownValue("Choose another part than the one that the words stand under.")
        if self.stance is not None and self.stance not in STANCES:
            raise UnknownValue
        if self.act != "leave_out" and self.stance not in CARRYING:
            raise UnknownValue("What only plans something, or says that it should be, cannot carry a rating.")

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts that it changes."""
        return (self.part, self.to_part) if self.to_part else (self.part,)


def place_by_hand(review: Review, user: User, said: NewChoice, *, seen: str = "") -> tuple[EvidenceChoice, bool]:
    """Keeps a choice, and whether the rules have proposed again with it; where not, that waits for a worker.

    `seen` is the latest choice on the passage and part that the person had before them.
    """
    user_id = user.id
    with writing(review):
        every = choices_of(review)
        last = latest_on(every, said.part, said.passage.id)
        if last is not None and _is_sent_twice(last, said, user_id):
            return last, True
        refuse_unseen(last, last.id if last else "", seen)
        made = _kept(review.id, user_id, len(every) + 1, said)
        followed = propose_again(review, {made.id})
    _queue_unless(followed, review.id)
    return made, followed


def put_back(review: Review, user: User, choice: EvidenceChoice, reason: str = "") -> tuple[EvidenceChoice, bool]:
    """Takes a choice back; both stay on record, and the rules propose again without it."""
    user_id, choice_id = user.id, choice.id
    with writing(review):
        every = choices_of(review)
        taken = next((one for one in every if one.id == choice_id and one.act != "put_back"), None)
        if taken is None:
            raise NotFound
        if before := next((one for one in every if one.undoes == choice_id), None):
            return before, True
        made = _add(review.id, user_id, len(every) + 1, taken, act="put_back", reason=reason.strip(), undoes=choice_id)
        followed = propose_again(review, set())
    _queue_unless(followed, review.id)
    return made, followed


def what_if(review: Review, assessment: Assessment, user: User, said: NewChoice) -> dict[str, Any] | None:
    """The assessment as it would be with one choice more; None where that cannot be told without the papers."""
    asked = EvidenceChoice(id="asked", **_columns(said), by=user, at=now())
    return with_choices(assessment.content, [*choices_of(review), asked], {asked.id})


def latest_on(choices: Sequence[EvidenceChoice], part: str, passage: str) -> EvidenceChoice | None:
    """The last thing said of a passage under a part, a taking back too."""
    found = [one for one in choices if one.passage == passage and part in parts_of(one)]
    return found[-1] if found else None


def _queue_unless(followed: bool, review_id: str) -> None:
    from app.working.jobs import queue_assessment

    if not followed:
        queue_assessment(review_id)


def _columns(said: NewChoice) -> dict[str, Any]:
    passage = said.passage
    return {
        "act": said.act,
        "part": said.part,
        "to_part": said.to_part,
        "stance": said.stance,
        "reason": said.reason.strip(),
        "document": passage.document,
        "segment": passage.segment,
        "start": passage.start,
        "end": passage.end,
        "quote": passage.text,
        "where": passage.where.to_json(),
        "headings": list(passage.headings),
        "title": said.title,
    }


def _kept(review_id: str, user_id: str, number: int, said: NewChoice) -> EvidenceChoice:
    return _written(EvidenceChoice(review_id=review_id, number=number, by_id=user_id, at=now(), **_columns(said)))


def _add(review_id: str, user_id: str, number: int, of: EvidenceChoice, **said: Any) -> EvidenceChoice:
    same = ("part", "document", "segment", "start", "end", "quote", "where", "headings", "title")
    about = {name: getattr(of, name) for name in same}
    return _written(EvidenceChoice(review_id=review_id, number=number, by_id=user_id, at=now(), **about, **said))


def _written(made: EvidenceChoice) -> EvidenceChoice:
    db.session.add(made)
    db.session.flush()
    kind = "evidence_put_back" if made.act == "put_back" else "evidence_moved"
    append_entry(made.review_id, made.by_id, kind, choice_payload(made))
    return made


def _is_sent_twice(last: EvidenceChoice, said: NewChoice, user_id: str) -> bool:
    new = _columns(said)
    return last.by_id == user_id and all(getattr(last, name) == value for name, value in new.items())
