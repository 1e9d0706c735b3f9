"""`sop correct`: put right what was recorded of completed work."""

from __future__ import annotations

import click

from sopengine.cli.terminal.times import EXAMPLE, recorded, telling
from sopengine.cli.terminal.wording import say, text
from sopengine.cli.terminal.work.changes import tell_change
from sopengine.cli.terminal.work.given import for_entry, reason
from sopengine.cli.typed.options import acting, as_json, database, person
from sopengine.engine import Engine
from sopengine.execution.values.instance import Instance
from sopengine.execution.values.work import WorkItem


@click.command
@click.argument("instance")
@click.argument("task")
@click.option("--done-at", metavar="TIME", help=f"When it was really done, such as '{EXAMPLE}'; agency's time.")
@click.option("--done-by", metavar="NAME", help="Who really did it.")
@click.option("--note", metavar="TEXT", help="What is to be noted of it, in place of what was.")
@reason
@for_entry
@person
@database
@as_json
def command(
    instance: str,
    task: str,
    done_at: str | None,
    done_by: str | None,
    note: str | None,
    reason: str,
    entry: str | None,
    by: str | None,
    db: str,
    as_json: bool,
) -> None:
    """Put right when, or by whom, TASK of INSTANCE was completed last; nothing is erased, reports use the new.

    What it opened opened then, and is due accordingly. Another outcome is no correction: sop undo, sop back.
    """
    with Engine(db, create=False) as engine:
        item = engine.done_item(instance, task, entry)
        before = engine.instance(item.instance)
        at = recorded(done_at, engine, before)
        after = engine.correct(item.id, by=acting(by), done_at=at, done_by=done_by, note=note, reason=reason)
        tell_change(engine, before, after, _said(engine, after, item.id), as_json)
        if not as_json:
            _tell_moved(engine, before, after)


def _said(engine: Engine, after: Instance, id: int) -> str:
    item, zone = engine.work_item(id), engine.compiled(after.digest).timezone
    assert item  # it was corrected just now
    said = {"instance": after.id, "task": item.task, "person": item.done_by}
    return text("corrected: {instance}/{task}, done {time} by {person}", time=_time(engine, item, zone), **said)


def _time(engine: Engine, item: WorkItem, zone: str) -> str:
    return telling(engine).time(item.done_at, zone)


def _tell_moved(engine: Engine, before: Instance, after: Instance) -> None:
    told, zone = telling(engine), engine.compiled(after.digest).timezone
    due_before = {item.id: item.due_at for item in before.open_items}
    for item in after.open_items:
        if due_before.get(item.id) != item.due_at:
            say("{task} is now due {time}", task=item.task, time=told.time(item.due_at, zone))
