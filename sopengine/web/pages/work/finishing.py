"""What the buttons of a task do: finish it, send it back, take a completion back."""

from __future__ import annotations

from datetime import datetime

from starlette.responses import Response

from sopengine.compiled.tables import Compiled
from sopengine.errors import MisuseError, SopError
from sopengine.execution.values.filled import Filled
from sopengine.execution.values.work import WorkItem
from sopengine.expression.data import DataType
from sopengine.office.running.ways import ways_out
from sopengine.office.words.times import read_time
from sopengine.web.asked import Asked, moved
from sopengine.web.pages.work import sheet
from sopengine.web.pages.work.amiss import Amiss, changed_meanwhile, refused_by, without_reason
from sopengine.web.pages.work.attaching import attach_all, unfit_file

NOW = "now"
"""What the field `when` says where nothing else is meant."""


def finish(asked: Asked) -> Response:
    """Complete the work, once; what is amiss is told on the sheet, with all that was typed and the files."""
    item = sheet.item_of(asked)
    if not item.open:
        return _ended(asked, item)
    amiss = _amiss(asked, item)
    try:
        attach_all(asked, item)
    except SopError as error:
        return sheet.again(asked, item, unfit_file(asked, error))
    if amiss:
        return sheet.again(asked, item, amiss)
    compiled = sheet.version_of(asked, item)
    try:
        asked.engine.done(
            item.id,
            by=asked.person.id,
            outcome=asked.lists.get("outcome") or None,
            data=_data(asked, compiled, item),
            note=asked.form.get("note", "").strip(),
            count=_count(asked),
            at=_when(asked, compiled),
            key=asked.form.get("key") or None,
        )
    except SopError as error:
        return sheet.again(asked, item, refused_by(error, asked.speech))
    return moved(f"/?saved={item.id}")


def back(asked: Asked) -> Response:
    """Send open work back to whoever did what led to it, with a reason."""
    item = sheet.item_of(asked)
    if not item.open:
        return _ended(asked, item)
    reason = asked.form.get("note", "").strip()
    if not reason:
        return sheet.again(asked, item, without_reason(asked.speech))
    try:
        asked.engine.back(item.id, by=asked.person.id, reason=reason, key=asked.form.get("key") or None)
    except SopError as error:
        return sheet.again(asked, item, refused_by(error, asked.speech))
    return moved(f"/?saved={item.id}")


def undo(asked: Asked) -> Response:
    """Take back one's own completion, and show the task again."""
    item = sheet.item_of(asked)
    asked.engine.undo(item.id, by=asked.person.id, key=asked.form.get("key") or None)
    return moved(f"/tasks/{item.id}")


def _ended(asked: Asked, item: WorkItem) -> Response:
    """By this very form, posted twice; or by somebody else meanwhile, which the sheet tells."""
    key = asked.form.get("key")
    if key and any(event.key == key for event in asked.engine.events(item.instance)):
        return moved(f"/?saved={item.id}")
    return sheet.again(asked, item, None)


def _amiss(asked: Asked, item: WorkItem) -> Amiss | None:
    """What is known to be wrong before anything is tried."""
    version = asked.form.get("version", "")
    instance = asked.engine.instance(item.instance)
    if version != str(instance.version):
        return changed_meanwhile(asked, instance, int(version) if version.isdecimal() and len(version) < 10 else 0)
    labels = set(asked.lists.get("outcome", ()))
    goes_back = any(
        way.leads_back and way.label in labels for way in ways_out(sheet.version_of(asked, item), item.task)
    )
    if goes_back and not asked.form.get("note", "").strip():
        return without_reason(asked.speech)
    return None


def _when(asked: Asked, compiled: Compiled) -> datetime | None:
    """When it was done; None is now."""
    if asked.form.get("when", NOW) == NOW:
        return None
    written = asked.form.get("at", "").strip()
    if not written:
        raise MisuseError("say when it was done: date and time")
    return read_time(written, asked.now, compiled.timezone)


def _count(asked: Asked) -> int | None:
    written = asked.form.get("count", "").strip()
    if not written:
        return None
    if not written.isdecimal() or len(written) > 9:
        raise MisuseError("'{count}' is no number: write how many there were, such as 12", count=written)
    return int(written)


def _data(asked: Asked, compiled: Compiled, item: WorkItem) -> dict[str, Filled]:
    """What the task asks for; what was left empty is left out, and missed by the engine."""
    given: dict[str, Filled] = {}
    for id in item.asks:
        value = asked.form.get(f"data.{id}", "").strip()
        if compiled.data[id].type is DataType.LIST:
            given[id] = [line.strip() for line in value.splitlines() if line.strip()]
        elif value:
            given[id] = value
    return given
