"""How large a test is: short by itself, whole under `make soak`."""

from __future__ import annotations

import os

IS_SOAK = os.environ.get("SIGHTLINE_SOAK") == "1"


def sized(short: int, whole: int) -> int:
    """How often something is tried."""
    return whole if IS_SOAK else short
