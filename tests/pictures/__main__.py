"""Takes a picture of every page for whoever sees most of it, on a desk and on a phone: `python -m tests.pictures build/pictures`."""

from __future__ import annotations

import logging
import sys
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parent.parent / "app"))

from cast import CAST, Person
from flask_migrate import upgrade
from playwright.sync_api import sync_playwright
from test_browser import ARGUMENTS, CHROMIUM
from test_every_page import DESK, OUTSIDE, PHONE, ROLES, House
from whole import served, whole_review

from app import create_app
from app.config import Config
from app.database import db, writing
from app.people.accounts import make_person

Taken = list[tuple[str, str, str, str]]


def main(folder: Path) -> None:
    """Makes a review in which everything has happened, takes the pictures and lists them in index.html."""
    if CHROMIUM is None:
        sys.exit("No Chromium on this machine: install it (apt install chromium) to take pictures.")
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    with TemporaryDirectory() as data:
        app = create_app(Config(data=Path(data), work="held", password_rounds=1, office="none"))
        with app.app_context(), sync_playwright() as playwright, served(app) as address:
            upgrade()
            people = {}
            for part, (name, email, role) in CAST.items():
                with writing():
                    user, password = make_person(name, email, role)  # type: ignore[arg-type]
                people[part] = Person(app, user.id, email, password, app.test_client())
            supplied = whole_review(app, people)
            db.session.remove()
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
            taken = take(House(app, address, supplied, people, browser), folder)
            browser.close()
            db.session.remove()
            db.engine.dispose()
    (folder / "index.html").write_text(index_of(taken))
    print(f"{len(taken)} pages, two pictures each: {folder / 'index.html'}")  # noqa: T201


def take(house: House, folder: Path) -> Taken:
    """Two pictures of each page, by the first role that is shown it."""
    taken: Taken = []
    done: set[str] = set()
    for role in (None, *ROLES):
        watched = house.browser_of(role)
        for endpoint, path in house.pages():
            if path in done or (endpoint in OUTSIDE) is not (role is None):
                continue
            if watched.page.request.head(path).status != 200:
                continue
            done.add(path)
            watched.open(path)
            name = f"{len(taken) + 1:03}-{endpoint.replace('.', '-')}"
            for size, suffix in ((DESK, "desk"), (PHONE, "phone")):
                watched.page.set_viewport_size(size)  # type: ignore[arg-type]
                watched.page.screenshot(path=folder / f"{name}-{suffix}.png", full_page=True)
            watched.page.set_viewport_size(DESK)  # type: ignore[arg-type]
            taken.append((name, role or "nobody yet", watched.page.title(), path))
        watched.page.close()
    return taken


def index_of(taken: Taken) -> str:
    """A page that shows them all."""
    rows = "\n".join(
        f"<section><h2>{escape(title)}</h2><p>{escape(role.replace('_', ' '))}, <code>{escape(path)}</code></p>"
        f'<a href="{name}-desk.png"><img src="{name}-desk.png" height="420" loading="lazy" alt="On a desk"></a> '
        f'<a href="{name}-phone.png"><img src="{name}-phone.png" height="420" loading="lazy" alt="On a phone"></a></section>'
        for name, role, title, path in taken
    )
    style = "body{font-family:sans-serif;margin:2em}img{border:1px solid #b1b4b6;max-width:45%;object-fit:cover;object-position:top}"
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Sightline in pictures</title><style>{style}</style>'
        f"<h1>Sightline in pictures</h1>\n{rows}\n</html>\n"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
