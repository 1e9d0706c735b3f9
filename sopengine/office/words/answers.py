"""Answers as plain data, as `schemas/answers.schema.json` has them: what programs read.

Times are ISO 8601 in UTC, lengths whole seconds; keys are added, never changed or taken away.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sopengine.execution.values.events.event import Event, instance_of
from sopengine.execution.values.instance import Instance
from sopengine.office.running.work import Work

if TYPE_CHECKING:  # a command that records work needs neither
    from sopengine.engine.verifying import Fault
    from sopengine.messages.speech import Speech
    from sopengine.office.keeping.backups import Backup
    from sopengine.office.keeping.calendars import KeptCalendar, Renewal
    from sopengine.office.keeping.checkpoint import Checkpoint
    from sopengine.office.keeping.checkup import Check
    from sopengine.office.running.standing import Standing, Summary
    from sopengine.store.copies.moving import Moved

FORMAT = 1

Plain = dict[str, Any]


def of_inbox(found: Iterable[Work], at: datetime) -> Plain:
    return {"format": FORMAT, "at": _time(at), "tasks": [of_work(work) for work in found]}


def of_standings(found: Iterable[Summary], at: datetime) -> Plain:
    instances = [_summary(one) for one in found]
    return {"format": FORMAT, "at": _time(at), "instances": instances}


def of_standing(found: Standing, at: datetime) -> Plain:
    names = {"title": found.title, "agency": found.agency, "timezone": found.timezone}
    return {
        "format": FORMAT,
        "at": _time(at),
        "instance": _instance(found.instance) | names,
        "path": [of_work(work) for work in found.path],
        "waiting": [{"task": point.task, "awaited": list(point.awaited)} for point in found.waiting],
    }


def of_history(instance: Instance, events: Sequence[Event], tasks: Mapping[int, str]) -> Plain:
    """`tasks`: names, by work item."""
    return {
        "format": FORMAT,
        "instance": _instance(instance),
        "events": [_event(event, tasks.get(event.item or 0)) for event in events],
    }


def of_change(instance: Instance, open_work: Iterable[Work], opened: Collection[int]) -> Plain:
    """Of a command that changed an instance: how it stands now, and what the command opened, or opened again."""
    work = [of_work(one) for one in open_work]
    following = [one for one in work if one["item"] in opened]
    return {"format": FORMAT, **_instance(instance), "open_items": work, "next": following}


def of_migration(
    instances: Iterable[Instance], open_work: Mapping[int, Iterable[Work]], digest: str, dry_run: bool
) -> Plain:
    """`open_work`: by instance; nothing of what was not done."""
    moved = [
        _instance(one) | ({} if dry_run else {"open_items": [of_work(work) for work in open_work[one.id]]})
        for one in instances
    ]
    return {"format": FORMAT, "digest": digest, "dry_run": dry_run, "instances": moved}


def of_faults(faults: Iterable[Fault], instances: int, versions: int, speech: Speech) -> Plain:
    """`instances`, `versions`: how many were looked at."""
    told = [{"instance": fault.instance or None, "message": fault.what.text(speech.translate)} for fault in faults]
    return {"format": FORMAT, "instances": instances, "versions": versions, "faults": told}


def of_checks(checks: Iterable[Check], speech: Speech) -> Plain:
    told = [
        {
            "about": str(one.about),
            "weight": str(one.weight),
            "found": one.found.text(speech.translate),
            "mend": one.mend.text(speech.translate) if one.mend else None,
        }
        for one in checks
    ]
    return {"format": FORMAT, "checks": told}


def of_key(key: Path, public_part: Path, public: bytes) -> Plain:
    return {"format": FORMAT, "key": str(key), "public_part": str(public_part), "public": public.hex()}


def of_checkpoint(checkpoint: Checkpoint, file: Path) -> Plain:
    return {"format": FORMAT, "file": str(file), **_checkpoint(checkpoint)}


def of_audit(checkpoint: Checkpoint, faults: Iterable[Fault], instances: int, versions: int, speech: Speech) -> Plain:
    """As `of_faults`, and against which checkpoint."""
    return {**of_faults(faults, instances, versions, speech), "checkpoint": _checkpoint(checkpoint)}


def _checkpoint(checkpoint: Checkpoint) -> Plain:
    told = {"at": _time(checkpoint.at), "instances": checkpoint.count, "root": checkpoint.root.hex()}
    return {**told, "public": checkpoint.public.hex()}


def of_backup(made: Backup) -> Plain:
    return {
        "format": FORMAT,
        "file": str(made.file),
        "bytes": made.bytes,
        "attached": made.attached,
        "faults": made.faults,
    }


def of_moved(moved: Moved) -> Plain:
    return {"format": FORMAT, "rows": moved.rows, "digest": moved.digest}


def of_calendars(kept: Iterable[KeptCalendar]) -> Plain:
    calendars = [
        {"name": one.name, "digest": one.digest, "week": one.hours.minutes_a_week * 60, "sops": list(one.sops)}
        for one in kept
    ]
    return {"format": FORMAT, "calendars": calendars}


def of_renewals(renewals: Iterable[Renewal]) -> Plain:
    calendars = [
        {
            "name": one.name,
            "changed": one.changed,
            "moved": [{"due_before": _time(moved.due_before), **of_work(moved.work)} for moved in one.moved],
        }
        for one in renewals
    ]
    return {"format": FORMAT, "calendars": calendars}


def of_work(work: Work) -> Plain:
    item = work.item
    return {
        "instance": item.instance,
        "ref": work.ref,
        "sop": work.sop,
        "item": item.id,
        "task": item.task,
        "step": item.step,
        "number": work.number,
        "visit": item.visit,
        "activity": work.activity,
        "question": work.question,
        "standard": work.standard,
        "actor": item.actor,
        "actor_title": work.actor,
        "partners": list(item.partners),
        "partner_titles": list(work.partners),
        "outcomes": list(item.outcomes),
        "asks": list(item.asks),
        "opened_at": _time(item.opened_at),
        "opened_by": item.opened_by,
        "started_at": _time(item.started_at),
        "done_at": _time(item.done_at),
        "done_by": item.done_by,
        "outcome": item.outcome.splitlines(),
        "due_at": _time(item.due_at),
        "provisional": item.provisional,
        "late_by": _seconds(work.late),
        "timezone": work.timezone,
        "state": str(item.state),
        "awaits": str(item.awaits),
        "entry": item.entry,
        "started_by": item.started_by,
        "ended_at": _time(item.ended_at),
        "note": item.note,
        "count": item.count,
        "corrected": item.corrected,
        "sent_back": _sent_back(work),
        "until": _time(work.until),
        "message": work.message,
        "child": work.child,
        "assignee": item.assignee,
        "done_as": str(item.done_as),
        "done_for": item.done_for,
        "proposed": item.proposed,
    }


def _sent_back(work: Work) -> Plain | None:
    found = work.sent_back
    if found is None:
        return None
    return {
        "task": found.task,
        "actor_title": found.actor,
        "reason": found.reason,
        "returned": found.was_returned,
    }


def _summary(one: Summary) -> Plain:
    return _instance(one.instance) | {
        "open_items": [of_work(work) for work in one.open],
        "since": _time(one.since),
        "late_by": _seconds(one.latest.late if one.latest else None),
        "timezone": one.timezone,
    }


def _instance(instance: Instance) -> Plain:
    return {
        "id": instance.id,
        "sop": instance.sop,
        "digest": instance.digest,
        "ref": instance.ref,
        "state": str(instance.state),
        "version": instance.version,
        "started_at": _time(instance.started_at),
        "started_by": instance.started_by,
        "ended_at": _time(instance.ended_at),
        "suspended_at": _time(instance.suspended_at),
        "parent": None if instance.parent is None else instance_of(instance.parent),
        "data": dict(instance.data),
    }


def _event(event: Event, task: str | None) -> Plain:
    own = [field.name for field in fields(event) if field.name not in _OF_ALL]
    return {
        "seq": event.seq,
        "kind": event.kind,
        "at": _time(event.at),
        "recorded_at": _time(event.recorded_at),
        "by": event.by,
        "item": event.item,
        "task": task,
        "data": {name: _plain(getattr(event, name)) for name in own},
        "key": event.key,
    }


_OF_ALL = {field.name for field in fields(Event)}


def _plain(value: object) -> Any:
    if isinstance(value, datetime):
        return _time(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value if value is None or isinstance(value, int) else str(value)


def _time(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat() if at else None


def _seconds(length: timedelta | None) -> int | None:
    return None if length is None else round(length.total_seconds())
