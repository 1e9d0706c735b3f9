"""Options that the commands about people share."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import click

from sopengine.cli.typed.definition_files import DEFINITIONS
from sopengine.engine import Engine
from sopengine.office.people.agencies import KnownAgency, agency_meant, known_agencies
from sopengine.office.words.times import read_time

agency = click.option(
    "--agency", metavar="NAME", help="Which agency, by a part of its name; not needed where the SOPs are all of one."
)


def meant(engine: Engine, name: str | None) -> KnownAgency:
    """The agency that --agency names, by the SOPs of the store and of the folder 'definitions'."""
    return agency_meant(known_agencies(engine, DEFINITIONS), name)


def day(text: str | None, engine: Engine, timezone: str) -> date:
    """What a day typed means; today, by the agency's clock, where nothing is said."""
    now = engine.now().astimezone(ZoneInfo(timezone))
    return read_time(text, now, timezone, begins=True).astimezone(ZoneInfo(timezone)).date() if text else now.date()
