"""What is known of the report of a period: what people wrote, whether it is locked, what happened to it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from sopengine.frozen import frozen


class ReportEventKind(StrEnum):
    """What happened to a report."""

    ASSESSED = "assessed"
    """Somebody wrote what they found of an SOP, and what is to be done."""
    LOCKED = "locked"
    REOPENED = "reopened"


@frozen
class ReportEvent:
    """One thing that happened to the report of a period."""

    seq: int
    """Number in the store."""
    period: str
    """Such as `2026-Q3`."""
    kind: ReportEventKind
    at: datetime
    by: str
    """Id of a person, or the name as it was given."""
    told: Mapping[str, str]
    """`agency`, `sop`, `note`, `action`, `initials`; `digest`; `reason`: as far as they belong to it."""


@frozen
class Assessment:
    """What a person wrote of one SOP in the monitoring table."""

    agency: str
    sop: str
    note: str = ""
    """Beside the figures."""
    action: str = ""
    initials: str = ""
    seq: int = 0
    """Of the event that wrote it; 0 where nobody has."""
    by: str = ""


@frozen
class Locked:
    """Since when a report keeps its own figures."""

    seq: int
    digest: str
    by: str
    at: datetime


@frozen
class ReportState:
    """Where the report of a period stands: the fold of its events."""

    period: str
    version: int
    """Number of the last event; 0 where there is none."""
    assessments: Mapping[tuple[str, str], Assessment]
    """By agency and SOP."""
    locked: Locked | None
    events: tuple[ReportEvent, ...]
    """In their order."""


def folded_events(period: str, events: tuple[ReportEvent, ...]) -> ReportState:
    """What they come to, in their order."""
    assessments: dict[tuple[str, str], Assessment] = {}
    locked: Locked | None = None
    for one in events:
        match one.kind:
            case ReportEventKind.ASSESSED:
                assessments[one.told["agency"], one.told["sop"]] = _assessment(one)
            case ReportEventKind.LOCKED:
                locked = Locked(seq=one.seq, digest=one.told["digest"], by=one.by, at=one.at)
            case ReportEventKind.REOPENED:
                locked = None
    version = events[-1].seq if events else 0
    return ReportState(period=period, version=version, assessments=assessments, locked=locked, events=events)


def _assessment(event: ReportEvent) -> Assessment:
    told = event.told
    return Assessment(
        agency=told["agency"],
        sop=told["sop"],
        note=told.get("note", ""),
        action=told.get("action", ""),
        initials=told.get("initials", ""),
        seq=event.seq,
        by=event.by,
    )
