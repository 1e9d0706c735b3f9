"""`sop status`: where instances are, the path they took, what is late."""

from __future__ import annotations

from datetime import datetime

import click

from sopengine.cli.terminal.plain import print_json
from sopengine.cli.terminal.table import fitting_table, tied
from sopengine.cli.terminal.times import asked, now_of, telling
from sopengine.cli.terminal.wording import marked, say, text, word
from sopengine.cli.terminal.work.instances import described, due_cell
from sopengine.cli.typed.options import as_json, asked_at, database
from sopengine.engine import Engine
from sopengine.execution.values.events.event import instance_of
from sopengine.execution.values.instance import InstanceState
from sopengine.office.running.lateness import listed, to_the_minute
from sopengine.office.running.standing import Standing, Summary, standing, standings
from sopengine.office.running.work import Moment, Work
from sopengine.office.words.answers import of_standing, of_standings
from sopengine.office.words.telling import Telling

LIST = marked("Instance", "SOP", "Reference", "State", "Now at", "Since", "Late by")
LIST_NARROW = marked("Instance", "Name", "State", "Now at", "Late by")
PATH = marked("No", "Task", "Visit", "Actor", "Opened", "Done", "By", "Outcome", "Due", "Late by")
PATH_NARROW = marked("No", "Task", "Visit", "Done", "By", "Outcome", "Late by")


LATEST = 100
"""Visits of a path that are shown unasked."""


@click.command
@click.argument("instance", required=False)
@asked_at
@click.option("--all", "whole", is_flag=True, help="Show the whole path, however long; else the last 100 visits.")
@database
@as_json
def command(instance: str | None, at: str | None, whole: bool, db: str, as_json: bool) -> None:
    """Tell where all instances are, or the path of one: INSTANCE is a number or the text given as --ref."""
    with Engine(db, create=False) as engine:
        moment = asked(at, engine)
        if instance is None:
            _all(engine, moment, as_json)
        else:
            found = standing(engine, instance, at=moment, latest=None if whole or as_json else LATEST)
            _one(found, telling(engine, moment), now_of(engine, moment, [found.timezone]), as_json)


def _all(engine: Engine, moment: Moment | None, as_json: bool) -> None:
    found, told = standings(engine, at=moment), telling(engine, moment)
    if as_json:
        print_json(of_standings(found, now_of(engine, moment, [one.timezone for one in found])))
    elif found:
        click.echo(fitting_table(LIST, LIST_NARROW, [_summary(one, told) for one in found]))
    else:
        say("no instance had begun by then" if moment else "no instance yet: sop start ID", err=True)


def _one(found: Standing, told: Telling, at: datetime, as_json: bool) -> None:
    if as_json:
        print_json(of_standing(found, at))
        return
    _print_head(found, told)
    click.echo()
    if not found.is_whole:
        say("the last {count} visits; all of them: sop status {number} --all", count=LATEST, number=found.instance.id)
    remarks = [[remark] if (remark := told.remark(work.item)) else [] for work in found.path]
    click.echo(fitting_table(PATH, PATH_NARROW, [_visit(work, told) for work in found.path], remarks))


def _summary(one: Summary, told: Telling) -> dict[str, str]:
    instance = one.instance
    return {
        "Instance": str(instance.id),
        "SOP": instance.sop,
        "Reference": instance.ref,
        "Name": instance.ref or instance.sop,
        "State": word(instance.state),
        "Now at": ", ".join(work.item.task for work in one.open),
        "Since": tied(told.time(one.since, one.timezone)),
        "Late by": tied(listed(one.latest, told)) if one.latest else "",
    }


def _print_head(one: Standing, told: Telling) -> None:
    instance = one.instance
    named = text("instance {number} of {sop}", number=instance.id, sop=instance.sop)
    click.echo(f"{named}: {instance.ref}" if instance.ref else named)
    begun = text(
        "started {time} by {person}", time=told.time(instance.started_at, one.timezone), person=instance.started_by
    )
    click.echo(begun + _course(one, told))
    if instance.parent is not None:
        say("called by instance {number}", number=instance_of(instance.parent))
    for work in one.open:
        late = text(", late by {length}", length=to_the_minute(work, told)) if work.late else ""
        say("now at {item}", item=f"{described(work, told)}{late}")
    for point in one.waiting:
        say("waiting before {task} for {awaited}", task=point.task, awaited=", ".join(point.awaited))


def _course(one: Standing, told: Telling) -> str:
    """What has become of it, unless it runs."""
    instance, reason = one.instance, one.reason
    ended, rests = (told.time(at, one.timezone) for at in (instance.ended_at, instance.suspended_at))
    match instance.state:
        case InstanceState.COMPLETED:
            return text(", completed {time}", time=ended)
        case InstanceState.CANCELLED:
            return text(", cancelled {time}: {reason}", time=ended, reason=reason)
        case InstanceState.SUSPENDED:
            return text(", suspended since {time}: {reason}", time=rests, reason=reason)
    return ""


def _visit(work: Work, told: Telling) -> dict[str, str]:
    item = work.item
    return {
        "No": work.number,
        "Task": item.task,
        "Visit": str(item.visit),
        "Actor": told.who(work),
        "Opened": tied(told.time(item.opened_at, work.timezone)),
        "Done": tied(told.time(item.done_at, work.timezone)),
        "By": told.doer(item),
        "Outcome": told.ended_how(item),
        "Due": due_cell(work, told),
        "Late by": tied(listed(work, told)),
    }
