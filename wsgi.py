"""Serves Sightline: `python wsgi.py [--demonstration]` for this machine, or `wsgi:app` under any WSGI server."""

from __future__ import annotations

from app import create_app

app = create_app()

if __name__ == "__main__":
    import sys

    from app.working.serving import serve

    serve(app, demonstration="--demonstration" in sys.argv[1:])
