"""The report of an assessment that nobody has decided on yet, for the command line."""

from __future__ import annotations

from app.reporting.contents import Content, Occasion, report_contents
from app.reporting.word_file import report_docx
from rules.framework import Framework


def assessment_docx(content: Content, framework: Framework) -> bytes:
    """Every question as “Not decided”, with what the papers suggest and the words that carry it."""
    area = str(content.get("area") or "A document pack")
    occasion = Occasion(area, "What the papers suggest", "Not stated", "Sightline", None, "")
    steps = [(step.id, step.title, [question.id for question in step.questions]) for step in framework.steps]
    return report_docx(report_contents(content, occasion, steps, {}))
