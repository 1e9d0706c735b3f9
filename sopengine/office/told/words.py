"""What a letter says: the SOP, the reference, the task and its due time, and nothing more.

Of a reminder by hand it says who asks for it besides, and their note.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sopengine.engine import Engine
from sopengine.errors.clock import clock_text
from sopengine.errors.unfit import shown
from sopengine.execution.values.events.telling import Reminded
from sopengine.execution.values.notice import NoticeKind
from sopengine.frozen import frozen
from sopengine.messages.speech import Speech
from sopengine.store.outbox.values import Letter

FORMAT = 1
"""Of what a webhook is told."""


@frozen
class Said:
    """A letter with what its number stands for."""

    letter: Letter
    sop: str
    """Id."""
    title: str
    reference: str
    """What the office calls the instance; its number where it has no name."""
    task: str
    activity: str
    due_at: datetime | None
    """By the agency's clock; None of work without a due time, of which somebody reminds by hand."""
    timezone: str
    link: str = ""
    """To its page; "" where nobody has said under which address the pages are."""
    by: str = ""
    """Who reminds by hand; "" of what is told by itself."""
    note: str = ""


def said(engine: Engine, letter: Letter, pages: str = "") -> Said:
    """In words of the version that its instance goes by now. `pages`: their address, as `sop.toml` says it."""
    instance, item = engine.instance(letter.instance), engine.work_item(letter.item)
    compiled = engine.compiled(instance.digest)
    step = compiled.steps.get(item.step) if item else None
    asked = _asked_for(engine, letter)
    due_at = item.due_at if asked and item else letter.due_at
    return Said(
        letter=letter,
        sop=compiled.sop,
        title=compiled.title,
        reference=instance.ref or str(instance.id),
        task=item.task if item else "",
        activity=step.activity if step else "",
        due_at=due_at.astimezone(ZoneInfo(compiled.timezone)) if due_at else None,
        timezone=compiled.timezone,
        link=link_to(pages, item.id) if item else "",
        by=asked.by if asked else "",
        note=asked.note if asked else "",
    )


def _asked_for(engine: Engine, letter: Letter) -> Reminded | None:
    """The event by which somebody asked for it, or for what it takes back; None of what is told by itself."""
    if not letter.by_hand and letter.kind is not NoticeKind.CANCELLATION:
        return None
    said = (event for event in engine.events(letter.instance) if event.seq == letter.seq)
    event = next(said, None)
    return event if isinstance(event, Reminded) and event.by_hand else None


def link_to(pages: str, item: int) -> str:
    """The page of a work item, below the address of the pages; "" without one: no link rather than a wrong one."""
    return f"{pages.rstrip('/')}/tasks/{item}" if pages else ""


def subject(what: Said, speech: Speech) -> str:
    """In a line."""
    values = {"reference": what.reference, "task": what.task, "due": _due(what, speech)}
    match what.letter.kind:
        case NoticeKind.REMINDER if what.by:
            return speech.text("{reference}: {by} reminds you of {task}", by=what.by, **values)
        case NoticeKind.REMINDER:
            return speech.text("{reference}: {task} is due {due}", **values)
        case NoticeKind.ESCALATION:
            return speech.text("{reference}: {task} is late, it was due {due}", **values)
    return speech.text("{reference}: {task}: cancelled", **values)


def text(what: Said, speech: Speech) -> str:
    """A line each."""
    lines = (
        (speech.text("SOP"), what.title),
        (speech.text("Reference"), what.reference),
        (speech.text("Task"), f"{what.activity} ({what.task})"),
        (speech.text("Due"), _due(what, speech)),
        (speech.text("Reminded by"), what.by),
        (speech.text("Note"), shown(" ".join(what.note.split()))),
    )
    cancelled = what.letter.kind is NoticeKind.CANCELLATION
    why = (speech.text("What you were told of this task before holds no longer."),) if cancelled else ()
    page = ("", speech.text("Open it: {link}", link=what.link)) if what.link else ()
    return "\n".join([*(f"{heading}: {told}" for heading, told in lines if told), *why, *page])


def answer(what: Said) -> dict[str, object]:
    """What a webhook is told."""
    return {
        "format": FORMAT,
        "key": what.letter.key,
        "kind": what.letter.kind.value,
        "sop": what.sop,
        "title": what.title,
        "reference": what.reference,
        "task": what.task,
        "activity": what.activity,
        "due": what.due_at.isoformat() if what.due_at else None,
        **({"by": what.by, "note": what.note} if what.by else {}),
        **({"link": what.link} if what.link else {}),
    }


def _due(what: Said, speech: Speech) -> str:
    """Empty where there is none."""
    return clock_text(what.due_at, speech.translate) if what.due_at else ""
