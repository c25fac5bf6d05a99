"""The lines of tables in a scanned picture: long, thin, dark and straight once the scan is put straight."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from corpus.formats.ruled_table import Edge

SHRINK = 2
DARKER = 10
"""A line is darker, by at least this much of 255, than the paper or the shading a little way to both sides of it."""
BESIDE = 4
LONG_ACROSS, LONG_DOWN = 0.045, 0.017
"""A line is at least this share of the page's width across, or of its height down: longer than any letter's stroke."""
THICKEST = 7
SOLID = 0.88

Dots = NDArray[np.bool_]


def rules_in(picture: Image.Image, slope: float, points: tuple[float, float]) -> list[Edge]:
    """The lines of a picture that leans by `slope`, in points on the page put straight."""
    small = picture.reduce(SHRINK)
    straight = small.transform(small.size, Image.Transform.AFFINE, (1, -slope, 0, slope, 1, 0), fillcolor=255)
    dots = np.asarray(straight, dtype=np.int16)
    high, wide = dots.shape
    x, y = points[0] / wide, points[1] / high
    edges = [_across(at * y, a * x, b * x) for at, a, b in _runs(_stripes(dots), int(LONG_ACROSS * wide))]
    return edges + [_down(at * x, a * y, b * y) for at, a, b in _runs(_stripes(dots.T), int(LONG_DOWN * high))]


def _stripes(dots: NDArray[np.int16]) -> Dots:
    """The dots that are darker than those above and below them."""
    sides = np.minimum(np.roll(dots, BESIDE, axis=0), np.roll(dots, -BESIDE, axis=0))
    return dots + DARKER < sides


def _runs(dark: Dots, long: int) -> Iterator[tuple[float, int, int]]:
    """The lines along the rows of the dots: where each stands, and from where to where it runs."""
    sums = np.cumsum(dark, axis=1, dtype=np.int32)
    solid = (sums[:, long:] - sums[:, :-long]) >= SOLID * long
    lit = np.flatnonzero(solid.any(axis=1))
    for band in np.split(lit, np.flatnonzero(np.diff(lit) > 1) + 1) if lit.size else []:
        if band.size > THICKEST:
            continue
        along = np.flatnonzero(solid[band].any(axis=0))
        for run in np.split(along, np.flatnonzero(np.diff(along) > 1) + 1):
            yield float(band.mean()), int(run[0]), int(run[-1]) + long


def _across(top: float, x0: float, x1: float) -> Edge:
    return {"orientation": "h", "x0": x0, "x1": x1, "top": top, "bottom": top, "width": x1 - x0, "height": 0.0}


def _down(x: float, top: float, bottom: float) -> Edge:
    return {"orientation": "v", "x0": x, "x1": x, "top": top, "bottom": bottom, "width": 0.0, "height": bottom - top}
