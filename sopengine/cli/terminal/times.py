"""Times as people write and read them: by the agency's clock."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from sopengine.cli.terminal.wording import text as told
from sopengine.errors import MisuseError
from sopengine.office.work import Moment

EXAMPLE = "2026-07-01 08:15"


def read_time(text: str, timezone: str) -> datetime:
    """An ISO date and time; without a zone it is the agency's."""
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise _unreadable(text) from error
    if ":" not in text:
        raise _unreadable(text)
    return at if at.tzinfo else at.replace(tzinfo=ZoneInfo(timezone))


def moment(text: str | None) -> Moment | None:
    """What is said with --at, by the clock of each agency; None where nothing is."""
    return partial(read_time, text) if text else None


def time_text(at: datetime | None, timezone: str) -> str:
    """To the minute; empty for None."""
    return at.astimezone(ZoneInfo(timezone)).strftime("%Y-%m-%d %H:%M") if at else ""


def length_text(length: timedelta | None) -> str:
    """Hours and minutes of working time, begun minutes counted; empty for None."""
    if length is None:
        return ""
    hours, minutes = divmod(-(-length // timedelta(minutes=1)), 60)
    if not hours:
        return told("{minutes} min", minutes=minutes)
    return told("{hours} h {minutes:02} min", hours=hours, minutes=minutes)


def _unreadable(text: str) -> MisuseError:
    return MisuseError(
        "cannot read the time '{text}': write date and time, such as {example}", text=text, example=EXAMPLE
    )
