"""One question of a framework that is being written, tried at once on papers that were read: shown, and kept nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.contract import question_json
from app.errors import NothingProposed
from app.models import Review
from app.packs.field_notes import standing_notes
from app.packs.papers import standing_papers
from app.proposing.assessing import find_candidates
from corpus.document import Period
from rules.framework import Framework, Question
from rules.judging import judge


def try_question(review: Review, framework: Framework, question_id: str) -> Mapping[str, Any]:
    """What the rules would propose for this question from the review's papers as they stand."""
    from app.packs.review_pack import pack_of, stores_of

    papers = standing_papers(review)
    if not any(paper.state in ("read", "partly_read") for paper in papers):
        raise NothingProposed("No paper of this review has been read yet, so there is nothing to try it on.")
    pack = pack_of(review, papers, standing_notes(review))
    light = _only_this_one_looked_for(framework, question_id)
    found = find_candidates(pack, light, stores_of(review.id), lambda *_: None, only=question_id)
    step = next(step for step in framework.steps if any(one.id == question_id for one in step.questions))
    question = framework.question(question_id)
    alone = replace(framework, steps=(replace(step, questions=(question,)),))
    proposal = judge(alone, pack.documents, found, Period(review.period_from, review.period_to))[0]
    return question_json(step, question, proposal)


def _only_this_one_looked_for(framework: Framework, question_id: str) -> Framework:
    """The same framework without the words of its other questions, which take long to look for and turn nothing here.

    Their statements stay, since passages that lie nearer to another question bear less on this one.
    """

    def light(question: Question) -> Question:
        if question.id == question_id:
            return question
        return replace(question, about=(), parts=tuple(replace(part, terms=()) for part in question.parts))

    steps = (replace(step, questions=tuple(map(light, step.questions))) for step in framework.steps)
    return replace(framework, steps=tuple(steps))
