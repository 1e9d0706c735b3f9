"""A log as XES 1.0, a case at a time: what comes out is never in memory at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from xml.sax.saxutils import escape

from sopengine.interchange.log import LogCase, LogEvent

_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold in any spelling."""
_IN_QUOTES = {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0" xes.features="" xmlns="http://www.xes-standard.org/">
<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
<extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
<extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
<global scope="trace">
<string key="concept:name" value=""/>
</global>
<global scope="event">
<string key="concept:name" value=""/>
<string key="lifecycle:transition" value="complete"/>
<date key="time:timestamp" value="1970-01-01T00:00:00.000+00:00"/>
</global>
<classifier name="Activity" keys="concept:name"/>
<classifier name="Activity_and_transition" keys="concept:name lifecycle:transition"/>
<string key="lifecycle:model" value="standard"/>
"""


def xes(cases: Iterable[LogCase]) -> Iterator[bytes]:
    """Piece by piece, in UTF-8."""
    yield _HEAD.encode()
    for case in cases:
        yield "".join(_trace(case)).encode()
    yield b"</log>\n"


def _trace(case: LogCase) -> Iterator[str]:
    yield "<trace>\n"
    yield _string("concept:name", case.name)
    yield _int("instance", case.number)
    yield _string("sop", case.sop)
    yield _string("title", case.title)
    yield _string("agency", case.agency)
    yield _int("version", case.version)
    yield _string("state", case.state)
    yield _date("started", case.started_at)
    yield _string("started_by", case.started_by)
    yield _date("ended", case.ended_at)
    for event in case.events:
        yield from _event(event)
    yield "</trace>\n"


def _event(event: LogEvent) -> Iterator[str]:
    yield "<event>\n"
    yield _string("concept:name", event.activity)
    yield _string("concept:instance", str(event.work))
    yield _string("lifecycle:transition", event.transition)
    yield _date("time:timestamp", event.at)
    yield _string("org:resource", event.resource)
    yield _string("org:role", event.role)
    yield _string("task", event.task)
    yield _string("step", event.step)
    yield _int("visit", event.visit)
    yield _string("outcome", event.outcome)
    yield _date("recorded", event.recorded_at)
    yield _date("due", event.due_at)
    yield _string("note", event.note)
    yield "</event>\n"


def _string(key: str, value: str) -> str:
    """Nothing where it is empty; so are the next."""
    return f'<string key="{key}" value="{_quoted(value)}"/>\n' if value else ""


def _int(key: str, value: int) -> str:
    return f'<int key="{key}" value="{value}"/>\n'


def _date(key: str, value: datetime | None) -> str:
    return f'<date key="{key}" value="{value.isoformat(timespec="milliseconds")}"/>\n' if value else ""


def _quoted(value: str) -> str:
    plain = value if value.isascii() and value.isprintable() else _UNFIT.sub("", value)
    return escape(plain, _IN_QUOTES)
