"""`sop correct`: put right what was recorded of completed work."""

from __future__ import annotations

import click

from sopengine.cli.terminal.times import EXAMPLE, recorded, telling
from sopengine.cli.terminal.wording import say, text
from sopengine.cli.terminal.work.changes import tell_change
from sopengine.cli.terminal.work.given import for_entry
from sopengine.cli.typed.options import acting, as_json, database, person
from sopengine.engine import Engine
from sopengine.errors import MisuseError
from sopengine.execution.values.instance import Instance
from sopengine.execution.values.work import WorkItem


@click.command
@click.argument("instance")
@click.argument("task")
@click.option("--done-at", metavar="TIME", help=f"When it was really done, such as '{EXAMPLE}'; agency's time.")
@click.option("--done-by", metavar="NAME", help="Who really did it.")
@click.option("--note", metavar="TEXT", help="What is to be noted of it, in place of what was.")
@click.option("--reason", default="", metavar="TEXT", help="Why; it is kept in the history.")
@click.option("--confirm", is_flag=True, help="Let the correction count that another asks for.")
@click.option("--decline", is_flag=True, help="Say that the correction which somebody asks for is not to be.")
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
    confirm: bool,
    decline: bool,
    entry: str | None,
    by: str | None,
    db: str,
    as_json: bool,
) -> None:
    """Put right when, or by whom, TASK of INSTANCE was completed last; nothing is erased, reports use the new.

    What it opened opened then, and is due accordingly. Another outcome is no correction: sop undo, sop back. Where the
    agency has people it counts once another whose work it is, or an admin, says so with --confirm.
    """
    if confirm or decline:
        _check_alone(confirm and decline, done_at, done_by, note)
    elif not reason.strip():
        raise MisuseError("say why: the reason is kept in the history")
    with Engine(db, create=False) as engine:
        item = engine.done_item(instance, task, entry)
        before, acts = engine.instance(item.instance), acting(by)
        if confirm:
            after = engine.confirm(item.id, by=acts)
        elif decline:
            after = engine.decline(item.id, by=acts, reason=reason)
        else:
            at = recorded(done_at, engine, before)
            after = engine.correct(item.id, by=acts, done_at=at, done_by=done_by, note=note, reason=reason)
        tell_change(engine, before, after, _said(engine, after, item.id, decline), as_json)
        if not as_json:
            _tell_moved(engine, before, after)


def _check_alone(both: bool, *what: str | None) -> None:
    """What is to be corrected was said by whoever asked for it."""
    if both or any(each is not None for each in what):
        raise MisuseError("--confirm and --decline stand alone: what is to be corrected was said when it was asked for")


def _said(engine: Engine, after: Instance, id: int, declined: bool) -> str:
    item, zone = engine.work_item(id), engine.compiled(after.digest).timezone
    assert item  # it was corrected just now
    said = {"instance": after.id, "task": item.task}
    if declined:
        return text("declined: the correction of {instance}/{task}", **said)
    if item.proposed:
        message = "asked for: the correction of {instance}/{task}; it counts once another confirms it: {command}"
        return text(message, command=f"sop correct {after.id} {item.task} --confirm", **said)
    done = _time(engine, item, zone)
    return text("corrected: {instance}/{task}, done {time} by {person}", time=done, person=item.done_by, **said)


def _time(engine: Engine, item: WorkItem, zone: str) -> str:
    return telling(engine).time(item.done_at, zone)


def _tell_moved(engine: Engine, before: Instance, after: Instance) -> None:
    told, zone = telling(engine), engine.compiled(after.digest).timezone
    due_before = {item.id: item.due_at for item in before.open_items}
    for item in after.open_items:
        if due_before.get(item.id) != item.due_at:
            say("{task} is now due {time}", task=item.task, time=told.time(item.due_at, zone))
