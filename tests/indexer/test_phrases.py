"""Many expressions at once: what is found is what Python's own re finds, one by one."""

from __future__ import annotations

import re

from app.fitting.readings import labelled_readings
from indexer.phrases import Phrases
from rules.framework_file import all_frameworks, framework_named


def test_the_filter_passes_over_nothing_that_re_would_find() -> None:
    frameworks = all_frameworks().values()
    expressions = {
        one
        for framework in frameworks
        for question in framework.questions
        for one in (*question.about, *(term for part in question.parts for term in part.terms))
    }
    texts = [one.text for one in labelled_readings(framework_named("six-steps"))[::60]]
    phrases = Phrases(sorted(expressions))
    one_by_one = {one: re.compile(one, re.IGNORECASE) for one in expressions}
    for text in (*texts, *(text.upper() for text in texts[:10])):
        found = {one: match[0] for one, match in phrases.search(text).items()}
        assert found == {one: match[0] for one, pattern in one_by_one.items() if (match := pattern.search(text))}


def test_an_expression_that_the_filter_cannot_read_is_still_tried() -> None:
    phrases = Phrases([r"(?<!un)shared", r"not shared"])
    assert set(phrases.search("It was not SHARED.")) == {r"(?<!un)shared", r"not shared"}
    assert set(phrases.search("It went unshared.")) == set()


def test_letters_outside_a_to_z_hide_nothing() -> None:
    assert set(Phrases([r"caf\w+", r"é\w+cole"]).search("CAFÉ de l’Éxcole")) == {r"caf\w+", r"é\w+cole"}


def test_blanks_and_figures_of_other_alphabets_hide_nothing() -> None:
    phrases = Phrases([r"audit\s+of\s+\d+", r"\baudit\w*", r"half\b"])
    assert set(phrases.search("An audit\u00a0of\u202f12 cases, a half²")) == {r"audit\s+of\s+\d+", r"\baudit\w*"}
    assert set(phrases.search("The audit of ١٢ cases – “half” of them.")) == {
        r"audit\s+of\s+\d+",
        r"\baudit\w*",
        r"half\b",
    }


def test_what_the_filter_reads_otherwise_is_left_to_re() -> None:
    phrases = Phrases([r"audit$", r"\bplan{,3}\b"])
    assert set(phrases.search("the audit\n")) == {r"audit$"}
    assert set(phrases.search("the plann was here")) == {r"\bplan{,3}\b"}


def test_no_expressions_find_nothing() -> None:
    assert Phrases([]).search("The partners met.") == {}
