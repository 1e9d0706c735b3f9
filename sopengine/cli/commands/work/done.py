"""`sop done`: complete a task of an instance."""

from __future__ import annotations

import click

from sopengine.cli.terminal.times import recorded
from sopengine.cli.terminal.wording import text
from sopengine.cli.terminal.work.changes import tell_change
from sopengine.cli.terminal.work.given import fields, filled, for_entry
from sopengine.cli.typed.options import acting, as_json, database, person, recorded_at
from sopengine.engine import Completion, Engine
from sopengine.execution.drafting.choice import spelled_labels


@click.command
@click.argument("instance")
@click.argument("task")
@click.option(
    "--outcome",
    "outcomes",
    multiple=True,
    metavar="LABEL",
    help="Where the task decides: the label of the way to go, such as Ya. Again for each, where it takes many.",
)
@fields
@click.option("--note", default="", metavar="TEXT", help="What the next ones, or the report, should know of it.")
@click.option(
    "--count", type=click.IntRange(min=1), metavar="N", help="How many there were, where the standard is that of one."
)
@for_entry
@person
@recorded_at
@database
@as_json
def command(
    instance: str,
    task: str,
    outcomes: tuple[str, ...],
    data: tuple[str, ...],
    note: str,
    count: int | None,
    entry: str | None,
    by: str | None,
    at: str | None,
    db: str,
    as_json: bool,
) -> None:
    """Complete TASK of INSTANCE, which is a number or the text given as --ref."""
    with Engine(db, create=False) as engine:
        item = engine.open_item(instance, task, entry, or_expired=at is not None)
        before = engine.instance(item.instance)
        compiled = engine.compiled(before.digest)
        given, moment = filled(data, compiled), recorded(at, engine, before)
        asked = Completion(item=item.id, outcome=outcomes, data=given, note=note.strip(), count=count, at=moment)
        (after,) = engine.done_many([asked], by=acting(by))
        said = text("done: {instance}/{task}", instance=item.instance, task=item.task)
        labels = ", ".join(spelled_labels(compiled.tasks[item.task], outcomes))
        said += text(" with outcome {label}", label=labels) if labels else ""
        tell_change(engine, before, after, said, as_json)
