"""What every response carries, errors included: where a page may load from, and that nobody may keep it."""

from __future__ import annotations

import re

from flask import Flask, Response, request

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
}

NEVER_KEPT = "no-store"
KEPT_FOR_EVER = "public, max-age=31536000, immutable"

HASHED_NAME = re.compile(r"[-.][0-9a-f]{8,64}\.[a-z0-9]+(\.map)?$")
"""A static file whose name holds a hash of its content, so that a new version has a new name."""


def register_headers(app: Flask, secure: bool) -> None:
    """Puts the headers on every response; behind TLS the browser is told to stay there."""

    @app.after_request
    def _put_headers(response: Response) -> Response:
        response.headers.update(HEADERS)
        response.headers["Cache-Control"] = KEPT_FOR_EVER if _is_hashed_static(response) else NEVER_KEPT
        if secure:
            response.headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
        return response


def _is_hashed_static(response: Response) -> bool:
    served = request.endpoint == "static" and response.status_code in (200, 206, 304)
    return served and HASHED_NAME.search(request.path) is not None
