"""Reminding of open work: whom it reaches, what is said with it, and what the pages tell afterwards."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import parse_qsl, urlencode

from starlette.responses import Response

from sopengine.engine.engine import LONGEST_NOTE
from sopengine.errors import SopError
from sopengine.execution.values.work import WorkItem
from sopengine.frozen import frozen
from sopengine.office.running.lateness import listed
from sopengine.office.told.reminding import Reached, reached
from sopengine.office.words.telling import Telling
from sopengine.settings.reading import settings_for
from sopengine.settings.values import Settings
from sopengine.store.questions.reminders import reminders
from sopengine.web.asked import Asked, moved, own_path
from sopengine.web.pages.work import sheet
from sopengine.web.pages.work.amiss import Amiss, changed_meanwhile, refused_by
from sopengine.web.words.moments import near
from sopengine.web.words.reason import reason
from sopengine.web.words.reminded import reminders_of

_LONGEST_WAY_BACK = 600
"""Characters of the page that the button stood on."""


@frozen
class JustReminded:
    """What the notice says after somebody pressed the button."""

    when: str
    matter: str
    item: int
    reached: Reached


def shown(asked: Asked) -> Response:
    """Before anything is sent."""
    return _page(asked, sheet.item_of(asked), None)


def remind(asked: Asked) -> Response:
    """Once, however often the form comes; then the page that the button stood on."""
    item, engine = sheet.item_of(asked), asked.engine
    instance, key = engine.instance(item.instance), asked.form.get("key") or None
    if key is None or not any(event.key == key for event in engine.events(instance.id)):
        version = asked.form.get("version", "")
        if item.open and version != str(instance.version):
            seen = int(version) if version.isdecimal() and len(version) < 10 else 0
            return _page(asked, item, changed_meanwhile(asked, instance, seen))
        try:
            engine.remind(item.id, by=asked.person.id, note=asked.form.get("note", ""), key=key)
        except SopError as error:
            return _page(asked, item, refused_by(error, asked.speech))
    path, _, query = way_back(asked, item).partition("?")
    return moved(f"{path}?{urlencode([*parse_qsl(query), ('reminded', item.id)])}")


def reminded_notice(asked: Asked) -> JustReminded | None:
    """Of the work item that the address names; None where this person has not reminded of it."""
    number = asked.query.get("reminded", "")
    item = asked.engine.work_item(int(number)) if number.isdecimal() and len(number) <= 18 else None
    if item is None:
        return None
    told = asked.engine.ask(lambda reader: reminders(reader, [item])).get(item.id, ())
    mine = [event for event in told if event.by == asked.person.id]
    if not mine:
        return None
    instance = asked.engine.instance(item.instance)
    compiled = asked.engine.compiled(instance.digest)
    return JustReminded(
        when=near(mine[-1].at, asked.now, compiled.timezone, asked.speech),
        matter=instance.ref or compiled.title,
        item=item.id,
        reached=_reached(asked, item),
    )


def way_back(asked: Asked, item: WorkItem) -> str:
    """The page of ours that the button stood on, without the notice that it may have shown."""
    given = asked.form.get("back") or asked.query.get("back") or ""
    if not given or len(given) > _LONGEST_WAY_BACK:
        return f"/instances/{item.instance}"
    path, _, query = own_path(given).partition("?")
    kept = urlencode([(name, value) for name, value in parse_qsl(query) if name != "reminded"])
    return f"{path}?{kept}" if kept else path


def _page(asked: Asked, item: WorkItem, amiss: Amiss | None) -> Response:
    engine, speech = asked.engine, asked.speech
    work, instance = sheet.work_of(asked, item), engine.instance(item.instance)
    hindrance = engine.why_no_reminder(item, asked.person.id)
    return asked.page(
        "remind.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if amiss else HTTPStatus.OK,
        work=work,
        instance=instance,
        agency=engine.compiled(instance.digest).agency,
        amiss=amiss,
        hindrance=reason(hindrance, speech) if hindrance else "",
        reached=_reached(asked, item),
        earlier=reminders_of(engine, [work], asked.now, speech).get(item.id),
        late=listed(work, Telling(speech=speech, year=asked.now.year)),
        due=near(item.due_at, asked.now, work.timezone, speech) if item.due_at else "",
        back=way_back(asked, item),
        note=asked.form.get("note", ""),
        longest=LONGEST_NOTE,
    )


def _reached(asked: Asked, item: WorkItem) -> Reached:
    return reached(asked.engine, item, asked.person.id, _settings(asked))


def _settings(asked: Asked) -> Settings:
    """By which letters go; a file that cannot be read sends none, and is told by the worker."""
    try:
        return settings_for(asked.hosted.definitions, {}, "mail", "webhook")
    except SopError:
        return Settings()
