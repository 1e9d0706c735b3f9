"""The same kind of SOP of several agencies side by side: standards, what was taken, what was on time, and why not."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.responses import Response

from sopengine.compliance.question import Period
from sopengine.frozen import frozen
from sopengine.messages.lengths import short_text
from sopengine.model.definition import Definition
from sopengine.model.step import Step
from sopengine.office.forms.catalogue import State
from sopengine.office.forms.compared import Cell, Comparison, Reason, Whole, compared, kinds
from sopengine.office.forms.live import kept_graph
from sopengine.report.periods import keyed_period, period_name
from sopengine.report.words import rate_text
from sopengine.web.asked import Asked
from sopengine.web.pages.catalogue.shelf import all_entries
from sopengine.web.pages.reports.asking import periods

MOST = 6
"""SOPs side by side: as many as a sheet of paper holds."""


@frozen
class Shown:
    """A row of one SOP, in words."""

    cell: Cell
    standard: str
    far: str
    """How far its standard lies from the others; empty where it does not stand out."""
    median: str
    mean: str
    rate: str
    reason: str
    """Why it is the slowest; empty where it is not."""
    actors: str


@frozen
class Choice:
    """An SOP to choose."""

    key: str
    definition: Definition
    chosen: bool


@frozen
class Total:
    """One SOP from start to end, in words."""

    whole: Whole
    median: str
    standard: str
    rate: str
    reason: str
    slowest: bool


def shown(asked: Asked) -> Response:
    """What was chosen; without a choice the largest kind there is."""
    known = _known(asked)
    keys, period = _chosen(asked, known), keyed_period(asked.query.get("quarter", ""))
    found = _compared(asked, [known[key] for key in keys], period or Period()) if len(keys) > 1 else None
    return asked.page(
        "reports/comparing.html",
        choices=[Choice(key=key, definition=one, chosen=key in keys) for key, one in known.items()],
        quarters=[(key, period_name(each, asked.speech)) for key in periods(asked) if (each := keyed_period(key))],
        quarter=asked.query.get("quarter", "") if period else "",
        kinds=[
            (kind[0].title, "&".join(f"sop.{key}=1" for key in _keys(known, kind)))
            for kind in kinds(list(known.values()))
        ],
        found=found,
        totals=_totals(asked, found) if found else [],
        rows=[_row(asked, found, place) for place in range(len(found.rows))] if found else [],
        most=MOST,
        too_many=len(_ticked(asked, known)) > MOST,
    )


def _known(asked: Asked) -> dict[str, Definition]:
    """Of this office by id; of other stores the version that was started last, by store and id."""
    found = {
        one.id: one.definition
        for one in all_entries(asked)
        if one.definition and one.state not in (State.BROKEN, State.DRAFT)
    }
    for number, (_, engine) in enumerate(asked.hosted.others, 1):
        latest = {version.sop: version for version in engine.versions()}
        found |= {f"{number}.{id}": kept_graph(version).definition for id, version in latest.items()}
    return found


def _chosen(asked: Asked, known: dict[str, Definition]) -> list[str]:
    """Keys of what is known."""
    if ticked := _ticked(asked, known):
        return ticked[:MOST]
    alike = kinds(list(known.values()))
    return _keys(known, alike[0])[:MOST] if alike else []


def _ticked(asked: Asked, known: dict[str, Definition]) -> list[str]:
    return [key for key in known if asked.query.get(f"sop.{key}") == "1"]


def _keys(known: dict[str, Definition], kind: Sequence[Definition]) -> list[str]:
    return [key for key, one in known.items() if any(one is other for other in kind)]


def _compared(asked: Asked, chosen: list[Definition], period: Period) -> Comparison:
    """Measured once a minute at most."""
    minute = asked.now.replace(second=0, microsecond=0)
    stores = [(asked.hosted.office, asked.engine), *asked.hosted.others]
    key = (tuple(one.digest for one in chosen), period, minute)
    return asked.hosted.comparisons.get(key, lambda: compared(stores, chosen, period, asked.now))


def _totals(asked: Asked, found: Comparison) -> list[Total]:
    return [
        Total(
            whole=one,
            median=short_text(one.median, asked.speech) or "–",
            standard=short_text(one.standard, asked.speech) or "–",
            rate=rate_text(one.group.counts.rate if one.group else None, asked.speech) or "–",
            reason=_reason(asked, one.reason) or "–",
            slowest=one is found.slowest,
        )
        for one in found.wholes
    ]


def _row(asked: Asked, found: Comparison, place: int) -> list[Shown | None]:
    """A cell an SOP; None where it has no such row."""
    cells = found.rows[place]
    return [
        _shown(asked, found, column, cells[column]) if column in cells else None for column in range(len(found.wholes))
    ]


def _shown(asked: Asked, found: Comparison, column: int, cell: Cell) -> Shown:
    return Shown(
        cell=cell,
        standard=_standard(cell.step),
        far=_far(asked, cell.factor),
        median=short_text(cell.median, asked.speech) or "–",
        mean=short_text(cell.mean, asked.speech),
        rate=rate_text(cell.rate, asked.speech) or "–",
        reason=_reason(asked, cell.reason),
        actors=", ".join(found.names.performers(column, cell.step)),
    )


def _standard(step: Step) -> str:
    return step.standard.text or "–"


def _far(asked: Asked, factor: float) -> str:
    if factor > 1:
        return asked.speech.text("{times} times longer", times=round(factor))
    return asked.speech.text("{times} times shorter", times=round(1 / factor)) if factor < 1 else ""


def _reason(asked: Asked, reason: Reason | None) -> str:
    speech = asked.speech
    words = {
        Reason.WAITING: speech.text("mostly waiting"),
        Reason.WORK: speech.text("mostly work"),
        Reason.REWORK: speech.text("mostly rework"),
        Reason.UNKNOWN: speech.text("starts not recorded"),
    }
    return words[reason] if reason else ""
