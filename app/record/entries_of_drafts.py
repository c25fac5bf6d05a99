"""How the language model's use is written down in its entries: its words only by their fingerprint."""

from __future__ import annotations

import hashlib

from app.models import ModelChoice, ModelDraft
from app.record.chain import canonical
from app.record.entries import Said, moment_said


def model_choice_payload(choice: ModelChoice) -> Said:
    """Whether the model may be used, as the chain records it."""
    return {
        "model_choice": choice.id,
        "allowed": choice.allowed,
        "endpoint": choice.endpoint,
        "at": moment_said(choice.at),
    }


def draft_payload(draft: ModelDraft) -> Said:
    """A draft as the chain records it: what it was for, and the fingerprint of all that was sent and came back."""
    words = canonical([draft.sent, draft.reply, draft.outcome, draft.failure, draft.lines, draft.citations])
    return {
        "draft": draft.id,
        "purpose": draft.purpose,
        "about": draft.about,
        "template": draft.template,
        "endpoint": draft.endpoint,
        "outcome": draft.outcome,
        "tokens": draft.tokens,
        "words": hashlib.sha256(words.encode()).hexdigest(),
        "at": moment_said(draft.at),
    }
