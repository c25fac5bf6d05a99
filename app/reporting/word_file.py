"""A report as a Word file, printed into a template that a client can edit in Word."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import IO, Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Undefined
from jinja2.sandbox import SandboxedEnvironment

TEMPLATE = Path(__file__).parent / "template.docx"
TEMPLATES = {"full": TEMPLATE} | {
    form: TEMPLATE.with_name(f"template_{form}.docx") for form in ("summary", "paragraph", "plain")
}
"""Ours of each form; a client can bring their own."""

FILLS = {"green": "CCE2D8", "amber": "FFE7B3", "red": "F8D7D2", "none": "FFFFFF"}
"""The colour behind each rating; its word always stands on it."""

UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Characters that a Word file cannot hold, or that the template would take for a command."""


LONGEST_PROPERTY = 255
"""What a Word file can hold in its title or author."""


class TemplateBroken(Exception):
    """The report's template cannot be printed into; the message says why."""


def report_docx(contents: dict[str, Any], template: Path = TEMPLATE) -> bytes:
    """The report as the bytes of a .docx file, printed into a template of ours."""
    return printed(contents, template, template.name)


def printed(contents: dict[str, Any], template: Path | IO[bytes], name: str, *, strict: bool = False) -> bytes:
    """The same into any template; where it is strict, a name that a report does not have is a mistake."""
    printable = _printable(contents)
    undefined = StrictUndefined if strict else Undefined
    environment = SandboxedEnvironment(autoescape=True, undefined=undefined)
    environment.filters["fill"] = lambda colour: FILLS.get(colour, FILLS["none"])
    try:
        document = DocxTemplate(template)
        document.render(printable, environment, autoescape=True)
    except Exception as error:
        raise TemplateBroken(f"{name} cannot be printed into: {error}") from error
    document.core_properties.title = f"{printable['area']}: {printable['title']}"[:LONGEST_PROPERTY]
    document.core_properties.author = printable["made_by"][:LONGEST_PROPERTY]
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return UNPRINTABLE.sub(" ", value)
    if isinstance(value, dict):
        return {key: _printable(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_printable(each) for each in value]
    return value
