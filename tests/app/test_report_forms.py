"""The forms of a report are frozen together, say what is left open, and are printed into a client's own template."""

from __future__ import annotations

import io
import shutil
from datetime import date

import pytest
from cast import Person
from docx import Document
from openpyxl import load_workbook
from pack import stock

from app.models import Assessment, Report, Review
from app.packs.storage import Storage
from app.proposing.assessments import keep_assessment
from app.record.decisions import NewAction, decide, verify_record
from app.record.trail import entries_of
from app.reporting.pdf import NoPdf, pdfs_of
from app.reporting.reports import reports_of

REASON = "The money is not there."


@pytest.fixture
def stocked(review: Review, scrutineer: Person) -> Assessment:
    kept = stock(review, scrutineer.user)[1]
    action = NewAction("=Agree the funding", "Executive group", date(2025, 10, 31))
    decide(
        review, scrutineer.user, question="1.1", rating="red", red_reason="contrary", reason=REASON, action=action,
        supersedes=None,
    )  # fmt: skip
    return kept


def issued(person: Person, review: Review) -> Report:
    person.post(f"/reviews/{review.id}/report", {"confirm": "yes"})
    return reports_of(review)[0]


def words(docx: bytes) -> str:
    word = Document(io.BytesIO(docx))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in word.paragraphs] + cells)


def sent(person: Person, address: str) -> bytes:
    with person.get(address) as answer:
        assert answer.status_code == 200
        return answer.data


def test_a_report_with_open_questions_is_issued_only_when_the_scrutineer_has_seen_which(
    scrutineer: Person, review: Review, stocked: Assessment
) -> None:
    address = f"/reviews/{review.id}/report"
    assert "23 of 24 questions have no decision; the report will say so." in scrutineer.get(address).text
    assert "Tick that the report may be issued" in scrutineer.post(address).text
    assert reports_of(review) == []
    report = issued(scrutineer, review)
    assert "23 of 24 questions have no decision: 1.2, 1.3" in words(Storage.of().verified_report(report).read_bytes())


def test_every_form_is_frozen_with_the_report_and_carries_the_head_of_the_record(
    scrutineer: Person, business_manager: Person, review: Review, stocked: Assessment
) -> None:
    report = issued(scrutineer, review)
    address = f"/reviews/{review.id}/report/{report.id}"
    for form in ("summary", "paragraph", "plain"):
        text = words(sent(business_manager, f"{address}/{form}.docx"))
        assert report.head in text
        assert "Draft" not in text
        assert "Executive minutes, September 2024" in text, "the evidence stands behind it"
    book = load_workbook(io.BytesIO(sent(business_manager, f"{address}/tables.xlsx")))
    cells = {str(cell.value): cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert cells[report.head] == cells["=Agree the funding"] == cells[REASON] == "s"
    assert "f" not in cells.values()
    assert entries_of(review)[-1].payload["forms"]
    assert verify_record(review).ok
    Storage.of().form(review.id, report.forms[0].sha256, report.forms[0].format).write_bytes(b"forged")
    assert "was changed or removed after it was issued" in verify_record(review).sentence


def test_a_second_click_issues_no_second_report(scrutineer: Person, review: Review, stocked: Assessment) -> None:
    issued(scrutineer, review)
    issued(scrutineer, review)
    assert len(reports_of(review)) == 1


def test_the_version_for_children_holds_none_of_the_scrutineers_or_the_papers_own_words(
    scrutineer: Person, review: Review, stocked: Assessment
) -> None:
    page = scrutineer.get(f"/reviews/{review.id}/report/now/plain").text
    assert "Have the people in charge agreed on a plan to keep children safe" in page
    assert "No. The papers say that it is not working." in page
    assert REASON not in page
    assert "contextual safeguarding" not in page
    assert "Childline" in page


def test_decisions_on_an_older_pack_are_named_before_the_report_is_issued(
    scrutineer: Person, review: Review, stocked: Assessment
) -> None:
    changed = {**stocked.content, "questions": [dict(each) for each in stocked.content["questions"]]}
    changed["questions"][0] |= {"proposed": "green", "red_reason": None}
    keep_assessment(review.id, changed, pack="5" * 64)
    page = scrutineer.get(f"/reviews/{review.id}/report").text
    assert "1 decision was made before the latest papers were assessed: 1.1." in page
    assert "The proposal is another one now for 1.1" in page


def template(*lines: str) -> io.BytesIO:
    own, file = Document(), io.BytesIO()
    for line in lines:
        own.add_paragraph(line)
    own.save(file)
    file.seek(0)
    return file


def bring(person: Person, review: Review, file: io.BytesIO) -> str:
    address = f"/reviews/{review.id}/report/templates/summary"
    return person.post(address, {"template": (file, "council.docx")}, follow_redirects=True).text


def test_a_review_prints_a_form_into_a_template_of_its_own_and_can_go_back(
    scrutineer: Person, review: Review, stocked: Assessment
) -> None:
    assert "printed into council.docx from now on" in bring(scrutineer, review, template("Council: {{ tally }}"))
    draft = f"/reviews/{review.id}/report/now/summary.docx"
    tally = "Of 24 questions, 0 rated Green, 0 Amber and 1 Red; 23 not decided."
    assert words(sent(scrutineer, draft)) == f"Council: {tally}"
    assert verify_record(review).ok
    scrutineer.post(f"/reviews/{review.id}/report/templates/summary", {"ours": "yes"})
    assert "What is not so, or could not be shown" in words(sent(scrutineer, draft))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{{ areaa }}", "areaa"),
        ("{% for question in %}", "cannot be printed into"),
        ("{{ area.__class__.__mro__ }}", "cannot be printed into"),
        ("{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}", "template"),
    ],
)
def test_a_template_that_cannot_be_printed_into_is_refused_with_the_reason(
    scrutineer: Person, review: Review, stocked: Assessment, line: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.reporting.printing.WALL_SECONDS", 8.0)
    page = bring(scrutineer, review, template(line))
    assert "The template was not kept" in page
    assert said in page.partition("The template was not kept")[2][:600]
    assert "Use Sightline’s own again" not in page


def test_what_is_no_word_file_is_refused_as_a_template(scrutineer: Person, review: Review, stocked: Assessment) -> None:
    assert "cannot be opened as a Word file" in bring(scrutineer, review, io.BytesIO(b"PK\x03\x04 words"))


def test_a_template_that_fetches_from_elsewhere_is_refused(
    scrutineer: Person, review: Review, stocked: Assessment
) -> None:
    own, file = Document(), io.BytesIO()
    own.part.relate_to(
        "http://example.com/logo.png", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image", True
    )
    own.save(file)
    file.seek(0)
    assert "takes something from another place" in bring(scrutineer, review, file)


def test_where_there_is_no_libreoffice_it_is_said_and_the_report_is_issued(
    scrutineer: Person, review: Review, stocked: Assessment
) -> None:
    assert "LibreOffice is not on this machine" in scrutineer.get(f"/reviews/{review.id}/report").text
    assert {each.format for each in issued(scrutineer, review).forms} == {"docx", "xlsx"}


def test_libreoffice_that_fails_or_hangs_leaves_no_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.reporting.pdf.WALL_SECONDS", 0.5)
    with pytest.raises(NoPdf, match="not on this machine"):
        pdfs_of({"full": b"PK"}, "no-such-office")
    with pytest.raises(NoPdf, match="stopped or took too long"):
        pdfs_of({"full": b"PK"}, shutil.which("yes") or "yes")
