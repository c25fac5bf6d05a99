"""The evidence appendix: the quotes behind each decided rating, with the paper, the place and the file's fingerprint."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from app.pages.words import day, place, word

Content = Mapping[str, Any]
SAME = ("question", "words", "stance", "source", "about")
"""What is alike in two rows that say the same words at the same place for one question."""
LEADING = 1
"""How many quotes of a part the short forms print."""


def evidence_appendix(content: Content, decided: Collection[str]) -> dict[str, Any]:
    """Every quote that counts for a decided question, once and part by part; of each part the leading one; and the papers."""
    every = list(_rows(content, decided))
    leading = [row for row in every if row["rank"] <= LEADING]
    sources: dict[str, list[str]] = {}
    for row in every:
        known = sources.setdefault(row["question"], [])
        if row["paper"] not in known:
            known.append(row["paper"])
    return {
        "evidence": _once(every),
        "evidence_by_part": every,
        "leading_evidence": _once(leading),
        "sources": [{"question": question, "papers": "; ".join(papers)} for question, papers in sources.items()],
    }


def _once(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each quote of a question in one row, with every part that it bears on: people read the same words once."""
    together: dict[tuple[str, ...], dict[str, Any]] = {}
    for row in rows:
        key = tuple(row[name] for name in SAME)
        before = together.get(key)
        together[key] = before | {"part": f"{before['part']}; {row['part']}"} if before else row
    return list(together.values())


def _rows(content: Content, decided: Collection[str]) -> Iterator[dict[str, Any]]:
    documents = {document["id"]: document for document in content["documents"]}
    for question in content["questions"]:
        if question["id"] not in decided:
            continue
        for part in question["parts"]:
            counting = [each for each in part["evidence"] if each["counts"]]
            for rank, citation in enumerate(counting, start=1):
                yield _row(question["id"], part, rank, citation, documents.get(citation["document"], {}))


def _row(question: str, part: Content, rank: int, citation: Content, document: Content) -> dict[str, Any]:
    title = citation.get("title") or document.get("title") or citation["file"]
    return {
        "question": question,
        "part": part["text"],
        "rank": rank,
        "words": citation["quote"],
        "stance": word(citation["stance"], "stance"),
        "paper": title,
        "source": f"{title}, {place(citation['where'])}",
        "about": f"{day(citation.get('date'))}; {word(citation.get('agency'), 'agency')}",
        "sha256": document.get("sha256", ""),
    }
