"""What a version says, key by key and as the form prints it: two versions are laid over each other by it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from enum import StrEnum

from sopengine.duration.standard import Duration
from sopengine.expression.data import Field
from sopengine.frozen import frozen
from sopengine.model.definition import Actor, Artifact, Definition
from sopengine.model.document import Document
from sopengine.model.form import Form
from sopengine.model.step import Each, Item, Outcome, Step, Task

Facts = Mapping[tuple[str, str], str | tuple[str, ...]]
"""Key of the language, and of a decision the label -> a text, or the entries of a list."""


@frozen
class Titles:
    """How ids are told: those of an old version by what they have become, so that a change is told once."""

    actors: Mapping[str, str]
    artifacts: Mapping[str, str]
    tasks: Mapping[str, str]
    """And END."""

    def actor(self, id: str) -> str:
        return self.actors.get(id, id)

    def item(self, item: Item) -> str:
        return self.artifacts.get(item.artifact or "", item.text)

    def targets(self, names: Iterable[str]) -> str:
        return ", ".join(self.tasks.get(name, name) for name in names)


def of_sop(definition: Definition) -> Facts:
    schedule = definition.schedule
    return _plain(
        {
            "id": definition.id,
            "status": "draft" if definition.draft else "",
            "days": definition.days,
            "calendar": definition.calendar,
            "schedule": f"{schedule.every}, {schedule.working_day}" if schedule else "",
            "source": definition.source,
        }
    )


def of_identity(definition: Definition) -> Facts:
    agency = {f"agency.{one.name}": getattr(definition.agency, one.name) for one in fields(definition.agency)}
    return _plain({"title": definition.title, **agency, **_of_document(definition.document)})


def of_settings(value: Form | Actor | Artifact | Field) -> Facts:
    """Of a value that says all by itself."""
    return _plain({one.name: _setting(getattr(value, one.name)) for one in fields(value)})


def of_step(step: Step, place: int, titles: Titles) -> Facts:
    """Without its tasks. A number that only says the place is none: it changes with every row above."""
    return _plain(
        {
            "id": step.id,
            "number": "" if step.number == str(place + 1) else step.number,
            "activity": step.activity,
            "substeps": step.substeps,
            "needs": tuple(map(titles.item, step.needs)),
            "duration": step.standard.text,
            "outputs": tuple(map(titles.item, step.outputs)),
            "note": step.note,
            "inferred": step.inferred,
        }
    )


def of_task(task: Task, titles: Titles) -> Facts:
    each = task.each or Each()
    plain: dict[str, str | tuple[str, ...]] = {
        "actor": titles.actor(task.actor),
        "with": tuple(map(titles.actor, task.partners)),
        "work": _yes(task.work),
        "call": task.call,
        "wait": _text(task.wait),
        "wait.message": task.message,
        "each": each.field or ", ".join(map(titles.actor, each.actors)) or str(each.count or ""),
        "done_when": str(each.done_when or ""),
        "limit": str(task.limit or ""),
        "symbol": task.symbol or "",
        "text": task.text,
        "asks": task.asks,
        "count": task.count,
        "question": task.question,
        "choose": "many" if task.many else "",
        "overdue": f"{task.overdue.after.text}: {titles.targets(task.overdue.targets)}" if task.overdue else "",
        "remind": _text(task.remind),
        "escalate": titles.actor(task.escalate),
        "inferred": task.inferred,
    }
    return _plain(plain) | {_way(outcome): _leads(outcome, titles) for outcome in task.outcomes}


def _way(outcome: Outcome) -> tuple[str, str]:
    return ("decision", outcome.label) if outcome.label else ("next", "")


def _leads(outcome: Outcome, titles: Titles) -> str:
    """Conditions as the file says them."""
    said = f" [when: {outcome.when}]" if outcome.when else " [otherwise]" if outcome.otherwise else ""
    return titles.targets(outcome.targets) + said


def _of_document(document: Document) -> dict[str, str | tuple[str, ...]]:
    said: dict[str, str | tuple[str, ...]] = {}
    for one in fields(document):
        value = getattr(document, one.name)
        if one.name in ("approved_by", "decree"):
            inner = fields(value) if value else ()
            said |= {f"document.{one.name}.{each.name}": _setting(getattr(value, each.name)) for each in inner}
        else:
            said[f"document.{one.name}"] = _setting(value)
    return said


def _setting(value: object) -> str | tuple[str, ...]:
    """A value of a kind that settings have."""
    if isinstance(value, bool):
        return _yes(value)
    if isinstance(value, tuple):
        return tuple(" ".join(map(str, entry)) if isinstance(entry, tuple) else str(entry) for entry in value)
    return "" if value is None else str(value)


def _plain(said: Mapping[str, str | tuple[str, ...]]) -> dict[tuple[str, str], str | tuple[str, ...]]:
    return {(key, ""): str(value) if isinstance(value, StrEnum) else value for key, value in said.items()}


def _yes(value: bool) -> str:
    return "ya" if value else "tidak"


def _text(time: Duration | None) -> str:
    return time.text if time else ""
