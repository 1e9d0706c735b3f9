"""The calendars that the SOPs go by, a month at a time; and bringing one up to date from its file."""

from __future__ import annotations

import re
from datetime import date, timedelta
from http import HTTPStatus

from starlette.responses import Response

from sopengine.calendar.hours import OfficeHours
from sopengine.calendar.timeline import FIRST_YEAR, LAST_YEAR
from sopengine.errors import NotFoundError, SopError
from sopengine.messages.lengths import hours_text
from sopengine.office.keeping.calendars import renew
from sopengine.office.keeping.calendars_in_use import InUse, Origin, calendars_in_use
from sopengine.web.access.roles import Role
from sopengine.web.asked import Asked, moved
from sopengine.web.pages.calendar.month import cells, weeks, working_days
from sopengine.web.pages.calendar.week import periods_of, week_told
from sopengine.web.pages.catalogue.shelf import all_entries
from sopengine.web.pages.people.held import today
from sopengine.web.words.moments import month_name
from sopengine.web.words.reason import reason

OF_OFFICES = "indonesia"
"""What the calendar without a name is called in addresses."""
_MONTH = re.compile(r"(\d{4})-(\d{2})")


def shown(asked: Asked) -> Response:
    """One calendar, one month: by default the first, and this month."""
    return _page(asked, asked.query.get("of", ""))


def renew_one(asked: Asked) -> Response:
    """What its file says counts from now on; open work is due anew."""
    name = asked.form.get("of", "")
    one = _named(_all(asked), name)
    try:
        files = [one.file] if one.file else []
        renewals = renew(asked.engine, asked.hosted.definitions, files, asked.person.id)
    except SopError as error:
        return _page(asked, name, wrong=reason(error, asked.speech))
    count = sum(len(each.moved) for each in renewals)
    return moved(f"/calendar?of={name}&moved={count}")


def _page(asked: Asked, name: str, wrong: str = "") -> Response:
    everything = _all(asked)
    one = _named(everything, name)
    first, now = _month(asked), today(asked)
    found = cells(one.hours, one.names, first, now, asked.speech) if one.hours else []
    return asked.page(
        "calendar/shown.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
        wrong=wrong,
        all=[(each, _address(each)) for each in everything],
        one=one,
        address=_address(one),
        origin=one.origin.value,
        month=month_name(first, asked.speech),
        here=first.strftime("%Y-%m"),
        before=_beside(first - timedelta(days=1)),
        after=_beside(first.replace(day=28) + timedelta(days=4)),
        weekdays=asked.speech.translate("Mon Tue Wed Thu Fri Sat Sun").split(),
        weeks=weeks(found) if found else [],
        unlike=[cell for cell in found if cell.name or cell.kind == "other"],
        legend={cell.kind.value for cell in found} - {"worked", "rest"},
        working_days=working_days(found),
        week=week_told(one.hours.week, asked.speech) if one.hours else (),
        length=_length(asked, one.hours),
        periods=periods_of(one.hours, one.names, first, asked.speech) if one.hours else [],
        provisional=any(cell.provisional for cell in found),
        decided=one.hours is None or one.hours.is_decided(first.year),
        year=first.year,
        moved=_count(asked.query.get("moved", "")),
        may_renew=Role.ADMIN in asked.person.roles and one.origin is Origin.CHANGED,
        administers=Role.ADMIN in asked.person.roles,
    )


def _all(asked: Asked) -> tuple[InUse, ...]:
    definitions = [one.definition for one in all_entries(asked) if one.definition]
    return calendars_in_use(asked.engine, definitions, asked.hosted.definitions)


def _named(everything: tuple[InUse, ...], name: str) -> InUse:
    """By its name in an address; the first one for none."""
    if not name:
        return everything[0]
    found = next((one for one in everything if _address(one) == name), None)
    if found is None:
        raise NotFoundError("no SOP goes by a calendar '{name}'", name=name)
    return found


def _address(one: InUse) -> str:
    return one.name or OF_OFFICES


def _month(asked: Asked) -> date:
    """Its first day; this month where the address names none that calendars have."""
    found = _MONTH.fullmatch(asked.query.get("month", ""))
    if found and FIRST_YEAR <= int(found[1]) <= LAST_YEAR and 1 <= int(found[2]) <= 12:
        return date(int(found[1]), int(found[2]), 1)
    return today(asked).replace(day=1)


def _beside(day: date) -> tuple[str, date] | None:
    """A neighbouring month, for an address; None beyond all calendars."""
    return (day.strftime("%Y-%m"), day.replace(day=1)) if FIRST_YEAR <= day.year <= LAST_YEAR else None


def _length(asked: Asked, hours: OfficeHours | None) -> str:
    return hours_text(timedelta(minutes=hours.minutes_a_week), asked.speech) if hours else ""


def _count(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else None
