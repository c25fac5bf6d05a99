"""The sample pack: that it is built the same each time, is as large and various as it claims, and that its answers quote it truly."""

from __future__ import annotations

import io
import re
from email import policy
from email.parser import BytesParser
from pathlib import Path
from typing import Any

import pytest
import yaml
from docx import Document
from openpyxl import load_workbook
from pptx import Presentation
from pypdf import PdfReader

from corpus.samples.build import build, file_of
from corpus.samples.source import Bullets, Heading, Paragraph, Source, plain, read_sources

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
EXPECTED: dict[str, Any] = yaml.safe_load((SAMPLES / "expected.yaml").read_text(encoding="utf-8"))
KINDS = {kind["id"] for kind in yaml.safe_load((SAMPLES.parent / "kinds.yaml").read_text(encoding="utf-8"))}
SOURCES = {source.file: source for source in read_sources()}
STANCES = {"impact", "achieved", "partial", "planned", "gap", "duty"}
WORDS_OF_A_WORD_PAGE = 450


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pack")
    build(folder)
    return folder


def test_the_pack_is_built_to_the_same_bytes_twice(pack: Path) -> None:
    for source in SOURCES.values():
        assert file_of(source) == (pack / source.file).read_bytes(), source.file


def test_there_are_enough_papers_of_enough_kinds_in_every_format() -> None:
    assert len(SOURCES) >= 14
    kinds = {source.front["kind"] for source in SOURCES.values()}
    assert len(kinds) >= 9
    assert kinds <= KINDS
    assert {source.format for source in SOURCES.values()} == {"pdf", "docx", "xlsx", "pptx", "eml", "txt"}


def test_the_pack_runs_to_sixty_pages_as_printed(pack: Path) -> None:
    assert sum(_pages(path) for path in pack.iterdir()) >= 60


def test_one_paper_is_a_draft_one_superseded_and_one_from_another_area() -> None:
    standings = [source.front["standing"] for source in SOURCES.values() if "standing" in source.front]
    assert sorted(standings) == ["draft", "foreign", "superseded"]


def test_the_scan_has_pictures_and_no_text(pack: Path) -> None:
    (scan,) = [source.file for source in SOURCES.values() if source.front.get("scanned")]
    for page in PdfReader(pack / scan).pages:
        assert page.extract_text().strip() == ""
        assert len(page.images) == 1


def test_the_audit_is_in_two_columns_with_words_broken_across_lines(pack: Path) -> None:
    text = PdfReader(pack / "09_Neglect_multi-agency_re-audit_January_2026.pdf").pages[0].extract_text()
    assert "number of chil-\ndren" in text


def test_formulas_carry_the_value_that_was_last_worked_out(pack: Path) -> None:
    path = pack / "14_Training_workbook_2025-26.xlsx"
    assert load_workbook(path)["Courses"]["E11"].value == "=SUM(E4:E10)"
    shown = load_workbook(path, data_only=True)
    assert shown["Courses"]["E11"].value == 812
    assert shown["By agency"]["C13"].value == 812
    assert shown["By agency"]["D3"].value == 0.33


def test_the_draft_carries_the_comments_of_its_readers(pack: Path) -> None:
    comments = [comment.text for comment in Document(str(pack / "05_Yearly_report_2025-26_DRAFT_v0.3.docx")).comments]
    assert "They didn't. Sorry." in comments


def test_every_row_of_a_sheet_is_as_wide_as_its_headings() -> None:
    for source in SOURCES.values():
        for sheet in source.front.get("sheets", []):
            if head := sheet.get("header"):
                width = len(sheet["rows"][head - 1])
                assert [row for row in sheet["rows"][head:] if len(row) != width] == [], (source.file, sheet["name"])


def test_a_careful_scrutineer_answers_all_twenty_four_questions() -> None:
    assert list(EXPECTED) == [f"{step}.{number}" for step in range(1, 7) for number in range(1, 5)]
    for question, answer in EXPECTED.items():
        assert answer["rating"] in {"green", "amber", "red"}, question
        assert (answer["rating"] == "red") == (answer["red_reason"] is not None), question
        assert 2 <= len(answer["evidence"]) <= 6, question
    assert {answer["red_reason"] for answer in EXPECTED.values()} == {None, "nothing_supplied", "silent", "contrary"}


def test_no_green_rests_on_plans_or_duties() -> None:
    for question, answer in EXPECTED.items():
        stances = {quote["stance"] for quote in answer["evidence"]}
        assert stances <= STANCES
        assert answer["rating"] != "green" or stances <= {"impact", "achieved"}, question


@pytest.mark.parametrize("question", EXPECTED)
def test_every_quote_stands_verbatim_at_its_place(question: str, pack: Path) -> None:
    for quote in EXPECTED[question]["evidence"]:
        source = SOURCES[quote["file"]]
        assert quote["quote"] in _source_text(source), quote
        assert _squeezed(quote["quote"]) in _squeezed(_text_at(source, pack / source.file, quote["where"])), quote


def _source_text(source: Source) -> str:
    """The paper's words before any formatting, without the marks for emphasis."""
    return source.body.replace("*", "") if source.body else "\n".join(_strings(source.front))


def _strings(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for inner in value.values() for text in _strings(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in _strings(inner)]
    return [str(value)]


def _squeezed(text: str) -> str:
    """Letters and signs only: lines and hyphens fall where the page makes them fall."""
    return re.sub(r"[\s\-*]", "", text)


def _text_at(source: Source, path: Path, where: dict[str, Any]) -> str:
    if "sheet" in where:
        return str(load_workbook(path, data_only=True)[where["sheet"]][where["cells"]].value)
    if "page" in where:
        return (
            _source_text(source)
            if source.front.get("scanned")
            else PdfReader(path).pages[where["page"] - 1].extract_text()
        )
    if source.format == "eml":
        body = BytesParser(policy=policy.default).parsebytes(path.read_bytes()).get_body(("plain",))
        return str(body.get_content()) if body else ""
    return _text_under(source, where["heading"]) if where["heading"] else path.read_text(encoding="utf-8")


def _text_under(source: Source, heading: str) -> str:
    under, texts = "", []
    for piece in source.pieces():
        if isinstance(piece, Heading):
            under = plain(piece.runs)
        elif under == heading and isinstance(piece, Paragraph):
            texts.append(plain(piece.runs))
        elif under == heading and isinstance(piece, Bullets):
            texts += [plain(item) for item in piece.items]
    return "\n".join(texts)


def _pages(path: Path) -> int:
    """A4 pages of a PDF, slides of a presentation, sheets of a workbook; for Word, as many as its words would fill."""
    if path.suffix == ".pdf":
        return len(PdfReader(io.BytesIO(path.read_bytes())).pages)
    if path.suffix == ".pptx":
        return len(Presentation(str(path)).slides)
    if path.suffix == ".xlsx":
        return len(load_workbook(path).worksheets)
    if path.suffix == ".docx":
        word = Document(str(path))
        words = sum(len(paragraph.text.split()) for paragraph in word.paragraphs)
        return max(1, words // WORDS_OF_A_WORD_PAGE)
    return 1
