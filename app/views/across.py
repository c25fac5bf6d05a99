"""The picture across areas, for a body that oversees many: issued reports only, counts only, small numbers kept back."""

from __future__ import annotations

import csv
import io

from flask import Blueprint, Response, render_template

from app.policy import may
from app.reviewing.across import Across, across
from app.tracking.plain_csv import plain_cell

blueprint = Blueprint("across", __name__)

HEAD = ("What", "Framework", "Number", "Words", "Areas", "Green", "Amber", "Red", "Not decided")


@blueprint.get("/across-areas")
@may("see_across")
def picture() -> str:
    return render_template("across/picture.html", page=across())


@blueprint.get("/across-areas.csv")
@may("see_across")
def table() -> Response:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEAD)
    writer.writerows([plain_cell(cell) for cell in row] for row in _rows(across()))
    # The mark at the beginning tells Excel that the file is UTF-8.
    answer = Response("\ufeff" + text.getvalue(), mimetype="text/csv")
    answer.headers.set("Content-Disposition", "attachment", filename="across-areas.csv")
    return answer


def _rows(found: Across) -> list[list[str]]:
    rows = [["Areas with a report", "", "", "", found.areas.shown, "", "", "", ""]]
    for one in found.frameworks:
        name = f"{one.title} ({one.version})"
        for each in one.questions:
            cells = [cell.shown for cell in each.cells]
            rows.append(["Rating", name, each.id, each.text, one.areas.shown, *cells])
        for gap in one.gaps:
            rows.append(["Not confirmed", name, gap.id, gap.text, gap.areas.shown, "", "", "", ""])
    for kind, pairs in (("Kind of scrutiny", found.kinds), ("Who scrutinises", found.who)):
        rows += [[kind, "", "", words, cell.shown, "", "", "", ""] for words, cell in pairs]
    return rows
