"""Open work by position and age, narrowed by SOP, agency, position and lateness; each piece with its links."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from starlette.responses import Response

from sopengine.frozen import frozen
from sopengine.office.running.inbox import let_happen
from sopengine.office.running.overseen import AGES, Lying, in_full, place_of
from sopengine.web.asked import Asked
from sopengine.web.pages.oversight.scope import open_work
from sopengine.web.pages.oversight.told import ages, rows, told
from sopengine.web.pages.work.reminding import reminded_notice

MOST = 60
"""On one page."""
_LONGEST = 300
"""Characters of what is narrowed by."""


@frozen
class Wanted:
    """What is left of all open work."""

    sop: str
    """Id; empty: all. So are the next two."""
    agency: str
    position: str
    late: bool
    """Only what is past due."""
    age: int | None
    """Place in AGES; None: all."""

    def has(self, one: Lying) -> bool:
        return (
            self.sop in ("", one.sop)
            and self.agency in ("", one.agency.name)
            and self.position in ("", one.actor)
            and (one.late or not self.late)
            and self.age in (None, place_of(one.age))
        )


def shown(asked: Asked) -> Response:
    let_happen(asked.engine)
    everything, wanted = open_work(asked), _wanted(asked)
    found = [one for one in everything if wanted.has(one)]
    first = min(_number(asked.query.get("from", "")) or 0, max(len(found) - 1, 0))
    return asked.page(
        "oversight/listing.html",
        wanted=wanted,
        sops=sorted({(one.title, one.sop) for one in everything}),
        agencies=sorted({one.agency.name for one in everything}),
        actors=sorted({one.actor for one in everything}),
        ages=ages(asked),
        positions=rows(asked, found),
        found=found,
        total=len(everything),
        reminded=reminded_notice(asked),
        late=sum(one.late for one in found),
        works=_works(asked, found, first),
        first=first,
        more=f"/open?{_query(wanted, first + MOST)}" if len(found) > first + MOST else "",
    )


def _works(asked: Asked, found: Sequence[Lying], first: int) -> list[tuple[object, int]]:
    """With their ages."""
    here = found[first : first + MOST]
    days = {one.item: one.age for one in here}
    return [(one, days[one.work.item.id]) for one in told(asked, in_full(asked.engine, here))]


def _wanted(asked: Asked) -> Wanted:
    said = {name: asked.query.get(name, "")[:_LONGEST] for name in ("sop", "agency", "position", "late", "age")}
    age = _number(said["age"])
    return Wanted(
        sop=said["sop"],
        agency=said["agency"],
        position=said["position"],
        late=said["late"] == "1",
        age=age if age is not None and age < len(AGES) else None,
    )


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else None


def _query(wanted: Wanted, first: int) -> str:
    given = {"sop": wanted.sop, "agency": wanted.agency, "position": wanted.position}
    given |= {"late": "1" if wanted.late else "", "age": "" if wanted.age is None else str(wanted.age)}
    return urlencode({name: value for name, value in given.items() if value} | {"from": first})
