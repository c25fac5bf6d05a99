"""What is worked out of one paper is worked out once: a paper more costs one paper, and nothing kept can change a rating."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from app.contract import assessment_json, dumps
from app.packs import sealed_profiles
from app.packs.pack import Pack, documents_of, make_pack
from app.packs.sealed import Sealed
from app.packs.storage import Storage
from app.proposing import assessing
from app.proposing.assessing import assess
from corpus.document import Period, sha256_of
from corpus.formats import plain
from corpus.profile import profile_of
from rules.evidence import Candidate, Stance
from rules.framework import Framework
from rules.framework_file import framework_named

Q = "4.2"
PERIOD = Period(date(2025, 4, 1), date(2026, 3, 31))
HEAD = b"# Harland Vale Safeguarding Children Partnership\n\n"
MINUTES = HEAD + b"# Executive minutes, 14 May 2025\n\nThe plan was agreed by all three partners."
AUDIT = HEAD + b"# Audit of neglect, September 2025\n\nThe audit was not shared with health.\n\nNone."
PLAN = HEAD + b"# Business plan 2025-26\n\nThe training has been delivered to 240 people."
NEWER_PLAN = HEAD + b"# Business plan 2026-27\n\nThis plan replaces the business plan 2025-26."
PAPERS = {"minutes.md": MINUTES, "audit.md": AUDIT, "plan.md": PLAN}


class House:
    """The rooms that an assessment goes through, with the finder played and every paper that is worked on noted."""

    def __init__(self, kept: Sealed, patch: pytest.MonkeyPatch) -> None:
        self.kept, self.framework = kept, framework_named("six-steps")
        self.profiled: list[str] = []
        self.listened_to: list[str] = []
        patch.setattr(assessing, "find_candidates", self._found)
        patch.setattr(sealed_profiles, "profile_of", self._profiled)

    def assessed(self, papers: dict[str, bytes], kept: Sealed | None = None, period: Period = PERIOD) -> str:
        """The whole assessment as it is written, with a fresh account of what was worked on."""
        self.profiled.clear()
        self.listened_to.clear()
        kept = kept or self.kept
        read = [(name, sha256_of(data), plain.read(data, name)) for name, data in papers.items()]
        pack, stores = make_pack(documents_of(read, kept)), SimpleNamespace(models={}, heard=kept)
        return dumps(assessment_json(assess(pack, self.framework, period.end, period, stores, lambda *_: None)))  # type: ignore[arg-type]

    def _found(self, pack: Pack, framework: Framework, *_: Any) -> Iterator[Candidate]:
        even = dict.fromkeys(Stance, math.log(1 / len(Stance)))
        for document in pack.documents:
            self.listened_to.append(document.file)
            for passage in pack.passages[document.id]:
                for part in framework.question(Q).parts:
                    yield Candidate(part.id, passage, 0.9, "The plan is agreed.", ("plan",), ("words",), True, even)

    def _profiled(self, reading: Any, file: str) -> Any:
        self.profiled.append(file)
        return profile_of(reading, file)


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    return House(Sealed(tmp_path / "kept"), monkeypatch)


def files(house: House) -> list[Path]:
    assert house.kept.folder is not None
    return sorted(house.kept.folder.iterdir())


def test_the_same_papers_again_are_neither_profiled_nor_listened_to_and_the_assessment_is_the_same(
    house: House,
) -> None:
    first = house.assessed(PAPERS)
    assert (sorted(house.profiled), sorted(house.listened_to)) == (sorted(PAPERS), sorted(PAPERS))
    assert house.assessed(PAPERS) == first == house.assessed(PAPERS, Sealed(None))
    house.assessed(PAPERS)
    assert (house.profiled, house.listened_to) == ([], [])


def test_one_paper_more_is_worked_on_alone_and_the_assessment_is_that_of_all_of_them_made_at_once(house: House) -> None:
    house.assessed({name: PAPERS[name] for name in ("minutes.md", "plan.md")})
    made = house.assessed(PAPERS)
    assert (house.profiled, house.listened_to) == (["audit.md"], ["audit.md"])
    assert made == house.assessed(PAPERS, Sealed(None))


def test_a_paper_in_which_nothing_was_found_is_not_looked_into_again(house: House) -> None:
    papers = {"empty.md": b"# Agenda"}
    house.assessed(papers)
    house.assessed(papers)
    assert house.listened_to == []


def test_a_newer_paper_turns_what_an_older_one_counts_for_though_nobody_listens_to_it_again(house: House) -> None:
    before = house.assessed(PAPERS)
    after = house.assessed(PAPERS | {"newer_plan.md": NEWER_PLAN})
    assert house.listened_to == ["newer_plan.md"]
    assert "A superseded paper" not in before
    assert "A superseded paper: newer_plan.md" in after
    assert after == house.assessed(PAPERS | {"newer_plan.md": NEWER_PLAN}, Sealed(None))


def test_another_period_under_review_is_weighed_anew_from_what_was_heard(house: House) -> None:
    house.assessed(PAPERS)
    later = Period(date(2029, 4, 1), date(2030, 3, 31))
    made = house.assessed(PAPERS, period=later)
    assert house.listened_to == []
    assert "Stale" in made
    assert made == house.assessed(PAPERS, Sealed(None), later)


def test_a_paper_under_another_name_is_profiled_by_its_new_name_and_its_words_are_known(house: House) -> None:
    house.assessed(PAPERS)
    renamed = {"DRAFT_minutes.md": MINUTES, "audit.md": AUDIT, "plan.md": PLAN}
    made = house.assessed(renamed)
    assert (house.profiled, house.listened_to) == (["DRAFT_minutes.md"], [])
    assert made == house.assessed(renamed, Sealed(None))


def test_words_changed_in_a_paper_are_listened_to(house: House) -> None:
    house.assessed(PAPERS)
    changed = PAPERS | {"minutes.md": MINUTES.replace(b"was agreed", b"was not agreed")}
    assert house.assessed(changed) == house.assessed(changed, Sealed(None))
    house.assessed(PAPERS | {"minutes.md": MINUTES.replace(b"was agreed", b"was never agreed")})
    assert house.listened_to == ["minutes.md"]


def test_a_framework_changed_in_one_word_hears_every_paper_anew_even_under_its_old_hash(house: House) -> None:
    house.assessed(PAPERS)
    house.framework = replace(house.framework, title=house.framework.title + " (adapted)")
    house.assessed(PAPERS)
    assert sorted(house.listened_to) == sorted(PAPERS)


@pytest.mark.parametrize(
    "harm", [lambda b: b[:-1], lambda b: b[:60] + b"A" + b[61:], lambda _: b"", lambda b: b + b"x"]
)
def test_damage_to_what_is_kept_changes_nothing(house: House, harm) -> None:  # type: ignore[no-untyped-def]
    whole = house.assessed(PAPERS)
    for one in files(house):
        one.write_bytes(harm(one.read_bytes()))
    assert house.assessed(PAPERS) == whole


def test_what_was_heard_of_one_paper_is_not_taken_for_anothers(house: House) -> None:
    whole = house.assessed(PAPERS)
    kept = files(house)
    bodies = [one.read_bytes() for one in kept]
    for one, other in zip(kept, [*bodies[1:], bodies[0]], strict=True):
        one.write_bytes(other)
    assert house.assessed(PAPERS) == whole


def test_what_is_kept_shows_nothing_of_the_papers_to_who_has_not_got_them(house: House) -> None:
    house.assessed(PAPERS)
    for one in files(house):
        for trace in (b"minutes", b"agreed", b"Harland", sha256_of(MINUTES).encode()):
            assert trace not in one.read_bytes() + one.name.encode()


def test_what_was_heard_of_a_review_goes_with_it_and_does_not_come_back(
    house: House, tmp_path: Path, app: Any, review: Any
) -> None:
    from app.packs.review_pack import kept_of

    storage = Storage.of()
    storage.folder(review.id).mkdir(parents=True)
    kept = kept_of(review.id)
    house.assessed(PAPERS, kept)
    assert len(list(storage.folder(review.id).rglob("*.sealed"))) == 2 * len(PAPERS)
    storage.erase(review.id)
    house.assessed(PAPERS, kept)
    assert not storage.folder(review.id).exists()
