"""How what was measured grows with its work: a plot, and a sentence for each line of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import log
from typing import Any

Json = dict[str, Any]

PLOTTED = {
    "growth": ("papers", ("seconds, from nothing", "seconds, nothing changed", "seconds, one paper more")),
    "search": ("passages", ("p50 ms", "cold p50 ms")),
}
"""Sections of the bench, by what each grows with, and the columns that are plotted."""


def grown(figures: Json) -> Iterator[str]:
    """Markdown: each section's plot (Mermaid, both axes as logarithms) and its sentences."""
    for section, (unit, columns) in PLOTTED.items():
        rows = figures.get(section, {})
        sizes = [row.get(unit) or float(name.split()[0].replace(",", "")) for name, row in rows.items()]
        lines = {
            one: [row[one] for row in rows.values()] for one in columns if all(one in row for row in rows.values())
        }
        if len(sizes) > 1 and lines:
            yield from _plot(section, unit, sizes, lines)
            yield from (f"- {_said(name, unit, sizes, values)}" for name, values in lines.items())
            yield ""


def _plot(section: str, unit: str, sizes: list[float], lines: Mapping[str, list[float]]) -> Iterator[str]:
    yield "```mermaid"
    yield "xychart-beta"
    yield f'  title "{section}: powers of ten of {"; ".join(lines)}"'
    yield f'  x-axis "{unit}" [{", ".join(f"{size:.0f}" for size in sizes)}]'
    yield '  y-axis "power of ten"'
    yield from (
        f"  line [{', '.join(f'{log(max(one, 1e-3), 10):.2f}' for one in values)}]" for values in lines.values()
    )
    yield "```"
    yield ""


def _said(name: str, unit: str, sizes: list[float], values: list[float]) -> str:
    more, longer = sizes[-1] / sizes[0], values[-1] / max(values[0], 1e-3)
    power = log(longer) / log(more)
    return f"{name}: {more:,.0f} times as many {unit} take {longer:,.1f} times as long, their number to the power of {power:.2f}."
