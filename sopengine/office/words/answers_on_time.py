"""What is told of timers and letters, as plain data for `--json`."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from sopengine.execution.values.instance import Instance
from sopengine.messages.speech import Speech
from sopengine.office.running.work import Work
from sopengine.office.told.listing import Outgoing, Waiting
from sopengine.office.told.reminding import Reached
from sopengine.office.words.answers import FORMAT, Plain, of_change
from sopengine.store.outbox.phrases import told


def of_timers(timers: Iterable[Waiting]) -> Plain:
    return {"format": FORMAT, "timers": [_of_timer(one) for one in timers]}


def of_outbox(letters: Iterable[Outgoing], speech: Speech) -> Plain:
    return {"format": FORMAT, "letters": [_of_letter(one, speech) for one in letters]}


def of_reminder(instance: Instance, work: Iterable[Work], found: Reached) -> Plain:
    """By hand: the instance as it stands now, and whom it reaches how."""
    told = [{"person": person, "by": "mail"} for person in found.by_mail]
    told += [{"person": person, "by": "page"} for person in found.on_their_page]
    return {**of_change(instance, work, ()), "told": told, "webhook": found.webhook}


def _of_timer(one: Waiting) -> Plain:
    zone = ZoneInfo(one.timezone)
    return {
        "instance": one.instance,
        "ref": one.reference,
        "sop": one.sop,
        "task": one.task,
        "item": one.timer.item,
        "kind": one.timer.kind.value,
        "fires_at": one.timer.fires_at.astimezone(zone).isoformat(),
        "at": one.timer.at.astimezone(zone).isoformat(),
        "failures": one.failures,
        "timezone": one.timezone,
    }


def _of_letter(one: Outgoing, speech: Speech) -> Plain:
    letter, zone = one.what.letter, ZoneInfo(one.timezone)
    return {
        "key": letter.key,
        "instance": letter.instance,
        "item": letter.item,
        "sop": one.what.sop,
        "reference": one.what.reference,
        "task": one.what.task,
        "kind": letter.kind.value,
        "actor": letter.actor,
        "channel": letter.channel.value,
        "person": letter.person,
        "state": letter.state.value,
        "due": one.what.due_at.isoformat() if one.what.due_at else None,
        "by": one.what.by,
        "attempts": letter.attempts,
        "next_try": letter.ready_at.astimezone(zone).isoformat() if letter.ended_at is None else None,
        "error": told(one.error, speech.translate),
        "timezone": one.timezone,
    }
