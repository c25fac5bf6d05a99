"""The papers are asked: counts, quotes by what they say, filters, follow-ups, and an honest no."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from numpy.typing import NDArray
from test_attendance import pack_of

from app.answering.asking import CORRECTED, Asking, ask
from app.answering.filters import Filters
from app.answering.looking import is_filled_row
from app.answering.quotes import Json
from app.answering.readers import Readers
from app.answering.sureness import FILE
from app.fitting.answers import TAUGHT
from app.fitting.asking import APART, ASKED, CHOSE, MissingPack, needed
from app.packs.pack import Pack
from corpus.document import Location, Passage
from indexer.adapted import ANSWERING, BESIDE, Adapted
from indexer.embedder import Embedder
from indexer.index import Index
from indexer.query_encoder import QueryEncoder
from indexer.vector_store import VectorStore
from rules.evidence import Stance
from rules.framework_file import framework_named


class Undecided:
    """A reader that leans to no stance, so that the rules' own words decide."""

    labels = (*(stance.value for stance in Stance), BESIDE)

    def embed(self, texts: list[str]) -> NDArray[np.float32]:
        return np.zeros((len(texts), len(self.labels)), dtype=np.float32)


READERS = Readers(Undecided(), Adapted.packaged(ANSWERING), QueryEncoder.packaged())


@pytest.fixture(scope="module")
def papers() -> tuple[Pack, Index]:
    pack = pack_of("cressbourne")
    return pack, pack.index(VectorStore(None, Embedder.packaged()))


def asked(papers: tuple[Pack, Index], text: str, asking: Asking | None = None) -> Json:
    return ask(*papers, READERS, text, asking=asking)


def quotes(answer: Json) -> str:
    return " ".join(" ".join(one["quote"].split()) for one in answer["citations"])


def test_two_clauses_are_answered_each_by_itself(papers: tuple[Pack, Index]) -> None:
    answer = asked(papers, "Did the police come to the executive, and what did they challenge?")
    first, second = answer["clauses"]
    assert first["counts"][0].startswith("The police attended 2 of 3 meetings")
    assert second["answered"]
    assert "the council's screening tool was picking up boys" in quotes(answer)


def test_an_answer_says_for_whom_and_when_it_was_looked(papers: tuple[Pack, Index]) -> None:
    answer = asked(papers, "What did the police say about the budget in September 2025?")
    assert answer["clauses"][0]["scope"] == (
        "first for what is by or about the police, between 1 September 2025 and 30 September 2025 (“September 2025”)"
    )


def test_the_right_words_of_another_agency_are_no_answer(papers: tuple[Pack, Index]) -> None:
    assert not asked(papers, "What does the youth justice service pay into the budget?")["answered"]


def test_the_right_words_of_another_time_are_no_answer(papers: tuple[Pack, Index]) -> None:
    assert not asked(papers, "What did the executive decide about the budget in November 2023?")["answered"]


def test_where_nothing_answers_it_says_what_was_read_and_which_papers_would_say(papers: tuple[Pack, Index]) -> None:
    framework = framework_named("six-steps")
    answer = asked(papers, "Was there a training needs analysis?", Asking(framework=framework))
    assert not answer["answered"]
    assert answer["answer"].startswith("The papers do not say. Papers that would say: ")
    assert answer["answer"].endswith("5 papers looked in.")
    assert answer["clauses"][0]["would_say"]


def test_a_follow_up_is_asked_of_the_other_agency(papers: tuple[Pack, Index]) -> None:
    answer = asked(papers, "And health?", Asking(before="How often did the police come to the executive?"))
    assert answer["asked_as"] == "How often did health come to the executive?"
    assert answer["clauses"][0]["counts"][0].startswith("Health attended 2 of 3")


@pytest.mark.parametrize(
    ("filters", "files"),
    [
        (Filters(kind="multi_agency_audit"), {"05_Missing_children_audit_February_2026.md"}),
        (
            Filters(first=date(2026, 1, 1), last=date(2026, 2, 28)),
            {
                "03_Executive_minutes_January_2026.txt",
                "04_Yearly_report_2025-26.md",
                "05_Missing_children_audit_February_2026.md",
            },
        ),
        (Filters(passages=frozenset(), question="1.1"), set()),
    ],
)
def test_a_filter_leaves_other_papers_out(papers: tuple[Pack, Index], filters: Filters, files: set[str]) -> None:
    answer = asked(papers, "Was the school told that a child had gone missing?", Asking(filters=filters))
    shown = {one["file"] for one in answer["citations"]}
    assert shown <= files
    assert bool(shown) == bool(files)


def test_every_quote_stands_in_the_paper_at_its_place(papers: tuple[Pack, Index]) -> None:
    by_id = {one.id: one for one in papers[0].documents}
    for text in ("How quickly are contacts decided?", "Did Ridge Lane Academy come to every executive meeting?"):
        for one in asked(papers, text)["citations"]:
            segment = by_id[one["document"]].reading.segments[one["segment"]]
            assert segment.text[one["start"] : one["end"]] == one["quote"]


def test_the_same_question_is_answered_the_same(papers: tuple[Pack, Index]) -> None:
    text = "What happens when a child comes back after running away?"
    assert asked(papers, text) == asked(papers, text)


def test_a_question_is_embedded_once(papers: tuple[Pack, Index], monkeypatch: pytest.MonkeyPatch) -> None:
    pack, index = papers
    embedded: list[str] = []
    really = QueryEncoder.embed

    def counted(self: QueryEncoder, texts: list[str]) -> NDArray[np.float32]:
        embedded.extend(texts)
        return really(self, texts)

    monkeypatch.setattr(Embedder, "embed", None)
    monkeypatch.setattr(QueryEncoder, "embed", counted)
    assert ask(pack, index, READERS, "Who agreed the plan?")["looked_in"]
    assert len(embedded) == 1, "and by the encoder of questions, not by that of passages too"


def test_an_empty_question_is_answered_with_nothing(papers: tuple[Pack, Index]) -> None:
    assert not asked(papers, "??? and the")["answered"]


@pytest.fixture(scope="module")
def others() -> tuple[Pack, Index]:
    pack = pack_of("oxenholt")
    return pack, pack.index(VectorStore(None, Embedder.packaged()))


def test_what_a_question_takes_for_granted_is_corrected_with_the_passage_that_shows_it(
    others: tuple[Pack, Index],
) -> None:
    answer = asked(others, "When was the analyst replaced?")
    clause = answer["clauses"][0]
    assert clause["corrects"] == CORRECTED
    assert answer["answer"].startswith(CORRECTED)
    assert clause["groups"][0]["name"] == "against"
    assert "The analyst left in June 2025 and was not replaced" in quotes(
        {"citations": clause["groups"][0]["citations"]}
    )


def test_a_question_that_already_denies_it_is_not_corrected(others: tuple[Pack, Index]) -> None:
    assert not asked(others, "Why was the analyst not replaced?")["clauses"][0]["corrects"]


def test_a_row_of_a_table_answers_who_as_well_as_a_sentence_does() -> None:
    assert is_filled_row(row("Group: Quality | Chair: Detective Superintendent"))
    assert not is_filled_row(row("Group: Quality | Chair: "))
    assert not is_filled_row(row("No.: 4 | Prompt: Who chaired it?"))


def row(text: str) -> Passage:
    return Passage("a" * 12, 0, 0, len(text), text, Location(page=1), "row", ())


def test_a_line_of_a_list_that_was_counted_is_not_quoted_a_second_time(others: tuple[Pack, Index]) -> None:
    answer = asked(others, "Was youth justice at both meetings?")
    [counts] = answer["clauses"][0]["groups"]
    assert counts["name"] == "counts"
    assert len(counts["citations"]) == 2


def test_questions_that_teach_that_choose_and_that_measure_are_of_different_packs() -> None:
    import yaml

    lots = [yaml.safe_load((ASKED / name).read_text("utf-8")) for name in (TAUGHT, CHOSE, APART)]
    packs = [set(one) for one in lots]
    assert not packs[0] & packs[1]
    assert not (packs[0] | packs[1]) & packs[2]
    texts = [{row["text"] for each in one.values() for row in each} for one in lots]
    assert not (texts[0] | texts[1]) & texts[2]
    assert len(texts[2]) >= 120
    assert sum(not row.get("quotes") for each in lots[2].values() for row in each) >= 30


@pytest.mark.parametrize("lot", [TAUGHT, CHOSE])
def test_every_quote_of_a_question_that_teaches_or_chooses_stands_in_its_papers(lot: str) -> None:
    import yaml

    wanting, plain = [], 0
    for name, rows in yaml.safe_load((ASKED / lot).read_text("utf-8")).items():
        folder = ASKED / "packs" / name
        if not folder.is_dir() or {one.suffix for one in folder.iterdir()} - {".txt", ".md"}:
            continue  # Word files and scans are read by the whole measurement.
        plain += 1
        texts = [" ".join(one.text.split()) for each in pack_of(name).passages.values() for one in each]
        wanting += [
            quote for row in rows for quote in row.get("quotes", ()) if not any(quote in text for text in texts)
        ]
    assert plain >= 4
    assert wanting == []


def test_the_weights_belong_to_the_models_that_are_shipped() -> None:
    from corpus.yaml_text import load_yaml

    written = load_yaml(FILE.read_text("utf-8"))
    assert written["reader"] == Adapted.packaged(ANSWERING).sha256
    assert written["queries"] == QueryEncoder.packaged().sha256


def test_a_pack_that_is_needed_for_fitting_and_not_at_hand_is_named() -> None:
    with pytest.raises(MissingPack, match="nowhere"):
        needed("nowhere")
