"""`sop done`: complete a task of an instance."""

from __future__ import annotations

import click

from sopengine.cli.terminal.instances import print_next
from sopengine.cli.terminal.options import acting, as_json, database, person, recorded_at
from sopengine.cli.terminal.plain import print_json
from sopengine.cli.terminal.times import telling
from sopengine.cli.terminal.wording import text
from sopengine.engine import Engine
from sopengine.errors import MisuseError
from sopengine.execution.drafting.choice import spelled_labels
from sopengine.office.running.work import open_work
from sopengine.office.words.answers import of_change
from sopengine.office.words.times import read_time


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
@click.option("--set", "data", multiple=True, metavar="FIELD=VALUE", help="Data that the task asks for.")
@person
@recorded_at
@database
@as_json
def command(
    instance: str,
    task: str,
    outcomes: tuple[str, ...],
    data: tuple[str, ...],
    by: str | None,
    at: str | None,
    db: str,
    as_json: bool,
) -> None:
    """Complete TASK of INSTANCE, which is a number or the text given as --ref."""
    with Engine(db, create=False) as engine:
        item = engine.open_item(instance, task)
        compiled = engine.compiled(engine.instance(item.instance).digest)
        moment = read_time(at, engine.now(), compiled.timezone) if at else None
        after = engine.done(item.id, by=acting(by), outcome=outcomes, data=_filled(data), at=moment)
        open_now, told = open_work(engine, after), telling(engine)
        if as_json:
            print_json(of_change(after, open_now, item.id))
            return
        said = text("done: {instance}/{task}", instance=item.instance, task=item.task)
        labels = ", ".join(spelled_labels(compiled.tasks[item.task], outcomes))
        click.echo(said + text(" with outcome {label}", label=labels) if labels else said)
        print_next(after, [work for work in open_now if work.item.opened_by == item.id], told)


def _filled(pairs: tuple[str, ...]) -> dict[str, str]:
    filled = {}
    for pair in pairs:
        field, equals, value = pair.partition("=")
        if not equals:
            raise MisuseError("--set takes FIELD=VALUE, not '{pair}'", pair=pair)
        filled[field.strip()] = value
    return filled
