"""What 130 areas would need over ten years, worked out on paper from what a load run measured."""

from __future__ import annotations

from typing import Any

AREAS, YEARS, PAPERS = 130, 10, 200
CORES = 2
"""Cores of the machine that was measured; both workers kept them busy."""
WORKING_HOURS = 8 * 5
PEAK = 0.5
"""The share of the areas that hand in within one week, as yearly reports are due on one day."""

Json = dict[str, Any]


def worked_out(found: Json) -> Json:
    """Each figure with how it comes about."""
    reviews, papers = AREAS * YEARS, AREAS * YEARS * PAPERS
    read, weighs = found["the sample pack, read and weighed"], found["one real review weighs"]
    a_review, vectors = PAPERS / read["papers"], weighs["vectors"] / read["papers"]
    filled = found["reviews"] * found["papers a review"] * found["passages a paper"]
    a_vector = found["sizes"]["vectors"] / filled
    files = found["bytes a paper"] + found["bytes a reading"]
    hours = AREAS * PAPERS * read["s a paper"] * CORES / 3600
    return {
        "reviews": f"{AREAS} areas × {YEARS} years = {reviews:,}",
        "papers": f"{reviews:,} × {PAPERS} = {papers:,}",
        "vectors": f"{papers:,} papers × {vectors:,.0f} = {papers * vectors:,.0f}",
        "vectors on disk": f"at most {papers * vectors:,.0f} × {a_vector:,.0f} bytes = {papers * vectors * a_vector / 1e9:,.0f} GB",
        "rows on disk": f"{reviews:,} reviews × {a_review:.1f} × {weighs['bytes of rows'] / 1e6:.1f} MB = "
        f"{reviews * a_review * weighs['bytes of rows'] / 1e9:,.0f} GB",
        "papers on disk": f"{papers:,} × {files:,} bytes = {papers * files / 1e9:,.0f} GB, and more where scans come in",
        "core hours a year": f"{AREAS} × {PAPERS} papers × {read['s a paper']} s × {CORES} cores ÷ 3600 = {hours:,.0f}",
        "cores at the peak": f"{PEAK:.0%} of a year in one week of {WORKING_HOURS} hours: {hours * PEAK / WORKING_HOURS:,.1f}",
        "search": f"{found['search of one review']['p50 ms']} ms for {found['papers a review'] * found['passages a paper']:,} "
        "passages: it reads one review's rows and no others, and grows with the review, not with their number",
    }
