"""Open work as a table: of everybody, or of one person in groups."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import click

from sopengine.cli.terminal.printed import styled
from sopengine.cli.terminal.table import is_wide, table, tied
from sopengine.cli.terminal.wording import marked, say, text, translate
from sopengine.cli.terminal.work.instances import due_cell
from sopengine.office.people.desk import Desk
from sopengine.office.running.lateness import listed
from sopengine.office.running.work import Work
from sopengine.office.words.telling import Telling

WIDE = marked("Instance", "Reference", "Task", "Activity", "Actor", "Opened", "Due", "Late by")
NARROW = marked("Instance", "Name", "Task", "Due", "Late by")
LONGEST_NOTE = 200
"""Characters; the whole text is in `sop status INSTANCE`."""


def print_desk(desk: Desk, told: Telling) -> None:
    """Groups that are empty are left out."""
    groups = (
        (text("Late"), desk.late),
        (text("Today"), desk.today),
        (text("Next"), desk.next),
        (text("Waiting for others"), desk.others),
    )
    if not any(group for _, group in groups):
        say("no open work is up to {person}", err=True, person=desk.person.id)
        return
    for heading, group in groups:
        if group:
            styled(f"{heading} ({len(group)})", bold=True)
            click.echo(_table(group, told))
            click.echo()
    say("to finish one: sop done INSTANCE TASK", err=True)


def print_tasks(found: Sequence[Work], told: Telling) -> None:
    if not found:
        say("no open work", err=True)
        return
    click.echo(_table(found, told))
    click.echo(err=True)
    say("to finish one: sop done INSTANCE TASK", err=True)


def _table(found: Sequence[Work], told: Telling) -> str:
    headings = WIDE if is_wide() else NARROW
    rows = [_cells(work, told) for work in found]
    notes = [_notes(work, told) if is_wide() else [_activity(work, told), *_notes(work, told)] for work in found]
    titles = [translate(heading) for heading in headings]
    return table(titles, [[row[heading] for heading in headings] for row in rows], notes=notes)


def _cells(work: Work, told: Telling) -> dict[str, str]:
    item = work.item
    return {
        "Instance": str(item.instance),
        "Reference": work.ref,
        "Name": work.ref or work.sop,
        "Task": f"{item.task} ({item.entry})" if item.entry else item.task,
        "Activity": work.activity,
        "Actor": told.who(work),
        "Opened": tied(told.time(item.opened_at, work.timezone)),
        "Due": due_cell(work, told),
        "Late by": tied(listed(work, told)),
    }


def _activity(work: Work, told: Telling) -> str:
    return textwrap.shorten(f"{told.who(work)}: {work.activity}", LONGEST_NOTE, placeholder=" …")


def _notes(work: Work, told: Telling) -> list[str]:
    """Why it came back, what is decided, what was noted of it."""
    said = (told.why_again(work), told.choices(work), work.item.note)
    return [textwrap.shorten(each, LONGEST_NOTE, placeholder=" …") for each in said if each]
