"""What `sop.toml` says, with the defaults filled in."""

from __future__ import annotations

from dataclasses import field

from sopengine.frozen import frozen


@frozen
class MailServer:
    """Where mail is handed over."""

    host: str
    port: int
    sender: str
    """Who it is from: an address, or a name with an address in angle brackets."""
    starttls: bool
    user: str = ""
    """From the environment; "" where the server asks for none."""
    password: str = field(default="", repr=False)


@frozen
class Webhook:
    """A program that is told."""

    url: str
    secret: str = field(repr=False)
    """From the environment; what is sent is signed with it."""


@frozen
class Serving:
    """Where the pages are served."""

    host: str = "127.0.0.1"
    port: int = 8080
    url: str = ""
    """Under which address people reach them; "" where that is host and port."""
    metrics_token: str = field(default="", repr=False)
    """From the environment: who brings it may read the figures of the server; "" where nobody may."""


@frozen
class Monitoring:
    """From when on a report says that an SOP is kept."""

    rate: float = 80
    """Per cent of the visits that are in time, at least."""
    overdue: int = 0
    """Open work that is late, at most."""


@frozen
class Settings:
    """All of it but the weights of rules, which the rules read themselves."""

    file: str = ""
    """The `sop.toml` they were read from; "" where there is none."""
    store: str = ""
    """URL of a database or path of a SQLite file; "" where nothing is said."""
    files: str = ""
    """The folder of what people add to their work; "" where nothing is said."""
    mail: MailServer | None = None
    webhook: Webhook | None = None
    serve: Serving = field(default_factory=Serving)
    approved_only: bool = False
    """Only approved versions are started."""
    monitoring: Monitoring = field(default_factory=Monitoring)
