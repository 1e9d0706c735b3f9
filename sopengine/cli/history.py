"""`sop history`: the events of an instance."""

from __future__ import annotations

import click

from sopengine.cli.instances import print_json
from sopengine.cli.options import as_json, database
from sopengine.cli.table import table
from sopengine.cli.times import time_text
from sopengine.engine import Engine
from sopengine.execution.event import Event, EventKind
from sopengine.execution.instance import WorkItem

HEADINGS = ("No", "When", "Recorded", "By", "What")


@click.command
@click.argument("instance")
@database
@as_json
def command(instance: str, db: str, as_json: bool) -> None:
    """List what happened in INSTANCE, which is a number or the text given as --ref."""
    with Engine(db, create=False) as engine:
        one = engine.instance(instance)
        events = engine.events(one.id)
        items = {item.id: item for item in engine.visits(one.id)}
        zone = engine.compiled(one.digest).timezone
    if as_json:
        print_json(events)
        return
    click.echo(table(HEADINGS, [_row(event, items, zone) for event in events]))


def _row(event: Event, items: dict[int, WorkItem], zone: str) -> list[str]:
    when, recorded = time_text(event.at, zone), time_text(event.recorded_at, zone)
    return [str(event.seq), when, recorded if recorded != when else "", event.by, _what(event, items, zone)]


def _what(event: Event, items: dict[int, WorkItem], zone: str) -> str:
    item = items.get(event.item or 0)
    if item is None:
        return f"{event.kind} {event.data.get('ref', '')}".strip()
    visit = f", visit {item.visit}" if item.visit > 1 else ""
    if event.kind is EventKind.OPENED:
        due = f", due {time_text(item.due_at, zone)}" if item.due_at else ""
        return f"opened {item.task}{visit}{due}"
    return f"done {item.task}{visit}{f': {item.outcome}' if item.outcome else ''}"
