"""What happened in an instance, as a story: a sentence an event, in the order in which they were recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from sopengine.compiled.tables import Compiled
from sopengine.execution.acting import BY_ITSELF
from sopengine.execution.values.events import changes, course, flow
from sopengine.execution.values.events.event import Event, instance_of
from sopengine.execution.values.work import Awaits
from sopengine.frozen import frozen
from sopengine.office.words.story_of_hands import ACTS, SENTENCES, acting
from sopengine.office.words.story_of_telling import TOLD
from sopengine.office.words.telling import Telling
from sopengine.office.words.whys import moved_because, withdrawn_because

SHORT = 7
"""Signs of a digest."""


@frozen
class Sentence:
    """One event."""

    seq: int
    at: datetime
    recorded_at: datetime
    leads: bool
    """The first of its command; those behind it are what it led to."""
    words: str
    by_clock: bool = False
    """A time-out: `at` is when it was due, whenever it was noticed."""


Called = Callable[[int], Sequence[int]]
"""Work item -> the instances that it called, the latest last."""


def story(events: Sequence[Event], version: Callable[[str], Compiled], called: Called, told: Telling) -> list[Sentence]:
    """`events`: all of an instance; `version`: digest -> the tables of that version."""
    return list(_Story(events, version, called, told).sentences())


class _Story:
    """Knows what events name by number only: tasks of work items, and what was undone."""

    def __init__(
        self, events: Sequence[Event], version: Callable[[str], Compiled], called: Called, told: Telling
    ) -> None:
        self.events = events
        self.version = version
        self.called = called
        self.told = told
        self.compiled: Compiled
        self.tasks: dict[int, tuple[str, int]] = {}
        """Work item -> its task and visit."""
        self.actors: dict[int, str] = {}
        """Work item -> whose it is, where that is another than its task's."""
        self.undone_by = {event.seq_undone: event.seq for event in events if isinstance(event, changes.Undone)}

    def sentences(self) -> Iterator[Sentence]:
        """Of each command what was done first, then what it led to."""
        for _, together in groupby(self.events, key=lambda event: event.version):
            told = [(event, self._words(event)) for event in together]
            first = next((one for one in told if isinstance(one[0], _ACTS)), told[0])
            for event, words in sorted(told, key=lambda one: one is not first):
                leads = event is first[0]
                yield Sentence(
                    seq=event.seq,
                    at=event.at,
                    recorded_at=event.recorded_at,
                    leads=leads,
                    words=words,
                    by_clock=isinstance(event, flow.Expired),
                )

    def _words(self, event: Event) -> str:
        self._learn(event)
        words = _SENTENCES[type(event)](self, event)
        speech, undone = self.told.speech, self.undone_by.get(event.seq)
        by_somebody = undone and isinstance(event, flow.Done)
        return words + (speech.text(" (undone later: {seq})", seq=undone) if by_somebody else "")

    def text(self, template: str, **values: object) -> str:
        return self.told.speech.text(template, **values)

    def time(self, at: datetime | None) -> str:
        return self.told.time(at, self.compiled.timezone)

    def task(self, item: int | None) -> str:
        """Of a work item, with the number of its visit from the second on."""
        name, visit = self.tasks.get(item or 0, ("?", 1))
        return self.named(name) + self.visit(visit)

    def named(self, task: str) -> str:
        """By its row where the reader knows those and it has one; else by its id."""
        found = self.compiled.tasks.get(task) if self.told.by_rows else None
        number = self.compiled.steps[found.step].number.rstrip(".") if found else ""
        return self.text("step {number}", number=number) if number else task

    def visit(self, number: int) -> str:
        """From the second on."""
        speech = self.told.speech
        return speech.text(" (visit {number})", number=number) if number > 1 else ""

    def actor(self, id: str) -> str:
        return self.compiled.actors.get(id, id)

    def actor_of(self, item: int | None) -> str:
        """Title of whose a work item is."""
        task = self.compiled.tasks.get(self.tasks.get(item or 0, ("", 1))[0])
        return self.actor(self.actors.get(item or 0) or (task.actor if task else ""))

    def _learn(self, event: Event) -> None:
        if isinstance(event, flow.Started):
            self.compiled = self.version(event.digest)
        elif isinstance(event, flow.Opened) and event.item is not None:
            self.tasks[event.item] = event.task, event.visit
            self.actors[event.item] = event.actor
        elif isinstance(event, course.Migrated):
            self.compiled = self.version(event.digest)
            self.tasks = {id: (event.tasks.get(task, task), visit) for id, (task, visit) in self.tasks.items()}


def _started(story: _Story, event: flow.Started) -> str:
    if event.parent is not None:
        return story.text("the instance began, called by instance {number}", number=instance_of(event.parent))
    begun = story.text("{by} started the instance", by=event.by)
    several = len(story.compiled.entries) > 1
    return begun + story.text(" at {task}", task=story.named(event.entry)) if several else begun


def _arrived(story: _Story, event: flow.Arrived) -> str:
    return story.text("work came to {task} and waits there for what is still on its way", task=story.named(event.task))


def _opened(story: _Story, event: flow.Opened) -> str:
    task = story.compiled.tasks.get(event.task)
    said = {"task": story.task(event.item)}
    if event.awaits is Awaits.MESSAGE:
        return story.text("{task} waits for the message '{name}'", name=task.message if task else "", **said)
    if event.awaits is Awaits.TIME:
        return story.text("{task} waits for {time}", time=task.wait.text if task and task.wait else "", **said)
    if event.awaits is Awaits.CHILD:
        numbers = ", ".join(map(str, story.called(event.item or 0)))
        return story.text(
            "{task} called {sop}: instance {number}", sop=task.call if task else "", number=numbers, **said
        )
    entry = story.text(" for {entry}", entry=event.entry) if event.entry else ""
    actor = story.actor(event.actor or (task.actor if task else ""))
    mark = f" {story.text('(provisional)')}" if event.provisional else ""
    due = story.text(", due {time}", time=story.time(event.due_at) + mark) if event.due_at else ""
    return story.text("{task}{entry} is up to {actor}{due}", entry=entry, actor=actor, due=due, **said)


def _passed(story: _Story, event: flow.Passed) -> str:
    outcome = f": {event.outcome}" if event.outcome else ""
    return story.text("the work went past {task}{outcome}", task=story.named(event.task), outcome=outcome)


def _begun(story: _Story, event: flow.Begun) -> str:
    return story.text("{by} began to work on {task}", by=event.by, task=story.task(event.item))


def _done(story: _Story, event: flow.Done) -> str:
    said = {"by": event.by, "task": story.task(event.item)}
    said["by"] = acting(story, event.by, story.actor_of(event.item), event.done_as, event.done_for)
    if event.by_message:
        done = story.text("the message '{name}' came from {by}: {task} went on", name=event.by_message, **said)
    elif event.by == BY_ITSELF:
        done = story.text("{task} went on by itself", task=said["task"])
    else:
        done = story.text("{by} completed {task}", **said)
    return done + _with(story, event)


def _with(story: _Story, event: flow.Done) -> str:
    """What was decided, filled in, counted and noted."""
    parts = []
    if event.outcome:
        parts.append(story.text("outcome {labels}", labels=", ".join(event.outcome.splitlines())))
    parts += [f"{field} = {', '.join(value.splitlines())}" for field, value in event.data.items()]
    if event.count:
        parts.append(story.told.speech.several("{count} item", "{count} items", event.count))
    if event.note:
        parts.append(story.text("note: {note}", note=event.note))
    return "".join(f"; {part}" for part in parts)


def _expired(story: _Story, event: flow.Expired) -> str:
    return story.text("nobody did {task} in time ({time}): the work went on without it", **_timed_out(story, event))


def _timed_out(story: _Story, event: flow.Expired) -> dict[str, object]:
    return {"task": story.task(event.item), "time": event.outcome}


def _completed(story: _Story, _event: flow.Completed) -> str:
    return story.text("the instance is completed")


def _withdrawn(story: _Story, event: changes.Withdrawn) -> str:
    why = withdrawn_because(event.why, story.told.speech)
    return story.text("{task} was withdrawn: {why}", task=story.task(event.item), why=why)


def _returned(story: _Story, event: changes.Returned) -> str:
    said = {"by": event.by, "task": story.task(event.item), "to": story.task(event.to), "reason": event.reason}
    return story.text("{by} sent {task} back to {to}: {reason}", **said)


def _undone(story: _Story, event: changes.Undone) -> str:
    said = {"by": event.by, "task": story.task(event.item), "seq": event.seq_undone}
    undone = next((one for one in story.events if one.seq == event.seq_undone), None)
    if isinstance(undone, changes.Withdrawn):
        return story.text("{task} is wanted again", task=said["task"])
    if event.why is changes.Why.IN_TIME:
        return story.text("{task} was done in time after all: its time-out ({seq}) does not count", **said)
    return story.text("{by} took back that {task} was done ({seq}); it is open again", **said)


def _recalled(story: _Story, event: changes.Recalled) -> str:
    return story.text("what had come to {task} waits there no longer", task=story.named(event.task))


def _rescheduled(story: _Story, event: changes.Rescheduled) -> str:
    why = moved_because(event.why, story.told.speech)
    return story.text(
        "{step} is now due {time}: {why}",
        step=event.step + story.visit(event.visit),
        time=story.time(event.due_at),
        why=why,
    )


def _reopened(story: _Story, event: changes.Reopened) -> str:
    time = story.time(event.opened_at)
    if event.item is None:
        return story.text("so the instance began {time}", time=time)
    return story.text("so {task} was opened {time}", task=story.task(event.item), time=time)


def _corrected(story: _Story, event: changes.Corrected) -> str:
    parts = []
    if event.done_at:
        parts.append(story.text("done {time}", time=story.time(event.done_at)))
    if event.done_by:
        parts.append(story.text("by {person}", person=event.done_by))
    if event.note is not None:
        parts.append(story.text("note: {note}", note=event.note or "-"))
    if event.reason:
        parts.append(story.text("reason: {reason}", reason=event.reason))
    if event.confirmed_by:
        parts.append(story.text("confirmed by {person}", person=event.confirmed_by))
    else:
        parts.append(story.text("without confirmation"))
    said = {"by": event.asked_by or event.by, "task": story.task(event.item), "what": "; ".join(parts)}
    return story.text("{by} corrected {task}: {what}", **said)


_ACTS = (
    *(flow.Started, flow.Begun, flow.Done, flow.Expired, changes.Returned, changes.Undone, changes.Corrected),
    *ACTS,
)
"""What somebody does, or the time; all else follows from it."""

_SENTENCES: Mapping[type[Event], Callable[[_Story, Any], str]] = {
    flow.Started: _started,
    flow.Arrived: _arrived,
    flow.Opened: _opened,
    flow.Passed: _passed,
    flow.Begun: _begun,
    flow.Done: _done,
    flow.Expired: _expired,
    flow.Completed: _completed,
    changes.Withdrawn: _withdrawn,
    changes.Returned: _returned,
    changes.Undone: _undone,
    changes.Recalled: _recalled,
    changes.Rescheduled: _rescheduled,
    changes.Reopened: _reopened,
    changes.Corrected: _corrected,
    **SENTENCES,
    **TOLD,
}
