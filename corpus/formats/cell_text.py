"""A workbook's values as its sheet shows them: dates in words, percentages with their sign, no float noise."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time, timedelta

_QUOTED = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|_.|\*.')
_CURRENCY = re.compile(r"\[\$([^\]-]*)[^\]]*\]|([£$€])")
_PLACES = re.compile(r"[0#?]\.([0#?]+)")
# Two decimal places of a percentage are more than any paper means; a number in "General" shows at most 10 figures.
GENERAL_FIGURES = 10


def cell_text(value: object, number_format: str) -> str:
    """What a cell shows for its stored value under its number format."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return _datetime(value, number_format)
    if isinstance(value, date):
        return _day(value)
    if isinstance(value, time):
        return f"{value.hour:02d}:{value.minute:02d}"
    if isinstance(value, timedelta):
        return _duration(value)
    if isinstance(value, int | float):
        return _number(value, number_format or "General")
    return str(value)


def _day(value: date) -> str:
    return f"{value.day} {value:%b %Y}"


def _datetime(value: datetime, number_format: str) -> str:
    shown = _QUOTED.sub("", number_format.lower().split(";")[0])
    if "m" in shown and "d" not in shown and "h" not in shown:
        return f"{value:%b %Y}" if "y" in shown else f"{value:%B}"
    if shown.strip("y ") == "" and "y" in shown:
        return f"{value:%Y}"
    if value.hour or value.minute:
        return f"{_day(value.date())} {value:%H:%M}"
    return _day(value.date())


def _duration(value: timedelta) -> str:
    minutes = round(value.total_seconds() / 60)
    return f"{minutes // 60}:{minutes % 60:02d}"


def _number(value: float, number_format: str) -> str:
    if not math.isfinite(value):
        return ""
    section = _section(value, number_format)
    bare = _QUOTED.sub("", section)
    if not re.search("[0#]", bare) or "E" in bare.upper().replace("GENERAL", "") or "/" in bare:
        return _general(value)
    if "%" in bare:
        return f"{_fixed(value * 100, _places(bare), ',' in bare)}%"
    currency = _CURRENCY.search(section.replace('"', ""))
    prefix = (currency[1] or currency[2] or "") if currency else ""
    text = _fixed(abs(value), _places(bare), re.search(r"#,|,[#0]", bare) is not None)
    return f"{'-' if value < 0 and text.strip('0.') else ''}{prefix}{text}{_suffix(section)}"


def _section(value: float, number_format: str) -> str:
    """A format may have one form for positive numbers, one for negative and one for zero."""
    sections = number_format.split(";")
    if value < 0 and len(sections) > 1 and sections[1]:
        return sections[1]
    return sections[2] if value == 0 and len(sections) > 2 and "0" in sections[2] else sections[0]


def _places(bare: str) -> int:
    found = _PLACES.search(bare)
    return len(found[1]) if found else 0


def _suffix(section: str) -> str:
    """Words that the format prints after the number, such as "days"."""
    found = re.search(r'[0#?]("([^"]+)")\s*$', section)
    return found[2] if found else ""


def _fixed(value: float, places: int, thousands: bool) -> str:
    # Excel rounds halves away from zero, and what is stored is often a hair below the half.
    rounded = round(value + (1e-9 if value >= 0 else -1e-9), places)
    return f"{rounded:,.{places}f}" if thousands else f"{rounded:.{places}f}"


def _general(value: float) -> str:
    if float(value).is_integer() and abs(value) < 1e15:
        return str(int(value))
    text = f"{value:.{GENERAL_FIGURES}g}"
    return f"{value:.0f}" if "e+" in text and abs(value) < 1e15 else text
