"""A passage is what a person would quote, word for word at its place."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.document import Block, BlockStyle, Location, Reading, Segment
from corpus.formats import plain
from corpus.passages import PARAGRAPH_WORDS, ROW_WORDS, passages_of


def reading_of(*blocks: tuple[BlockStyle, str], headings: tuple[str, ...] = ()) -> Reading:
    """A reading of one page that holds these blocks."""
    text, placed = "", []
    for style, words in blocks:
        start = len(text) + 1 if text else 0
        text = f"{text}\n{words}" if text else words
        placed.append(Block(start, start + len(words), style, headings))
    return Reading("read", None, "pdf", (Segment(Location(page=1), text, tuple(placed)),))


def quoted(*blocks: tuple[BlockStyle, str], headings: tuple[str, ...] = ()) -> list[str]:
    return [passage.text for passage in passages_of("d", reading_of(*blocks, headings=headings))]


def test_sentences_that_lean_on_the_one_before_stay_with_it() -> None:
    text = (
        "Ninety-six staff in sixteen agencies were tested. The seven who did not know the guide were visited again. "
        "All agencies have now replied to the return. However, none has sent its action plan."
    )
    assert quoted(("paragraph", text)) == [
        "Ninety-six staff in sixteen agencies were tested. The seven who did not know the guide were visited again.",
        "All agencies have now replied to the return. However, none has sent its action plan.",
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Cllr. J. Smith and Det. Supt. K. Brown gave apologies for the meeting.",
        "The meeting closed at 4.10 p.m. on Tuesday because no. 7 was deferred.",
        "Some agencies (e.g. Probation, i.e. the new team) did not attend in the year.",
        "The rate rose from 4.6 to 5.1 per 10,000 children in approx. three years.",
        "3.2. The Chair asked whether St. Mary's School had sent its return.",
        "Was the plan agreed by all three partners? Yes, in March.",
    ],
)
def test_a_full_stop_inside_a_sentence_does_not_end_it(sentence: str) -> None:
    following = "All partners then approved the budget for the year."
    assert quoted(("paragraph", f"{sentence} {following}")) == [sentence, following]


def test_a_sentence_that_ends_with_a_time_or_an_answer_ends_there() -> None:
    text = "The extraordinary meeting of the Executive closed at 5 p.m. All partners had agreed the plan by then."
    assert len(quoted(("paragraph", text))) == 2


def test_a_question_keeps_its_answer() -> None:
    text = "Q: Did health attend the quarterly learning meetings? A: Only once in the year under review."
    assert quoted(("paragraph", text)) == [text]


def test_a_childs_words_are_kept_whole() -> None:
    words = (
        '"They talked a great deal about my mum\'s house. Nobody asked what it was like inside my own room." (girl, 9)'
    )
    assert quoted(("paragraph", words)) == [words]


def test_list_items_stand_under_the_stem_that_introduces_them() -> None:
    found = passages_of(
        "d",
        reading_of(
            ("paragraph", "The Executive discussed the plan. It agreed to:"),
            ("list", "• fund the training post"),
            ("list", "• publish the threshold document"),
            ("paragraph", "The next item was the dataset, which was noted."),
            headings=("4. Plan",),
        ),
    )
    assert [(passage.text, passage.headings) for passage in found[-3:]] == [
        ("fund the training post", ("4. Plan", "It agreed to:")),
        ("publish the threshold document", ("4. Plan", "It agreed to:")),
        ("The next item was the dataset, which was noted.", ("4. Plan",)),
    ]


def test_a_long_row_is_split_and_its_pieces_stand_under_its_entry() -> None:
    discussion = "The Chair asked about attendance by every one of the agencies. " * 12
    row = f"Item: 4 Attendance | Discussion: {discussion.strip()} | Action: Write to chief officers"
    found = passages_of("d", reading_of(("row", row)))
    assert len(found) > 2
    assert found[-1].text.endswith("Write to chief officers")
    assert found[-1].headings == ("Item: 4 Attendance",)
    assert all(len(passage.text.split()) <= ROW_WORDS for passage in found)


def test_a_row_of_an_action_log_is_one_passage_and_its_header_row_none() -> None:
    columns = ("Ref", "Action", "Owner")
    header, entry = "Ref | Action | Owner", "Ref: E12 | Action: Confirm funding | Owner: Police"
    segment = Segment(
        Location(page=1),
        f"{header}\n{entry}",
        (
            Block(0, len(header), "row", (), columns),
            Block(len(header) + 1, len(header) + 1 + len(entry), "row", (), columns),
        ),
    )
    assert [passage.text for passage in passages_of("d", Reading("read", None, "pdf", (segment,)))] == [entry]


@pytest.mark.parametrize(
    "furniture",
    [
        "Page 3 of 12",
        "This page is intentionally left blank",
        "OFFICIAL - SENSITIVE",
        "2. Groups ........................ 7",
        "business.manager@calder.example | 01632 960 114",
        "Distribution: Executive members, business unit",
        "Kind regards,",
    ],
)
def test_page_furniture_is_no_passage(furniture: str) -> None:
    assert quoted(("paragraph", furniture)) == []


def test_a_rule_about_who_may_see_a_paper_is_evidence() -> None:
    rule = "Circulation: Council, ICB and Police only. Not to be passed to other agencies."
    assert quoted(("paragraph", rule)) == [rule]


def test_a_contents_list_is_no_passage_but_text_under_it_is() -> None:
    found = quoted(
        ("list", "1. Area and partners"),
        ("paragraph", "The police have not paid their share of the budget since April."),
        headings=("Contents",),
    )
    assert found == ["The police have not paid their share of the budget since April."]


def test_one_very_long_sentence_is_cut_at_its_semicolons() -> None:
    clauses = "; ".join(f"partner {n} shall attend every meeting of the executive in the year" for n in range(20))
    found = quoted(("paragraph", f"{clauses}."))
    assert len(found) > 2
    assert all(text.endswith((";", ".")) for text in found)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["paragraph", "list", "row", "note"]),
            st.text(alphabet='ab1.?!;:|\n •()-ÀŁ’"', min_size=1, max_size=300).filter(str.strip).map(str.strip),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_passages_are_verbatim_apart_and_leave_no_words_out(blocks: list[tuple[BlockStyle, str]]) -> None:
    reading = reading_of(*blocks)
    text = reading.segments[0].text
    found = passages_of("d", reading)
    for passage in found:
        assert text[passage.start : passage.end] == passage.text == passage.text.strip()
    for before, after in pairwise(found):
        assert before.end <= after.start
    for block in reading.segments[0].blocks:
        inside = [passage for passage in found if block.start <= passage.start and passage.end <= block.end]
        covered = set().union(*(range(passage.start, passage.end) for passage in inside))
        left = "".join(text[i] for i in range(block.start, block.end) if i not in covered)
        # A block is left out whole, as furniture or a bare stem, or every word of it is quoted.
        assert not inside or re.search(r"\w", left) is None


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=600))
def test_any_text_at_all_can_be_read_and_quoted(text: str) -> None:
    reading = plain.read(text.encode("utf-8", "replace"), "a.txt")
    for passage in passages_of("d", reading):
        assert reading.segments[passage.segment].text[passage.start : passage.end] == passage.text


def test_a_paragraph_without_a_full_stop_is_cut_to_a_length_that_can_be_quoted() -> None:
    assert all(len(text.split()) <= PARAGRAPH_WORDS * 3 // 2 for text in quoted(("paragraph", "word " * 1000)))
