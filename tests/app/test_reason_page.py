"""An administrator who is asked for a reason types it on the page that refused, and goes on to what was asked for."""

from __future__ import annotations

import re

from cast import Person

from app.models import Review


def test_the_reason_typed_where_a_page_was_refused_leads_on_to_that_page(administrator: Person, review: Review) -> None:
    asked = f"/reviews/{review.id}/papers"
    refused = administrator.get(asked)
    assert refused.status_code == 403
    form = re.search(r'<form method="post" action="([^"]*/reason)">.*?name="next" value="([^"]*)"', refused.text, re.S)
    assert form
    went = administrator.post(form[1], {"reason": "A file would not open for the uploader.", "next": form[2]})
    assert went.location.rstrip("?") == asked
    assert administrator.get(went.location).status_code == 200


def test_nobody_is_led_to_another_place_than_that_review(administrator: Person, review: Review) -> None:
    for elsewhere in ("https://example.org/", "//example.org", f"/reviews/{review.id}.example.org", "/people"):
        said = {"reason": "A file would not open.", "next": elsewhere}
        assert administrator.post(f"/reviews/{review.id}/reason", said).location == f"/reviews/{review.id}"
