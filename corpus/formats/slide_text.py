"""The words of a slide's shapes: lines and whether they are items of a list, table rows, a chart's figures."""

from __future__ import annotations

from typing import Any

from corpus.formats.cell_text import cell_text
from corpus.formats.grid import Cell, Row

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"


def is_body(element: Any) -> bool:
    return isinstance(element.tag, str) and element.tag.endswith("}txBody")


def child(element: Any, name: str) -> Any | None:
    return next((child for child in element if isinstance(child.tag, str) and child.tag.endswith(f"}}{name}")), None)


def placeholder(shape: Any) -> str:
    """What part of the slide's layout a shape fills, such as its title; empty where it fills none."""
    mark = next(shape.iter(f"{P}ph"), None) if shape.tag == f"{P}sp" else None
    return str(mark.get("type", "obj")) if mark is not None else ""


def paragraphs(body: Any | None) -> list[tuple[str, bool]]:
    """The lines of a text body, and whether each is an item of a list."""
    found: list[tuple[str, bool]] = []
    for paragraph in () if body is None else body.iter(f"{A}p"):
        text = _words(paragraph).strip()
        properties = paragraph.find(f"{A}pPr")
        marked = properties is not None and child(properties, "buChar") is not None
        numbered = properties is not None and child(properties, "buAutoNum") is not None
        deeper = properties is not None and properties.get("lvl", "0") != "0"
        if text:
            found.append((text, marked or numbered or deeper))
    return found


def _words(paragraph: Any) -> str:
    parts: list[str] = []
    for element in paragraph.iter(f"{A}t", f"{A}br", _MATHS):
        parts.append("\n" if element.tag == f"{A}br" else element.text or "")
    return "".join(parts)


def table_rows(table: Any) -> tuple[list[Row], int]:
    """A slide table's rows, with merged cells once, and its width in columns."""
    marked = table.find(f"{A}tblPr")
    headed = marked is not None and marked.get("firstRow") in ("1", "true")
    rows: list[Row] = []
    above: dict[int, str] = {}
    width = 0
    for number, element in enumerate(table.iter(f"{A}tr")):
        cells: list[Cell] = []
        labels: list[str] = []
        for column, cell in enumerate(element.findall(f"{A}tc")):
            width = max(width, column + 1)
            text = "\n".join(line for line, _ in paragraphs(cell.find(f"{A}txBody")))
            if cell.get("vMerge") in ("1", "true") and not text:
                labels += [above[column]] if above.get(column) else []
                continue
            above[column] = " ".join(text.split()) if int(cell.get("rowSpan", "1")) > 1 else ""
            if text:
                cells.append(Cell(column, text, int(cell.get("gridSpan", "1")), _is_bold(cell)))
        rows.append(Row(tuple(cells), headed and number == 0 and len(cells) > 1, tuple(labels)))
    return rows, width


def _is_bold(cell: Any) -> bool:
    runs = [run.find(f"{A}rPr") for run in cell.iter(f"{A}r")]
    return bool(runs) and all(run is not None and run.get("b") in ("1", "true") for run in runs)


def series(series: Any) -> str:
    """A series as a person would read it out: its name, then each category with its value."""
    name = " ".join(value.text or "" for value in series.iterfind(f"{C}tx//{C}v"))
    categories = _points(series, "cat") or _points(series, "xVal")
    values = _points(series, "val") or _points(series, "yVal")
    pairs = [f"{categories.get(index, str(index + 1))}: {value}" for index, value in values.items()]
    return " | ".join([name, *pairs] if name.strip() else pairs)


def _points(series: Any, kind: str) -> dict[int, str]:
    points: dict[int, str] = {}
    for point in series.iterfind(f"{C}{kind}//{C}pt"):
        value = point.find(f"{C}v")
        code = (point.getparent().findtext(f"{C}formatCode") or "") if kind in ("val", "yVal") else ""
        if value is not None and point.get("idx", "").isdigit():
            points.setdefault(int(point.get("idx")), _shown(value.text or "", code))
    return points


def _shown(value: str, code: str) -> str:
    try:
        return cell_text(float(value), code or "General")
    except ValueError:
        return value
