"""Nobody can tell another's review from one that does not exist: not by the words, the headers, or the time it takes."""

from __future__ import annotations

import statistics
import time

from cast import Person
from flask import Flask
from test_policy import NOWHERE, addresses, send

from app.models import Review
from tests.soak import sized

NOTICED = 0.005
"""Less than this between two answers is lost in the noise of a network."""


def test_not_yours_takes_no_longer_than_not_there(app: Flask, other_review: Review, cast: dict[str, Person]) -> None:
    ada = cast["scrutineer"].sign_in()
    theirs = [one for one in addresses(app, other_review.id) if "review_id" in one[0].arguments and one[1] == "GET"]
    missing = [one for one in addresses(app, NOWHERE) if "review_id" in one[0].arguments and one[1] == "GET"]
    took: dict[str, list[float]] = {"theirs": [], "missing": []}
    for turn in range(sized(2, 20)):
        for one, other in zip(theirs, missing, strict=True):
            # By turns, so that whatever else the machine does falls on both alike.
            for name, entry in (("theirs", one), ("missing", other))[:: 1 if turn % 2 else -1]:
                began = time.perf_counter()
                assert send(ada, "GET", entry[2]).status_code == 404
                took[name].append(time.perf_counter() - began)
    apart = abs(statistics.median(took["theirs"]) - statistics.median(took["missing"]))
    assert apart < NOTICED, f"{apart * 1000:.1f} ms"
