"""`sop worker`: lets happen what is due, and tells people."""

from __future__ import annotations

import os
import re
import signal
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from sopengine.cli.terminal.times import telling
from sopengine.cli.terminal.wording import say, several, text, translate
from sopengine.cli.typed.definition_files import DEFINITIONS
from sopengine.cli.typed.options import database
from sopengine.engine import Engine
from sopengine.engine.by_itself.clockwork import Fired
from sopengine.engine.by_itself.worker import Begun, Sent, Told, Worker
from sopengine.errors import MisuseError, SopError
from sopengine.messages.speech import speech
from sopengine.office.running.starting import startable
from sopengine.office.told.posting import OfficePost, can_send
from sopengine.office.told.scheduled import Scheduled
from sopengine.office.words.telling import Telling
from sopengine.settings.reading import settings_for
from sopengine.store.outbox.values import LetterState

_UNITS = {"": 1, "s": 1, "detik": 1, "m": 60, "menit": 60, "h": 3600, "j": 3600, "jam": 3600}
"""In seconds."""
_LONGEST = 366 * 24 * 3600
_SIGNALS = ("SIGINT", "SIGTERM", "SIGBREAK")
"""Of Windows the last."""
_MAIL = "id"
"""Language of mail: it is read by officials, whatever language the machine speaks."""


@click.command
@click.option(
    "--once", is_flag=True, help="Do what is due now, then end; for a task that the system runs at intervals."
)
@click.option("--for", "duration", metavar="DURATION", help="End after so long, such as 90s, '10 menit' or 2h.")
@database
def command(once: bool, duration: str | None, db: str) -> None:
    """Let happen what is due: waits, time-outs, reminders, escalations, SOPs that start once a period; send letters.

    Any number of workers may run on one store, on any number of machines; Ctrl-C or SIGTERM ends one cleanly.
    To whom letters go is set in 'sop.toml'; passwords come from the environment (docs/operations.md).
    """
    until = _seconds(duration) if duration is not None else None
    settings = settings_for(Path.cwd(), os.environ, "mail", "webhook", "start", "serve")
    with Engine(db, create=False) as engine, _stopping() as stop:
        log = _Log(telling(engine))
        post = OfficePost(engine=engine, settings=settings, speech=speech(_MAIL)) if can_send(settings) else None
        if post is None:
            say("letters stay here: sop.toml names neither a mail server nor a webhook", err=True)
        scheduled = Scheduled(folder=DEFINITIONS, startable=lambda id: startable(DEFINITIONS, id), tell=log.not_started)
        worker = Worker(
            engine=engine,
            post=post,
            scheduled=scheduled,
            tell=log,
            approved_only=settings.approved_only,
            stop=stop,
        )
        if once:
            worker.run_once()
        else:
            worker.run(None if until is None else datetime.now(UTC) + timedelta(seconds=until))
    log.summary()


def _seconds(duration: str) -> int:
    found = re.fullmatch(r"(\d{1,8})\s*([a-z]*)", duration.strip().casefold())
    if found is None or found[2] not in _UNITS or not 0 < int(found[1]) * _UNITS[found[2]] <= _LONGEST:
        raise MisuseError(
            "'{duration}' is no length of time: write one such as 90s, '10 menit' or 2h", duration=duration
        )
    return int(found[1]) * _UNITS[found[2]]


@contextmanager
def _stopping() -> Iterator[threading.Event]:
    """Inside, a signal to end is kept in mind, and what is begun is finished."""
    stop = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return
    known = [found for name in _SIGNALS if (found := getattr(signal, name, None)) is not None]
    before = {each: signal.signal(each, lambda *_: stop.set()) for each in known}
    try:
        yield stop
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


class _Log:
    """A line for all that was done, on stderr."""

    def __init__(self, told: Telling) -> None:
        self._told = told
        self._counts: Counter[str] = Counter()
        self._reasons: dict[str, str] = {}

    def __call__(self, told: Told) -> None:
        match told:
            case Fired():
                self._fired(told)
            case Sent():
                self._sent(told)
            case Begun():
                self._begun(told)

    def not_started(self, sop: str, error: SopError) -> None:
        """Once, as long as the reason stays the same: it is looked at every minute."""
        reason = error.text(translate)
        if self._reasons.get(sop) != reason:
            say("{sop} cannot start by itself: {reason}", err=True, sop=sop, reason=reason)
        self._reasons[sop] = reason

    def summary(self) -> None:
        counts = self._counts
        fired = several("{count} timer fired", "{count} timers fired", counts["fired"])
        begun = several("{count} instance started", "{count} instances started", counts["begun"])
        sent = several("{count} letter sent", "{count} letters sent", counts["sent"])
        failed = several("{count} try failed", "{count} tries failed", counts["failed"])
        say("{fired}, {begun}, {sent}, {failed}", err=True, fired=fired, begun=begun, sent=sent, failed=failed)

    def _fired(self, fired: Fired) -> None:
        if fired.error:
            self._counts["failed"] += 1
            message = "instance {number}: what is due could not happen: {reason}"
            say(message, err=True, number=fired.instance, reason=fired.error.text(translate))
        else:
            self._counts["fired"] += 1
            say("instance {number}: {kind}", err=True, number=fired.instance, kind=_happened(fired))

    def _sent(self, sent: Sent) -> None:
        to = sent.letter.person or sent.letter.channel.value or sent.letter.actor
        if sent.error is None:
            self._counts["sent"] += 1
            say("letter {key} sent to {to}", err=True, key=sent.letter.key, to=to)
            return
        self._counts["failed"] += 1
        said = {"key": sent.letter.key, "to": to, "reason": sent.error.text(translate)}
        if sent.state is LetterState.FAILED:
            say("letter {key} to {to} is given up: {reason}", err=True, **said)
        else:
            say("letter {key} to {to} did not arrive, it is tried again: {reason}", err=True, **said)

    def _begun(self, begun: Begun) -> None:
        if begun.error:
            self.not_started(begun.sop, begun.error)
        elif begun.instance:
            self._counts["begun"] += 1
            said = {"number": begun.instance.id, "sop": begun.sop, "ref": begun.instance.ref}
            say("instance {number} of {sop} started: {ref}", err=True, **said)


def _happened(fired: Fired) -> str:
    """In a few words."""
    kinds = {event.kind for event in fired.events}
    if "reminded" in kinds:
        return text("reminder")
    if "escalated" in kinds:
        return text("escalation")
    return text("the time is up") if "expired" in kinds else text("the wait is over")
