"""`sop outbox`: what is to be told to people and programs."""

from __future__ import annotations

from collections.abc import Sequence

import click

from sopengine.cli.terminal.plain import print_json
from sopengine.cli.terminal.table import fitting_table, tied
from sopengine.cli.terminal.times import telling
from sopengine.cli.terminal.wording import marked, say, several, spoken, text, translate, word
from sopengine.cli.typed.options import as_json, database
from sopengine.engine import Engine
from sopengine.engine.by_itself.clockwork import Clockwork
from sopengine.errors import MisuseError
from sopengine.office.told.listing import Outgoing, outgoing
from sopengine.office.words.answers_on_time import of_outbox
from sopengine.office.words.telling import Telling
from sopengine.store.outbox.phrases import told as told_reason
from sopengine.store.outbox.values import Channel

WIDE = marked("Key", "Reference", "Task", "What is told", "Recipient", "Due", "Tries", "Next try")
NARROW = marked("Key", "Name", "Task", "What is told", "Recipient", "Next try")


@click.command
@click.option("--failed", is_flag=True, help="Those that were tried for three days in vain.")
@click.option("--again", is_flag=True, help="Try those once more that were tried in vain.")
@database
@as_json
def command(failed: bool, again: bool, db: str, as_json: bool) -> None:
    """List the letters that wait to be sent: reminders, what is told when late, cancellations.

    'sop worker' sends them. One that does not arrive is tried again, at longer and longer intervals, for three days.
    """
    if failed and again:
        raise MisuseError("--failed lists them, --again tries them once more: take one of the two")
    with Engine(db, create=False) as engine:
        if again:
            count = Clockwork(engine).send_again()
            say("{letters} to be tried again", err=True, letters=several("{count} letter", "{count} letters", count))
        found, told = outgoing(engine, failed=failed), telling(engine)
    print_json(of_outbox(found, spoken())) if as_json else _print(found, told, failed)


def _print(found: Sequence[Outgoing], told: Telling, failed: bool) -> None:
    if not found:
        say("no letter was tried in vain", err=True) if failed else say("no letter waits to be sent", err=True)
        return
    notes = [[reason] if (reason := told_reason(one.error, translate)) else [] for one in found]
    click.echo(fitting_table(WIDE, NARROW, [_cells(one, told) for one in found], notes=notes))
    if failed:
        click.echo(err=True)
        say("to try them once more: sop outbox --again", err=True)


def _cells(one: Outgoing, told: Telling) -> dict[str, str]:
    what, letter = one.what, one.what.letter
    return {
        "Key": letter.key,
        "Reference": what.reference,
        "Name": what.reference,
        "Task": what.task,
        "What is told": word(letter.kind),
        "Recipient": text("webhook") if letter.channel is Channel.WEBHOOK else letter.person or letter.actor,
        "Due": tied(told.time(what.due_at, one.timezone)),
        "Tries": str(letter.attempts),
        "Next try": "" if letter.ended_at else tied(told.time(letter.ready_at, one.timezone)),
    }
