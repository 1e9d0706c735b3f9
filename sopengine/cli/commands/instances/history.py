"""`sop history`: the events of an instance."""

from __future__ import annotations

import click

from sopengine.cli.terminal.instances import due_cell
from sopengine.cli.terminal.options import as_json, database
from sopengine.cli.terminal.plain import print_json
from sopengine.cli.terminal.table import table, tied
from sopengine.cli.terminal.times import telling
from sopengine.cli.terminal.wording import marked, text, translate
from sopengine.engine import Engine
from sopengine.execution.values.events.event import Event
from sopengine.execution.values.events.flow import Done, Opened
from sopengine.office.running.standing import Standing, standing
from sopengine.office.running.work import Work
from sopengine.office.words.answers import of_history
from sopengine.office.words.telling import Telling

HEADINGS = marked("No", "When", "Recorded", "By", "What")


@click.command
@click.argument("instance")
@database
@as_json
def command(instance: str, db: str, as_json: bool) -> None:
    """List what happened in INSTANCE, which is a number or the text given as --ref."""
    with Engine(db, create=False) as engine:
        one = standing(engine, instance)
        events = engine.events(one.instance.id)
        told = telling(engine)
    work = {work.item.id: work for work in one.path}
    if as_json:
        print_json(of_history(one.instance, events, {id: each.item.task for id, each in work.items()}))
        return
    rows = [_row(event, work.get(event.item or 0), one, told) for event in events]
    click.echo(table([translate(heading) for heading in HEADINGS], rows))


def _row(event: Event, work: Work | None, one: Standing, told: Telling) -> list[str]:
    when, recorded = (told.time(at, one.timezone) for at in (event.at, event.recorded_at))
    return [str(event.seq), tied(when), tied(recorded) if recorded != when else "", event.by, _what(event, work, told)]


def _what(event: Event, work: Work | None, told: Telling) -> str:
    said = {name: getattr(event, name, None) or "" for name in ("outcome", "task", "ref")}
    outcome = ", ".join(said["outcome"].splitlines())
    if work is None:
        about = f"{translate(event.kind)} {said['task'] or said['ref']}".strip()
        return f"{about}: {outcome}" if outcome else about
    happened = f"{translate(event.kind)} {work.item.task}"
    visit = text(", visit {number}", number=work.item.visit) if work.item.visit > 1 else ""
    if isinstance(event, Opened):
        due = text(", due {time}", time=due_cell(work, told)) if work.item.due_at else ""
        return f"{happened}{visit}{due}"
    data = event.data if isinstance(event, Done) else {}
    filled = "".join(f", {field} = {value}" for field, value in data.items())
    return f"{happened}{visit}{f': {outcome}' if outcome else ''}{filled}"
