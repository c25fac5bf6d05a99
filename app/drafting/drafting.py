"""Drafts by a language model: only where it is set up and allowed for the review, only from quotes, every sentence checked."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import current_app
from sqlalchemy import func, select

from app.database import db, now, writing
from app.drafting.language_model import Breaker, Endpoint, ModelFailed, reply_from
from app.drafting.names import names_to_mask
from app.errors import NotAllowed, UnknownValue
from app.models import ModelChoice, ModelDraft, Review, User
from app.record.entries_of_drafts import draft_payload, model_choice_payload
from app.record.trail import append_entry
from prompts.draft import SILENT, Draft, Line, check_reply
from prompts.masking import Masked, masked, names_of_children
from prompts.template import Template, template

Json = dict[str, Any]

MOST_QUOTES = 24
LONGEST_QUOTE = 1_200
TOKEN_LETTERS = 4
"""About so many letters make a token; the model's own count is not trusted."""
OFF = "No language model is set up, or the scrutineer has not allowed it for this review. Everything else works without it."


@dataclass(frozen=True)
class Wanted:
    """What is to be drafted: for what, about what, the values of the template, and the quotes it may use."""

    purpose: str
    about: str
    values: Mapping[str, str]
    citations: Sequence[Json]


@dataclass
class Drafting:
    """A draft on its way: what was sent, what came so far, and how it ended."""

    wanted: Wanted
    template: Template
    endpoint: Endpoint
    mask: Masked
    quotes: Mapping[str, str]
    sent: str
    reply: str = ""
    outcome: str = "stopped"
    failure: str = ""
    began: float = field(default_factory=time.monotonic)

    @property
    def tokens(self) -> int:
        return (len(self.sent) + len(self.reply)) // TOKEN_LETTERS

    @property
    def checked(self) -> Draft:
        """Each sentence beside its quotes, with what was masked put back first."""
        if self.mask.restored(self.reply).strip() == SILENT:
            return Draft((Line(SILENT, ()),))
        return check_reply(self.mask.restored(self.reply), self.quotes)


def endpoint() -> Endpoint | None:
    """The model that an administrator set; None where there is none."""
    config = current_app.extensions["sightline"]
    if not config.model_address or not config.model_name:
        return None
    return Endpoint(
        config.model_address, config.model_name, config.model_key, float(config.model_seconds), config.model_tokens
    )


def breaker() -> Breaker:
    """The one breaker of this process."""
    found: Breaker = current_app.extensions.setdefault("sightline-model-breaker", Breaker())
    return found


def choice_for(review: Review) -> ModelChoice | None:
    """What the scrutineer last chose for the review."""
    found = select(ModelChoice).where(ModelChoice.review_id == review.id)
    return db.session.scalar(found.order_by(ModelChoice.at.desc(), ModelChoice.id.desc()).limit(1))


def is_allowed(review: Review) -> bool:
    """Whether a model is set up, and the scrutineer allows this very one for the review."""
    model, choice = endpoint(), choice_for(review)
    return model is not None and choice is not None and choice.allowed and choice.endpoint == model.said


def choose_model(review: Review, user: User, allowed: bool) -> ModelChoice:
    """Allows the model for the review, or no longer; the same choice twice is one."""
    model = endpoint()
    if allowed and model is None:
        raise UnknownValue(OFF)
    user_id, said = user.id, model.said if model else ""
    with writing(review):
        latest = choice_for(review)
        if latest is not None and (latest.allowed, latest.endpoint) == (allowed, said):
            return latest
        choice = ModelChoice(review_id=review.id, allowed=allowed, endpoint=said, by_id=user_id, at=now())
        db.session.add(choice)
        db.session.flush()
        append_entry(
            review.id, user_id, "model_allowed" if allowed else "model_not_allowed", model_choice_payload(choice)
        )
    return choice


def begin(review: Review, wanted: Wanted) -> Drafting:
    """The prompt, filled in and masked, and nothing sent yet; NotAllowed where no model may be used."""
    model = endpoint()
    if model is None or not is_allowed(review):
        raise NotAllowed(OFF)
    if not wanted.citations:
        raise UnknownValue("There are no quotes to draft from.")
    if tokens_used(review) >= current_app.extensions["sightline"].model_tokens_a_review:
        raise NotAllowed("This review has used all that it may send to the language model.")
    chosen = [each["quote"][:LONGEST_QUOTE] for each in wanted.citations[:MOST_QUOTES]]
    names = tuple(wanted.values)
    texts = [*chosen, *(wanted.values[name] for name in names)]
    flagged = [name for text in texts for name in names_of_children(text)]
    mask = masked(texts, [*flagged, *names_to_mask(review)])
    sent_quotes, values = mask.texts[: len(chosen)], mask.texts[len(chosen) :]
    listed = "\n".join(
        f"[q{n}] {_line(text)} ({_line(each.get('title') or each['file'])}, {each.get('date') or 'no date'})"
        for n, (text, each) in enumerate(zip(sent_quotes, wanted.citations, strict=False), 1)
    )
    found = template(wanted.purpose)
    sent = found.filled({**dict(zip(names, values, strict=True)), "quotes": listed})
    return Drafting(wanted, found, model, mask, {f"q{n}": text for n, text in enumerate(chosen, 1)}, sent)


def run(drafting: Drafting) -> Iterator[str]:
    """The words as they come, with what was masked still masked; a failure ends it and is kept with what had come."""
    try:
        for piece in reply_from(drafting.endpoint, drafting.sent, breaker()):
            drafting.reply += piece
            yield piece
        drafting.outcome = "whole"
    except ModelFailed as error:
        drafting.outcome, drafting.failure = "failed", str(error)


def keep_draft(review: Review, user: User, drafting: Drafting) -> ModelDraft:
    """Keeps what was sent and what came back, sentence by sentence, and records it."""
    user_id = user.id
    model = drafting.template
    with writing(review):
        kept = ModelDraft(
            review_id=review.id,
            purpose=drafting.wanted.purpose,
            about=drafting.wanted.about[:40],
            template=f"{model.name} {model.version} {model.sha256[:16]}",
            endpoint=drafting.endpoint.said,
            sent=drafting.sent,
            reply=drafting.reply,
            outcome=drafting.outcome,
            failure=drafting.failure,
            lines=[
                {"text": one.text, "quotes": list(one.quotes), "struck": one.struck} for one in drafting.checked.lines
            ],
            citations=[dict(each) for each in drafting.wanted.citations[:MOST_QUOTES]],
            seconds=round(time.monotonic() - drafting.began, 1),
            tokens=drafting.tokens,
            by_id=user_id,
            at=now(),
        )
        db.session.add(kept)
        db.session.flush()
        append_entry(review.id, user_id, "model_draft", draft_payload(kept))
    return kept


def tokens_used(review: Review) -> int:
    """About how many tokens this review has sent and received."""
    found = select(func.coalesce(func.sum(ModelDraft.tokens), 0)).where(ModelDraft.review_id == review.id)
    return int(db.session.scalar(found) or 0)


def _line(text: str) -> str:
    """One line, in which no mark of a quote can be forged."""
    return " ".join(text.split()).replace("[q", "(q")
