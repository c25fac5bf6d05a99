"""A kind of hostile file: its name as it is sent, how it is made, and what must become of the words it hides."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

FINDING = "The police did not attend the review of neglect."
"""The only finding of a file that hides one: it must be read, or its place reported."""


@dataclass(frozen=True)
class Kind:
    """One way in which a file is hostile."""

    file: str
    """The name under which it is sent; the part before the ending says what is wrong with it."""
    make: Callable[[], bytes]
    finding: bool = False
    """It holds FINDING, and nothing else that matters, in a place that is easily overlooked."""
    outcomes: tuple[str, ...] = ("read", "partly_read", "no_text", "refused")
    slow: bool = False
    """It takes seconds by design, so that the short run leaves it out."""


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The file as a bad disk or an enemy would hand it on: bits turned, pieces cut out, doubled, moved or spliced."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 3, 10, 40))):
        if not out:
            break
        at = chance.randrange(len(out))
        length = chance.choice((1, 4, 64, 1000))
        match chance.randrange(6):
            case 0:
                out[at] ^= 1 << chance.randrange(8)
            case 1:
                del out[at : at + length]
            case 2:
                out[at:at] = out[at : at + length]
            case 3:
                out[at : at + length] = chance.randbytes(min(length, 64))
            case 4:
                to = chance.randrange(len(out))
                out[to:to] = out[at : at + length]
            case _:
                # Numbers are what parsers trust: lengths, counts, offsets.
                digits = [i for i in range(at, min(at + 2000, len(out))) if chr(out[i]).isdigit()]
                if digits:
                    out[digits[0]] = ord(chance.choice("0189-"))
    if chance.random() < 0.1:
        out = out[: chance.randrange(len(out) + 1)]
    return bytes(out)
