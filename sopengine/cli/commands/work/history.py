"""`sop history`: the events of an instance."""

from __future__ import annotations

import click

from sopengine.cli.terminal.options import as_json, database
from sopengine.cli.terminal.plain import print_json
from sopengine.cli.terminal.table import table
from sopengine.cli.terminal.times import time_text
from sopengine.cli.terminal.wording import marked, text, translate
from sopengine.engine import Engine
from sopengine.execution.values.events.event import Event
from sopengine.execution.values.events.flow import Done, Opened
from sopengine.execution.values.work import WorkItem

HEADINGS = marked("No", "When", "Recorded", "By", "What")


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
    click.echo(table([translate(heading) for heading in HEADINGS], [_row(event, items, zone) for event in events]))


def _row(event: Event, items: dict[int, WorkItem], zone: str) -> list[str]:
    when, recorded = time_text(event.at, zone), time_text(event.recorded_at, zone)
    return [str(event.seq), when, recorded if recorded != when else "", event.by, _what(event, items, zone)]


def _what(event: Event, items: dict[int, WorkItem], zone: str) -> str:
    said = {name: getattr(event, name, None) or "" for name in ("outcome", "task", "ref")}
    outcome = ", ".join(said["outcome"].splitlines())
    item = items.get(event.item or 0)
    if item is None:
        about = f"{translate(event.kind)} {said['task'] or said['ref']}".strip()
        return f"{about}: {outcome}" if outcome else about
    happened = f"{translate(event.kind)} {item.task}"
    visit = text(", visit {number}", number=item.visit) if item.visit > 1 else ""
    if isinstance(event, Opened):
        due = text(", due {time}", time=time_text(item.due_at, zone)) if item.due_at else ""
        return f"{happened}{visit}{due}"
    data = event.data if isinstance(event, Done) else {}
    filled = "".join(f", {field} = {value}" for field, value in data.items())
    return f"{happened}{visit}{f': {outcome}' if outcome else ''}{filled}"
