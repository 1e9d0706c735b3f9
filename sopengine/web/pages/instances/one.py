"""One instance: the official form as it is lived, the path, what comes next, what happened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup
from starlette.responses import Response

from sopengine.calendar.elapsed.words import late_text, taken_text
from sopengine.compiled.tables import Compiled
from sopengine.compliance import Visit
from sopengine.compliance.question import Question
from sopengine.compliance.visit import Verdict
from sopengine.diagram import Page, draw_control, draw_live
from sopengine.diagram.output.typeset import pdf
from sopengine.errors import NotFoundError, SopError
from sopengine.execution.values.instance import Instance
from sopengine.execution.values.work import WorkItem, WorkState
from sopengine.frozen import frozen
from sopengine.office.forms.live import kept_graph, live_form
from sopengine.office.keeping.attachments import attachments
from sopengine.office.running.lateness import to_the_minute
from sopengine.office.running.standing import Standing, standing
from sopengine.office.running.ways import Way, ways_offered, ways_out
from sopengine.office.running.work import Work
from sopengine.office.words.story import Sentence, story
from sopengine.office.words.telling import Telling
from sopengine.warehouse import read_runs
from sopengine.web import live
from sopengine.web.asked import Asked
from sopengine.web.pages.work.reminding import reminded_notice
from sopengine.web.words.drawn import inline
from sopengine.web.words.moments import near
from sopengine.web.words.reminded import Reminder, reminders_of

FIRST_OF_HISTORY = 10
"""Sentences that are told at once, the latest ones."""
_LARGEST = 15
"""Digits of a number."""


@frozen
class Passage:
    """One visit of the path."""

    work: Work
    opened: str
    ended: str
    taken: str
    verdict: str
    """`on time`, `late`, `overdue`; empty of what is not measured."""
    late: str
    how: str
    returned: str
    """Why it was sent back from here; empty where it was not."""
    recorded: str
    """When, where that was not the day on which it ended."""


@frozen
class Following:
    """What can come after a piece of open work."""

    work: Work
    ways: tuple[Way, ...]
    late: str
    due: str
    is_mine: bool
    """Who asks may do it."""
    may_remind: bool
    """Who asks, of whoever has it."""
    reminder: Reminder | None
    """That it was reminded of."""


def shown(asked: Asked) -> Response:
    version = asked.engine.version_now(asked.number("number"))
    return live.answered(asked, str(version), lambda mark: _page(asked, mark))


def _page(asked: Asked, mark: str) -> Response:
    instance = _instance(asked)
    found = standing(asked.engine, instance.id)
    compiled = asked.engine.compiled(instance.digest)
    told = Telling(speech=asked.speech, year=asked.now.year, by_rows=True)
    history = _history(asked, instance, told)
    everything = asked.query.get("history") == "all"
    return asked.page(
        "instance.html",
        live=mark,
        found=found,
        instance=instance,
        compiled=compiled,
        begun=near(instance.started_at, asked.now, compiled.timezone, asked.speech),
        ended=near(instance.ended_at, asked.now, compiled.timezone, asked.speech) if instance.ended_at else "",
        pages=_form(asked, instance),
        current=" ".join(item.task for item in instance.open_items),
        attached=attachments(asked.engine, instance),
        path=_path(asked, found, told),
        following=_following(asked, compiled, found.open, told),
        reminded=reminded_notice(asked),
        history=[(one, told.time(one.at, compiled.timezone)) for one in history][
            : None if everything else FIRST_OF_HISTORY
        ],
        happened=len(history),
    )


def control(asked: Asked) -> Response:
    """The control sheet, to print and to initial."""
    instance = _instance(asked)
    form = live_form(asked.engine, instance.id)
    pages = draw_control(form.graph, form.progress)
    return asked.page("sheets.html", title=instance.ref or str(instance.id), pages=inline(pages))


def as_pdf(asked: Asked) -> Response:
    """The live form as one file."""
    instance = _instance(asked)
    made = pdf(_drawn(asked, instance))
    headers = {"Content-Disposition": f'inline; filename="{instance.sop}-{instance.id}.pdf"'}
    return Response(made, media_type="application/pdf", headers=headers)


def _instance(asked: Asked) -> Instance:
    number = str(asked.place["number"])
    if len(number) > _LARGEST:
        raise NotFoundError("there is no such process")
    return asked.engine.instance(int(number))


def _form(asked: Asked, instance: Instance) -> list[Markup]:
    """The pages of the flow; none where the kept text cannot be drawn: all else is told all the same."""
    try:
        return inline([page for page in _drawn(asked, instance) if page.sheet.number])
    except SopError:
        return []


def _drawn(asked: Asked, instance: Instance) -> tuple[Page, ...]:
    """As it stands this minute: lateness is told in minutes."""

    def made() -> tuple[Page, ...]:
        form = live_form(asked.engine, instance.id)
        graph = asked.hosted.graphs.get(instance.digest, lambda: kept_graph(form.compiled))
        return draw_live(graph, form.progress)

    return asked.hosted.drawn.get(("live", instance.id, instance.version, _minute(asked)), made)


def _path(asked: Asked, found: Standing, told: Telling) -> list[Passage]:
    """In the order of opening; what was withdrawn is left out."""
    measured = {(visit.step, visit.visit): visit for visit in _measured(asked, found.instance)}
    return [
        _passage(asked, work, measured.get((work.item.step, work.item.visit)), told)
        for work in found.path
        if not work.item.withdrawn
    ]


def _measured(asked: Asked, instance: Instance) -> tuple[Visit, ...]:
    """As it stands this minute, which is how exactly lateness is told."""

    def made() -> tuple[Visit, ...]:
        question = Question(at=lambda _: asked.now, instance=instance.id, paths=False)
        return read_runs(asked.engine.ask, question)[0]

    return asked.hosted.measured.get((instance.id, instance.version, _minute(asked)), made)


def _minute(asked: Asked) -> datetime:
    return asked.now.replace(second=0, microsecond=0)


def _passage(asked: Asked, work: Work, visit: Visit | None, told: Telling) -> Passage:
    item, zone, speech = work.item, work.timezone, asked.speech
    returned = item.note if item.state is WorkState.RETURNED or (item.note and _leads_back(asked, work)) else ""
    late_record = item.recorded_at and item.ended_at and (item.recorded_at - item.ended_at).days
    return Passage(
        work=work,
        opened=told.time(item.opened_at, zone),
        ended=told.time(item.ended_at, zone),
        taken=taken_text(visit.taken, speech) if visit else "",
        verdict=_shape(visit),
        late=late_text(visit.late, speech) if visit else "",
        how=told.ended_how(item),
        returned=returned,
        recorded=told.time(item.recorded_at, zone) if late_record else "",
    )


def _leads_back(asked: Asked, work: Work) -> bool:
    """The outcome that was chosen leads to work that was done before."""
    compiled = asked.engine.compiled(asked.engine.instance(work.item.instance).digest)
    if work.item.task not in compiled.tasks:
        return False
    chosen = work.item.outcome.splitlines()
    return any(way.leads_back and way.label in chosen for way in ways_out(compiled, work.item.task))


def _shape(visit: Visit | None) -> str:
    shapes = {
        Verdict.ON_TIME: "kept",
        Verdict.EARLY: "kept",
        Verdict.LATE: "late",
        Verdict.OVERDUE: "overdue",
        Verdict.RUNNING: "running",
    }
    return shapes.get(visit.verdict, "") if visit else ""


def _following(asked: Asked, compiled: Compiled, works: Sequence[Work], told: Telling) -> list[Following]:
    """Of each piece of open work."""
    engine, now, speech = asked.engine, asked.now, asked.speech
    reminders = reminders_of(engine, works, now, speech)
    return [
        Following(
            work=work,
            ways=_onwards(compiled, work.item) if work.item.task in compiled.tasks else (),
            late=to_the_minute(work, told),
            due=near(work.item.due_at, now, work.timezone, speech) if work.item.due_at else "",
            is_mine=engine.may_do(work.item, asked.person.id) is not None,
            may_remind=engine.why_no_reminder(work.item, asked.person.id, again=False) is None,
            reminder=reminders.get(work.item.id),
        )
        for work in works
    ]


def _onwards(compiled: Compiled, item: WorkItem) -> tuple[Way, ...]:
    return ways_offered(compiled, item) or ways_out(compiled, item.task)


def _history(asked: Asked, instance: Instance, told: Telling) -> list[Sentence]:
    """What somebody did, the latest first."""
    engine = asked.engine
    told_all = story(engine.events(instance.id), engine.compiled, engine.called_by, told)
    return [sentence for sentence in reversed(told_all) if sentence.leads]
