"""`sop status`: where instances are, the path they took, what is late."""

from __future__ import annotations

from collections.abc import Sequence

import click

from sopengine.cli.terminal.instances import described, who
from sopengine.cli.terminal.options import as_json, asked_at, database
from sopengine.cli.terminal.plain import print_json
from sopengine.cli.terminal.table import fitting_table
from sopengine.cli.terminal.times import length_text, moment, time_text
from sopengine.cli.terminal.wording import marked, say, text, word
from sopengine.engine import Engine
from sopengine.office.standing import Standing, Summary, standing, standings
from sopengine.office.work import Work

LIST = marked("Instance", "SOP", "Reference", "State", "Now at", "Since", "Late by")
LIST_NARROW = marked("Instance", "Name", "State", "Now at", "Late by")
PATH = marked("No", "Task", "Visit", "Actor", "Opened", "Done", "By", "Outcome", "Due", "Late by")
PATH_NARROW = marked("No", "Task", "Visit", "Done", "By", "Outcome", "Late by")


@click.command
@click.argument("instance", required=False)
@asked_at
@database
@as_json
def command(instance: str | None, at: str | None, db: str, as_json: bool) -> None:
    """Tell where all instances are, or the path of one: INSTANCE is a number or the text given as --ref."""
    with Engine(db, create=False) as engine:
        if instance is None:
            all_of_them = standings(engine, at=moment(at))
            print_json([one.instance for one in all_of_them]) if as_json else _print_list(all_of_them)
            return
        one = standing(engine, instance, at=moment(at))
        print_json({"instance": one.instance, "path": [work.item for work in one.path]}) if as_json else _print_one(one)


def _print_list(summaries: Sequence[Summary]) -> None:
    if summaries:
        click.echo(fitting_table(LIST, LIST_NARROW, [_summary(one) for one in summaries]))
    else:
        say("no instance yet: sop start ID", err=True)


def _summary(one: Summary) -> dict[str, str]:
    instance = one.instance
    return {
        "Instance": str(instance.id),
        "SOP": instance.sop,
        "Reference": instance.ref,
        "Name": instance.ref or instance.sop,
        "State": word(instance.state),
        "Now at": ", ".join(work.item.task for work in one.open),
        "Since": time_text(one.since, one.timezone),
        "Late by": length_text(one.late),
    }


def _print_one(one: Standing) -> None:
    instance = one.instance
    named = text("instance {number} of {sop}", number=instance.id, sop=instance.sop)
    click.echo(f"{named}: {instance.ref}" if instance.ref else named)
    started, ended = (time_text(at, one.timezone) for at in (instance.started_at, instance.ended_at))
    begun = text("started {time} by {person}", time=started, person=instance.started_by)
    click.echo(begun + text(", completed {time}", time=ended) if ended else begun)
    for work in one.open:
        say("now at {item}", item=described(work))
    for point in one.waiting:
        say("waiting before {task} for {awaited}", task=point.task, awaited=", ".join(point.awaited))
    click.echo()
    click.echo(fitting_table(PATH, PATH_NARROW, [_visit(work) for work in one.path]))


def _visit(work: Work) -> dict[str, str]:
    item = work.item
    return {
        "No": work.number,
        "Task": item.task,
        "Visit": str(item.visit),
        "Actor": who(work),
        "Opened": time_text(item.opened_at, work.timezone),
        "Done": time_text(item.done_at, work.timezone),
        "By": item.done_by,
        "Outcome": ", ".join(item.outcome.splitlines()),
        "Due": time_text(item.due_at, work.timezone),
        "Late by": length_text(work.late),
    }
