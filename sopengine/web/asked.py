"""What a page is asked: by whom, in which language, with what filled in; and the row of the table that leads to it."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import field, replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from starlette.responses import HTMLResponse, RedirectResponse, Response

from sopengine.compliance import Visit
from sopengine.compliance.measures import Group
from sopengine.diagram import Page
from sopengine.engine import Engine
from sopengine.frozen import frozen
from sopengine.graph import Graph
from sopengine.language import Reading
from sopengine.messages.speech import Speech
from sopengine.office.forms.compared import Comparison
from sopengine.office.people.agencies import KnownAgency
from sopengine.report.account import Account
from sopengine.rules.gate import Examination
from sopengine.web.access.roles import Person, Role
from sopengine.web.access.session import Session, Sessions
from sopengine.web.access.token import form_token
from sopengine.web.traffic import Traffic
from sopengine.web.words.drawn import Shelf
from sopengine.web.words.pages import Pages
from sopengine.web.words.static import Static
from sopengine.web.words.tabs import Tab, at_the_bottom, tabs_of

KEY_BYTES = 16


@frozen
class Hosted:
    """What is served: one office's store and definitions."""

    engine: Engine
    definitions: Path
    """The folder of the SOPs that can be started."""
    office: str
    """Name at the top of every page."""
    sessions: Sessions
    static: Static
    pages: Pages
    url: str = ""
    """Under which address people reach the pages, without a slash at its end; "" where nobody has said it."""
    files: Path | None = None
    """The folder of what people add to their work; None where there is none: then nothing is added."""
    drawn: Shelf[tuple[Page, ...]] = field(default_factory=Shelf)
    """Pages of forms, by what they show."""
    measured: Shelf[tuple[Visit, ...]] = field(default_factory=Shelf)
    """Visits against their standards, of an instance as it stood in a minute."""
    graphs: Shelf[Graph] = field(default_factory=Shelf)
    """Definitions by the digest of their version."""
    read: Shelf[Reading] = field(default_factory=Shelf)
    """Files of definitions, as they were when they were last changed."""
    examined: Shelf[Examination] = field(default_factory=Shelf)
    """The same with their findings."""
    reports: Shelf[Account] = field(default_factory=lambda: Shelf(16))
    """What was measured, by question and minute."""
    others: tuple[tuple[str, Engine], ...] = ()
    """More stores by name, of which SOPs may be compared with those of this one; nothing is written to them."""
    comparisons: Shelf[Comparison] = field(default_factory=lambda: Shelf(16))
    """By SOPs, period and minute."""
    trends: Shelf[tuple[Group, ...]] = field(default_factory=lambda: Shelf(64))
    """On time by month, by hour and person."""
    traffic: Traffic = field(default_factory=Traffic)
    """What was answered so far."""
    metrics_token: str = field(default="", repr=False)
    """Who brings it may read figures of this server; "" where nobody may."""
    agencies: Shelf[tuple[KnownAgency, ...]] = field(default_factory=Shelf)
    """By what the SOPs were when they were read."""


@frozen
class Upload:
    """A file that came with a form."""

    name: str
    """As the browser says it: any text."""
    stream: BinaryIO


@frozen
class Asked:
    """One request that has passed the door."""

    hosted: Hosted
    route: Route
    session: Session
    speech: Speech
    base: str = ""
    """Of this server, as the browser calls it: `https://sop.example`."""
    here: str = "/"
    """Path and query of a page that was asked for, to come back to."""
    sent_to: str = ""
    """Path and query that a form was sent to."""
    are_chosen: bool = False
    """Nobody signs in: everyone says who they are."""
    place: Mapping[str, int | str] = field(default_factory=dict)
    """Of the address: `{item}` and its like."""
    query: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] = field(default_factory=dict)
    """What was filled in, by field; of several of one name the last."""
    address: str = ""
    """Of the machine that asks."""
    browser: str = ""
    """What it calls itself."""
    known_as: str = ""
    """Mark of the page that its browser has (`If-None-Match`)."""
    bearer: str = field(default="", repr=False)
    """The token that a program brings in place of a session."""
    secure: bool = False
    """It came by https."""
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """All that was filled in, by field."""
    uploads: tuple[Upload, ...] = ()

    @property
    def person(self) -> Person:
        return self.session.person

    @property
    def tabs(self) -> list[Tab]:
        return tabs_of(self.person)

    @property
    def bottom(self) -> list[Tab]:
        """Those that a phone shows on every page."""
        return at_the_bottom(self.person)

    @property
    def pages(self) -> str:
        """The address that a link from elsewhere begins with: as the office says it, else as this browser called."""
        return self.hosted.url or self.base

    @property
    def engine(self) -> Engine:
        return self.hosted.engine

    @property
    def now(self) -> datetime:
        return self.engine.now()

    def filled(self, given: Mapping[str, tuple[str, ...]], uploads: tuple[Upload, ...] = ()) -> Asked:
        """The same with a form: what was filled in by field, and its files."""
        form = {name: values[-1] for name, values in given.items()}
        return replace(self, form=form, lists=given, uploads=uploads)

    def new_key(self) -> str:
        """For a form: whatever is posted with it twice is done once."""
        return f"web-{secrets.token_urlsafe(KEY_BYTES)}"

    def number(self, name: str) -> int:
        """A whole number of the address."""
        return int(self.place[name])

    def page(self, template: str, /, *, status: int = 200, **values: object) -> Response:
        """The template, filled in."""
        told = {"asked": self, "token": lambda: form_token(self.session.secret), **values}
        return HTMLResponse(self.hosted.pages.text(template, self.speech, told), status)


Answering = Callable[[Asked], Response]
"""A page: reads, then renders."""


@frozen
class Route:
    """A row of the one table."""

    name: str
    """Of the page; several routes with one name share its tab."""
    path: str
    """Such as `/tasks/{item:int}`."""
    page: Answering
    roles: frozenset[Role]
    """Who may call it."""
    writes: bool = False
    """It is a POST: it comes from a form of ours, with its token."""
    takes_files: bool = False
    asks_nobody: bool = False
    """It is the same for everyone: answered before anybody is looked up, also where the store cannot be read."""


def moved(path: str) -> Response:
    """After a form was posted: the browser asks for this, and a reload posts nothing."""
    return RedirectResponse(path, status_code=303)


def own_path(path: str) -> str:
    """A path of this server; whatever leads elsewhere becomes the first page."""
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable() else "/"
