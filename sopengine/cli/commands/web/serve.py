"""`sop serve`: the pages for those who do the work and those who answer for it."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path

import click

from sopengine.cli.commands.web import demo_office
from sopengine.cli.commands.write.demo_folder import MARK, inside, prepare
from sopengine.cli.commands.write.demo_typed import NOW, record
from sopengine.cli.terminal.wording import say
from sopengine.cli.typed.definition_files import DEFINITIONS
from sopengine.cli.typed.files import files_folder
from sopengine.cli.typed.options import STORE, database
from sopengine.engine import Engine
from sopengine.engine.questions import now
from sopengine.model.zones import USUAL_ZONE
from sopengine.office.words.times import read_time
from sopengine.settings.reading import settings_for
from sopengine.web.serving import hosted, serve

_FOLDER = Path("sop-demo")


@click.command
@click.option("--host", metavar="ADDRESS", help="Where to listen. Default: what sop.toml says, else 127.0.0.1.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    metavar="N",
    help="0 takes any free one. Default: what sop.toml says, else 8080.",
)
@click.option("--office", default="", metavar="TEXT", help="Name of the office, at the top of every page.")
@click.option("--demo", "as_demo", is_flag=True, help="Serve what sop demo makes, on the day on which its work ends.")
@click.option(
    "--beside",
    multiple=True,
    metavar="DB",
    help="The store of another office, whose SOPs may be compared with those of this one; may be given again.",
)
@database
def command(host: str | None, port: int | None, office: str, as_demo: bool, beside: tuple[str, ...], db: str) -> None:
    """Serve the pages of this office to a browser, until Ctrl-C.

    Without accounts only this computer can open them, and everyone chooses who they are.
    """
    with ExitStack() as stack:
        if as_demo:
            db, office = STORE, office or "Demo"
            stack.enter_context(inside(_demo_folder()))
            demo_office.furnish()
        clock = _clock_of_demo(db) if as_demo else now
        engine = stack.enter_context(Engine(db, clock=clock))
        said = settings_for(Path.cwd(), os.environ, "serve").serve
        address, number = host or said.host, said.port if port is None else port
        others = [(name, stack.enter_context(Engine(name, create=False))) for name in beside]
        pages = hosted(
            engine,
            DEFINITIONS,
            office,
            files_folder(db),
            url=said.url,
            metrics_token=said.metrics_token,
            others=others,
        )
        serve(pages, address, number, _say_where)


def _demo_folder() -> Path:
    """This one, where the demo made it; else one that is made now, unless it is there."""
    if Path(MARK).exists():
        return Path()
    if not (_FOLDER / STORE).exists():
        prepare(_FOLDER)
        with inside(_FOLDER):
            record()
    return _FOLDER


def _clock_of_demo(db: str) -> Callable[[], datetime]:
    """It goes on from the end of the recorded work, or from what was done there since."""
    ends = read_time(NOW, now(), USUAL_ZONE)
    with Engine(db) as engine:
        seen = [moment for item in engine.visits() for moment in (item.opened_at, item.ended_at) if moment]
    first, begun = max([ends, *seen]), now()

    def shown() -> datetime:
        return first + (now() - begun) + timedelta(seconds=1)

    return shown


def _say_where(address: str) -> None:
    say("open {address} in a browser; Ctrl-C ends it", address=address)
