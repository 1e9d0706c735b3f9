"""The sheet of one task: what is needed, what is decided, a note, when it was done; and the way up to here."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from starlette.responses import Response

from sopengine.compiled.tables import Compiled
from sopengine.errors import NotFoundError, StorageError
from sopengine.execution.values.work import WorkItem
from sopengine.expression.data import Field
from sopengine.frozen import frozen
from sopengine.office.forms.live import kept_graph
from sopengine.office.keeping.attachments import KINDS, LARGEST, attachments
from sopengine.office.running.lateness import judged, to_the_minute
from sopengine.office.running.standing import standing
from sopengine.office.running.ways import ways_offered, ways_out
from sopengine.office.running.work import Work
from sopengine.office.words.telling import Telling
from sopengine.web.asked import Asked
from sopengine.web.pages.work.amiss import Amiss
from sopengine.web.pages.work.whose import whose_work
from sopengine.web.words.dues import due
from sopengine.web.words.moments import near
from sopengine.web.words.reminded import reminders_of
from sopengine.web.words.whom import from_whom

LONGEST_PATH = 12
"""Visits that led here; the page of the instance has all."""
_LARGEST_ID = 18
"""Digits."""


@frozen
class Visited:
    """One visit of the path."""

    number: str
    activity: str
    visit: int
    when: str
    late: bool
    how: str
    """The outcome, or how else it ended."""


def shown(asked: Asked) -> Response:
    return _page(asked, item_of(asked), None, HTTPStatus.OK)


def again(asked: Asked, item: WorkItem, amiss: Amiss | None) -> Response:
    """The sheet with what was typed, and why it was not saved."""
    return _page(asked, item, amiss, HTTPStatus.UNPROCESSABLE_ENTITY if amiss else HTTPStatus.CONFLICT)


def item_of(asked: Asked) -> WorkItem:
    """That the address names; raises NotFoundError."""
    number = str(asked.place["item"])
    found = asked.engine.work_item(int(number)) if len(number) <= _LARGEST_ID else None
    if found is None:
        raise NotFoundError("there is no such task; your tasks stand on the first page")
    return found


def version_of(asked: Asked, item: WorkItem) -> Compiled:
    """The version of the SOP that its instance goes by."""
    return asked.engine.compiled(asked.engine.instance(item.instance).digest)


def work_of(asked: Asked, item: WorkItem) -> Work:
    """A task in words of its SOP; raises NotFoundError where that has it no longer."""
    instance = asked.engine.instance(item.instance)
    compiled = asked.engine.compiled(instance.digest)
    if item.task not in compiled.tasks:
        raise NotFoundError("the SOP no longer has this task; see the page of the process")
    return judged(asked.engine, item, compiled, instance.ref)


def _page(asked: Asked, item: WorkItem, amiss: Amiss | None, status: HTTPStatus) -> Response:
    engine, speech = asked.engine, asked.speech
    work, instance = work_of(asked, item), engine.instance(item.instance)
    compiled = engine.compiled(instance.digest)
    told = Telling(speech=speech, year=asked.now.year)
    return asked.page(
        "sheet.html",
        status=status,
        work=work,
        instance=instance,
        compiled=compiled,
        amiss=amiss,
        typed=asked.form or _wished(asked),
        checked=asked.lists.get("checked", ()),
        due=due(work, asked.now, speech) if item.open else None,
        due_text=near(item.due_at, asked.now, work.timezone, speech) if item.due_at else "",
        late=to_the_minute(work, told),
        ended=near(item.ended_at, asked.now, work.timezone, speech) if item.ended_at else "",
        how=told.ended_how(item),
        from_whom=from_whom(engine, work, asked.person.id, asked.now, speech),
        whose=whose_work(asked, item, compiled),
        may_remind=item.open and engine.why_no_reminder(item, asked.person.id, again=False) is None,
        reminder_of_it=reminders_of(engine, [work], asked.now, speech).get(item.id) if item.open else None,
        needs=_needs(asked, compiled, item.step),
        fields=_fields(compiled, item),
        steps=len(compiled.steps),
        ways=ways_offered(compiled, work.item),
        onwards=() if item.outcomes else ways_out(compiled, item.task),
        attached=attachments(engine, instance),
        endings=",".join(f".{kind}" for kind in KINDS),
        largest=LARGEST // 1024 // 1024,
        path=_path(asked, work, told),
        answers=asked.form.get("outcome") or asked.query.get("outcome", ""),
    )


def _wished(asked: Asked) -> Mapping[str, str]:
    """What a link to the sheet fills in already."""
    return {"outcome": asked.query["outcome"]} if "outcome" in asked.query else {}


def _needs(asked: Asked, compiled: Compiled, step: str) -> list[str]:
    """Documents that the row names, as printed; none where the kept text cannot be read: the work can be done."""
    try:
        definition = asked.hosted.graphs.get(compiled.digest, lambda: kept_graph(compiled)).definition
    except StorageError:
        return []
    return [need.text for row in definition.steps if row.id == step for need in row.needs]


def _fields(compiled: Compiled, item: WorkItem) -> list[Field]:
    return [compiled.data[id] for id in item.asks]


def _path(asked: Asked, work: Work, told: Telling) -> list[Visited]:
    """What was done before it, the latest last."""
    found = standing(asked.engine, work.item.instance, latest=LONGEST_PATH)
    return [
        Visited(
            number=one.number,
            activity=one.activity,
            visit=one.item.visit,
            when=told.time(one.item.ended_at, one.timezone),
            late=one.late is not None,
            how=told.ended_how(one.item),
        )
        for one in found.path
        if one.item.ended_at and not one.item.withdrawn
    ]
