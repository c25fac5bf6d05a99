"""The commands that others rely on, run as a person runs them, over a small pack that is written here."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import Result
from docx import Document as Word
from flask import Flask
from flask.testing import FlaskCliRunner

from app import create_app, for_commands
from app.commands import WHERE
from app.commands.terms import write_whole
from app.config import PROJECT, Config

AS_OF = "2026-06-30"

MINUTES = """# Fellmere Safeguarding Children Partnership: Executive minutes

Meeting held on 10 September 2025

## Attendance

| Name | Agency | Attendance |
|---|---|---|
| D. Orme | Fellmere Council, children's services | Present |
| Det. Supt A. Quill | Fellmere Constabulary | Apologies, no deputy |
| S. Vane | NHS Fellmere ICB | Present |

## Business

The three safeguarding partners signed the safeguarding plan for 2025-28 and agreed that it will be reviewed each June.

The joint protocol with the Safeguarding Adults Board was signed in July and the two boards now meet every quarter.

The dataset was not discussed because the analyst's post has been vacant since May.
"""


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> FlaskCliRunner:
    app: Flask = create_app(Config(data=tmp_path_factory.mktemp("data"), work="held"))
    return app.test_cli_runner()


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pack")
    (folder / "minutes.md").write_text(MINUTES, encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 and then nothing that is a PDF")
    word = Word()
    word.add_heading("Fellmere Safeguarding Children Partnership: yearly report 2025-26", 0)
    word.add_paragraph(
        "Young people rewrote the questions of the neglect audit, and the audit group adopted every one of them."
    )
    word.add_paragraph("No agency outside the three partners has shared an audit of its own this year.")
    word.save(folder / "yearly report.docx")
    return folder


@pytest.fixture(scope="module")
def assessed(runner: FlaskCliRunner, pack: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out") / "assessment.json"
    result = runner.invoke(args=["assess", str(pack), "--as-of", AS_OF, "--json", str(out)])
    assert result.exit_code == 0, result.output
    return out


def sentence_on_failure(result: Result) -> str:
    assert result.exit_code != 0
    assert result.stdout == ""
    said = result.stderr.strip()
    assert "Traceback" not in said
    assert "\n" not in said
    return said


def evidence(assessment: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for question in assessment["questions"]:
        for part in question["parts"]:
            yield from part["evidence"]


def test_read_prints_one_json_object_for_every_file_and_ends_well(runner: FlaskCliRunner, pack: Path) -> None:
    for file, status in (("minutes.md", "read"), ("broken.pdf", "refused"), ("missing.pdf", "refused")):
        result = runner.invoke(args=["read", str(pack / file)])
        assert result.exit_code == 0
        said = json.loads(result.stdout)
        assert said["status"] == status
        assert set(said) == {"status", "reason", "kind", "segments", "unread"}
        assert bool(said["reason"]) == (status == "refused")


def test_assess_answers_all_24_questions_with_the_keys_of_the_contract(assessed: Path) -> None:
    made = json.loads(assessed.read_text("utf-8"))
    assert made["schema"] == "assessment/1"
    assert made["as_of"] == AS_OF
    assert made["period"] == {"from": "2025-04-01", "to": "2026-03-31"}
    assert len(made["questions"]) == 24
    for question in made["questions"]:
        assert question["proposed"] in ("green", "amber", "red")
        assert (question["red_reason"] is None) == (question["proposed"] != "red")
        assert {"id", "assessable", "because", "parts", "contradictions", "requests"} <= set(question)
    wanted = {
        "document",
        "file",
        "where",
        "start",
        "end",
        "quote",
        "stance",
        "date",
        "agency",
        "score",
        "found_by",
        "counts",
        "because",
    }
    assert all(wanted <= set(one) for one in evidence(made))


def test_every_quote_is_verbatim_in_what_read_gives_for_its_place(
    runner: FlaskCliRunner, pack: Path, assessed: Path
) -> None:
    made = json.loads(assessed.read_text("utf-8"))
    read = {file.name: json.loads(runner.invoke(args=["read", str(file)]).stdout) for file in pack.iterdir()}
    checked = 0
    for one in evidence(made):
        texts = [segment["text"] for segment in read[one["file"]]["segments"] if segment["where"] == one["where"]]
        assert any(text[one["start"] : one["end"]] == one["quote"] for text in texts), one["quote"]
        checked += 1
    assert checked > 3


def test_the_file_that_could_not_be_read_is_named_with_a_reason_and_each_rating_says_so(assessed: Path) -> None:
    made = json.loads(assessed.read_text("utf-8"))
    (broken,) = [one for one in made["documents"] if one["file"] == "broken.pdf"]
    assert broken["status"] == "refused"
    assert broken["reason"]
    assert all("1 of 3 papers was not read in full" in question["because"] for question in made["questions"])


def test_an_empty_pack_is_24_reds_with_requests_and_not_an_error(runner: FlaskCliRunner, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = runner.invoke(args=["assess", str(tmp_path / "empty"), "--as-of", AS_OF])
    made = json.loads(result.stdout)
    assert {(one["proposed"], one["red_reason"]) for one in made["questions"]} == {("red", "nothing_supplied")}
    assert all(one["requests"] for one in made["questions"])


def test_a_second_run_gives_the_same_bytes(runner: FlaskCliRunner, pack: Path, assessed: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.json"
    runner.invoke(args=["assess", str(pack), "--as-of", AS_OF, "--json", str(again)])
    assert again.read_bytes() == assessed.read_bytes()


def test_a_report_of_the_proposals_can_be_had_as_a_word_file(
    runner: FlaskCliRunner, pack: Path, tmp_path: Path
) -> None:
    out = tmp_path / "report.docx"
    assert runner.invoke(args=["assess", str(pack), "--as-of", AS_OF, "--docx", str(out)]).exit_code == 0
    words = "\n".join(cell.text for table in Word(str(out)).tables for row in table.rows for cell in row.cells)
    assert "Have the three partners agreed" in words or any(
        "Have the three" in p.text for p in Word(str(out)).paragraphs
    )


def test_verify_finds_an_untouched_assessment_whole(runner: FlaskCliRunner, pack: Path, assessed: Path) -> None:
    result = runner.invoke(args=["verify", str(assessed), str(pack)])
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize("change", ["rating", "quote", "paper"])
def test_verify_names_what_was_changed(
    runner: FlaskCliRunner, pack: Path, assessed: Path, tmp_path: Path, change: str
) -> None:
    made = json.loads(assessed.read_text("utf-8"))
    if change == "rating":
        made["questions"][0]["proposed"] = "green" if made["questions"][0]["proposed"] != "green" else "red"
        named = "questions.1.1.proposed"
    elif change == "quote":
        next(evidence(made))["quote"] = "All three partners attended every meeting."
        named = "quote"
    else:
        made["documents"][0]["sha256"] = "0" * 64
        named = "documents"
    altered = tmp_path / "altered.json"
    altered.write_text(json.dumps(made), encoding="utf-8")
    result = runner.invoke(args=["verify", str(altered), str(pack)])
    assert result.exit_code != 0
    assert named in result.stdout
    assert "difference" in result.stderr


def test_search_gives_a_line_a_query_best_first(runner: FlaskCliRunner, pack: Path, tmp_path: Path) -> None:
    queries, out = tmp_path / "queries.jsonl", tmp_path / "hits.jsonl"
    queries.write_text('{"id": "a", "text": "did the police attend the executive"}\n', encoding="utf-8")
    result = runner.invoke(args=["search", str(pack), "--queries", str(queries), "--json", str(out), "--top", "5"])
    assert result.exit_code == 0, result.output
    (line,) = [json.loads(one) for one in out.read_text("utf-8").splitlines()]
    assert line["id"] == "a"
    assert "Constabulary" in line["hits"][0]["quote"]
    assert "stance" not in line["hits"][0]


def test_ask_answers_in_the_papers_words_or_says_that_they_do_not_say(
    runner: FlaskCliRunner, pack: Path, tmp_path: Path
) -> None:
    questions, out = tmp_path / "questions.jsonl", tmp_path / "answers.jsonl"
    asked = [
        {"id": "yes", "text": "Is there a joint protocol with the Safeguarding Adults Board?"},
        {"id": "no", "text": "How many foster carers left the fostering service last winter?"},
    ]
    questions.write_text("".join(json.dumps(one) + "\n" for one in asked), encoding="utf-8")
    runner.invoke(args=["ask", str(pack), "--questions", str(questions), "--json", str(out)])
    yes, no = (json.loads(one) for one in out.read_text("utf-8").splitlines())
    assert yes["answered"] is True
    assert "joint protocol with the Safeguarding Adults Board was signed" in yes["answer"]
    assert yes["citations"][0]["quote"] in yes["answer"]
    assert no["answered"] is False
    assert no["citations"] == []
    assert "do not say" in no["answer"]
    assert "1 could not be read" in no["looked_in"]


def test_stance_reads_a_line_and_writes_a_line(runner: FlaskCliRunner, tmp_path: Path) -> None:
    out = tmp_path / "stances.jsonl"
    lines = [
        {"id": 1, "text": "The plan will be reviewed next June.", "question": "1.1"},
        {"id": "b", "text": "There is no evidence that agencies have shared their audits.", "question": "4.2"},
        {"id": "c", "text": "All three partners signed the plan in May."},
    ]
    result = runner.invoke(args=["stance", "--json", str(out)], input="".join(json.dumps(one) + "\n" for one in lines))
    assert result.exit_code == 0, result.output
    said = [json.loads(one) for one in out.read_text("utf-8").splitlines()]
    assert [(one["id"], one["stance"]) for one in said] == [(1, "planned"), ("b", "gap"), ("c", "achieved")]
    assert all(one["because"] for one in said)


def test_frameworks_lists_six_steps_with_24_questions(runner: FlaskCliRunner) -> None:
    (six,) = [one for one in json.loads(runner.invoke(args=["frameworks"]).stdout) if one["id"] == "six-steps"]
    assert six["questions"] == 24
    assert "Pearce" in six["source"]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["assess", "no-such-folder"], "There is no folder called no-such-folder."),
        (["assess", ".", "--framework", "seven-steps"], "There is no framework called 'seven-steps'"),
        (["verify", "no-such.json", "."], "No such file"),
    ],
)
def test_a_command_that_fails_says_why_in_one_sentence(
    runner: FlaskCliRunner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert said in sentence_on_failure(runner.invoke(args=args))


def test_a_bad_line_is_named_by_its_number_and_what_was_there_before_stays(
    runner: FlaskCliRunner, tmp_path: Path
) -> None:
    out = tmp_path / "stances.jsonl"
    out.write_text("what was there before", encoding="utf-8")
    result = runner.invoke(args=["stance", "--json", str(out)], input='{"id": "a", "text": "x"}\nnot json\n')
    assert "line 2" in sentence_on_failure(result)
    assert out.read_text("utf-8") == "what was there before"


def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as reader:
        read = reader.submit(pipe.read_bytes)
        write_whole(pipe, b"what was found")
        assert read.result(timeout=10) == b"what was found"
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_every_command_is_there_without_the_pages_and_loads_when_it_is_called() -> None:
    app = for_commands()
    assert "questions.question" not in {rule.endpoint for rule in app.url_map.iter_rules()}
    context = click.Context(app.cli)
    assert set(WHERE) <= set(app.cli.list_commands(context))
    assert all(app.cli.get_command(context, name).name == name for name in WHERE)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("command", "unneeded"),
    [
        ("frameworks", ["numpy", "scipy", "openvino", "corpus.reader"]),
        ("assess", ["scipy", "openvino", "torch", "docx"]),
    ],
)
def test_a_command_waits_for_nothing_to_load_that_it_may_not_need(
    command: str, unneeded: list[str], tmp_path: Path
) -> None:
    program = (
        "import sys; from app import for_commands; for_commands().cli.get_command(None, sys.argv[1]);"
        f"print([one for one in {unneeded} if one in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, command],
        capture_output=True,
        text=True,
        cwd=PROJECT,
        env=os.environ | {"SIGHTLINE_DATA": str(tmp_path)},
    )
    assert done.stdout.strip() == "[]", done.stderr


def test_flask_can_still_show_every_route(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["flask", "routes"])
    assert len(list(for_commands().url_map.iter_rules())) > 100
