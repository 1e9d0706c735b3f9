"""Open work and positions as rows of a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sopengine.calendar.elapsed.words import late_text
from sopengine.engine.people.reminding import can_reach
from sopengine.frozen import frozen
from sopengine.office.running.overseen import AGES, Lying, Position, by_position
from sopengine.office.running.work import Work
from sopengine.people.values import HoldingKind
from sopengine.web.asked import Asked
from sopengine.web.words.dues import Due, due
from sopengine.web.words.reminded import Reminder, reminders_of


@frozen
class OpenPiece:
    """One piece of open work."""

    work: Work
    due: Due
    length: str
    """How late it is; empty where it is not."""
    agency: str
    can_be_reminded: bool
    """Of it somebody else than who asks is told."""
    reminder: Reminder | None
    """That it was reminded of."""


@frozen
class Bar:
    """One age of a position's open work, as a part of a bar; per cent of the longest bar there is."""

    age: int
    """Place in AGES."""
    count: int
    begins: float
    wide: float


@frozen
class Row:
    """One position."""

    position: Position
    holders: tuple[str, ...]
    """Ids, with Plt. or Plh. before them; nobody where the store knows none."""
    bars: tuple[Bar, ...]


def rows(asked: Asked, found: Iterable[Lying]) -> list[Row]:
    """Those with late work first."""
    positions = by_position(found)
    widest = max((each.open for each in positions), default=1)
    return [Row(position=one, holders=_holders(asked, one), bars=_bars(one, widest)) for one in positions]


def ages(asked: Asked) -> list[str]:
    """In words of a legend."""
    last = AGES[-1][0] - 1
    return [f"{low}–{high}" for low, high in AGES if high is not None] + [asked.speech.text("over {days}", days=last)]


def told(asked: Asked, works: Sequence[Work]) -> list[OpenPiece]:
    engine, items = asked.engine, [work.item for work in works]
    reachable = engine.ask(lambda reader: can_reach(reader, items, asked.person.id, asked.now))
    reminders = reminders_of(engine, works, asked.now, asked.speech)
    return [
        OpenPiece(
            work=work,
            due=due(work, asked.now, asked.speech),
            length=late_text(work.late_told, asked.speech),
            agency=engine.compiled(engine.instance(work.item.instance).digest).agency,
            can_be_reminded=work.item.id in reachable,
            reminder=reminders.get(work.item.id),
        )
        for work in works
    ]


def _holders(asked: Asked, position: Position) -> tuple[str, ...]:
    item = asked.engine.work_item(position.one)
    marks = {HoldingKind.PLT: "Plt. ", HoldingKind.PLH: "Plh. "}
    return tuple(marks.get(kind, "") + who for who, kind in asked.engine.who_may(item)) if item else ()


def _bars(position: Position, widest: int) -> tuple[Bar, ...]:
    bars, begins = [], 0.0
    for age, count in enumerate(position.ages):
        wide = 100 * count / widest
        if count:
            bars.append(Bar(age=age, count=count, begins=round(begins, 3), wide=round(wide, 3)))
        begins += wide
    return tuple(bars)
