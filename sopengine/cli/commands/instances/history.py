"""`sop history`: what happened in an instance."""

from __future__ import annotations

from datetime import datetime

import click

from sopengine.cli.terminal.plain import print_json
from sopengine.cli.terminal.table import table, tied
from sopengine.cli.terminal.times import telling
from sopengine.cli.terminal.wording import marked, text, translate
from sopengine.cli.typed.options import as_json, database
from sopengine.engine import Engine
from sopengine.office.words.answers import of_history
from sopengine.office.words.story import Sentence, story
from sopengine.office.words.telling import Telling

HEADINGS = marked("No", "When", "What happened")


@click.command
@click.argument("instance")
@database
@as_json
def command(instance: str, db: str, as_json: bool) -> None:
    """Tell what happened in INSTANCE, which is a number or the text given as --ref, in the order of recording."""
    with Engine(db, create=False) as engine:
        one = engine.instance(instance)
        events, zone = engine.events(one.id), engine.compiled(one.digest).timezone
        if as_json:
            tasks = {item.id: item.task for item in engine.visits(one.id)}
            print_json(of_history(one, events, tasks))
            return
        about = telling(engine)
        told = _Tied(speech=about.speech, year=about.year)
        sentences = story(events, engine.compiled, engine.called_by, told)
    named = text("instance {number} of {sop}", number=one.id, sop=one.sop)
    click.echo(f"{named}: {one.ref}" if one.ref else named)
    click.echo()
    rows, before = [], ""
    for sentence in sentences:
        when = told.time(sentence.at, zone)
        rows.append([str(sentence.seq), "" if when == before else when, _what(sentence, when, told, zone)])
        before = when
    click.echo(table([translate(heading) for heading in HEADINGS], rows))


class _Tied(Telling):
    """No line ends inside a time."""

    def time(self, at: datetime | None, timezone: str) -> str:
        return tied(super().time(at, timezone))


def _what(sentence: Sentence, when: str, told: Telling, zone: str) -> str:
    """What a command led to stands behind an arrow."""
    words = sentence.words if sentence.leads else f"→ {sentence.words}"
    recorded = told.time(sentence.recorded_at, zone)
    if recorded == when:
        return words
    if sentence.by_clock:
        return words + text(" (due {due}, recorded {time})", due=when, time=recorded)
    return words + (text(" (recorded {time})", time=recorded) if sentence.leads else "")
