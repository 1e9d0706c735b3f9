"""`sop serve`: the pages for those who do the work and those who answer for it."""

from __future__ import annotations

import click

from sopengine.cli.terminal.wording import say
from sopengine.cli.typed.definition_files import DEFINITIONS
from sopengine.cli.typed.options import database
from sopengine.engine import Engine
from sopengine.web.serving import hosted, serve

PORT = 8642


@click.command
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Where to listen.")
@click.option(
    "--port", default=PORT, show_default=True, type=click.IntRange(0, 65535), metavar="N", help="0 takes any free one."
)
@click.option("--office", default="", metavar="TEXT", help="Name of the office, at the top of every page.")
@database
def command(host: str, port: int, office: str, db: str) -> None:
    """Serve the pages of this office to a browser, until Ctrl-C.

    Without accounts only this computer can open them, and everyone chooses who they are.
    """
    with Engine(db) as engine:
        serve(hosted(engine, DEFINITIONS, office), host, port, _say_where)


def _say_where(address: str) -> None:
    say("open {address} in a browser; Ctrl-C ends it", address=address)
