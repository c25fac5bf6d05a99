"""A reading as JSON and back, exactly: how it leaves the child, and how it is stored."""

from __future__ import annotations

import hashlib
from typing import Any, cast, get_args

from corpus.document import Block, BlockStyle, Box, Location, Outcome, Reading, Segment, Unread

OUTCOMES, STYLES = frozenset(get_args(Outcome)), frozenset(get_args(BlockStyle))


def reading_to_json(reading: Reading) -> dict[str, Any]:
    """The reading in plain dictionaries, lists, strings and numbers; blocks and boxes are lists to keep it small."""
    return {
        "status": reading.status,
        "reason": reading.reason,
        "kind": reading.kind,
        "segments": [_segment_to_json(segment) for segment in reading.segments],
        "unread": [_unread_to_json(unread) for unread in reading.unread],
        "properties": dict(reading.properties),
        "pages": reading.pages,
    }


def reading_from_json(written: dict[str, Any], *, boxes: bool = True) -> Reading:
    """The reading that was written; raises ValueError, KeyError or TypeError for anything else.

    `boxes` may be left out by who needs the words and will not show where on the page they stand: they are the most of it.
    """
    if written["status"] not in OUTCOMES:
        raise ValueError("A reading has one of the four outcomes.")
    return Reading(
        status=written["status"],
        reason=written["reason"],
        kind=str(written["kind"]),
        segments=tuple(_segment_from_json(segment, boxes) for segment in written["segments"]),
        # What was stored before remarks were told apart says nothing of it.
        unread=tuple(Unread(_where(u["where"]), str(u["why"]), u.get("was_read") is True) for u in written["unread"]),
        properties={str(key): str(value) for key, value in written["properties"].items()},
        pages=int(written["pages"]),
    )


def sha256_of_reading(reading: Reading) -> str:
    """Of all that a paper is profiled by and cut into passages from: what was read, where it stands, and how it is set."""
    said = [reading.status, reading.kind, sorted(reading.properties.items())]
    digest = hashlib.sha256(repr(said).encode("utf-8", "surrogatepass"))
    for one in reading.segments:
        blocks = [(each.start, each.end, each.style, each.headings, each.columns) for each in one.blocks]
        digest.update(repr((one.where, one.text, blocks)).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _unread_to_json(unread: Unread) -> dict[str, Any]:
    where = _where_to_json(unread.where) if unread.where else None
    return {"where": where, "why": unread.why, "was_read": unread.was_read}


def _where_to_json(where: Location) -> dict[str, Any]:
    # `to_json` is the contract's shape and writes a missing heading as ""; a round trip must keep the difference.
    return {**where.to_json(), "heading": where.heading} if where.paragraph is not None else where.to_json()


def _where(written: dict[str, Any] | None) -> Location | None:
    return None if written is None else Location.from_json(written)


def _segment_to_json(segment: Segment) -> dict[str, Any]:
    return {
        "where": _where_to_json(segment.where),
        "text": segment.text,
        "blocks": [[b.start, b.end, b.style, list(b.headings), list(b.columns)] for b in segment.blocks],
        "boxes": [[b.start, b.end, b.page, b.x0, b.y0, b.x1, b.y1] for b in segment.boxes],
    }


def _segment_from_json(written: dict[str, Any], boxes: bool) -> Segment:
    text = str(written["text"])
    return Segment(
        where=Location.from_json(written["where"]),
        text=text,
        blocks=tuple(_block_from_json(block, len(text)) for block in written["blocks"]),
        boxes=tuple(_box_from_json(box, len(text)) for box in written["boxes"]) if boxes else (),
    )


def _block_from_json(written: list[Any], length: int) -> Block:
    start, end, style, headings, columns = written
    if style not in STYLES or not 0 <= start <= end <= length:
        raise ValueError("A block has a known style and lies within its segment.")
    return Block(start, end, cast(BlockStyle, style), tuple(headings), tuple(columns))


def _box_from_json(written: list[Any], length: int) -> Box:
    start, end, page, x0, y0, x1, y1 = written
    if not 0 <= start <= end <= length:
        raise ValueError("A box stands over words of its segment.")
    return Box(start, end, page, x0, y0, x1, y1)
