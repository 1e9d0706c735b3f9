"""All that one report tells, measured and drawn, before it is put into words."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime

from sopengine.compliance.measures import Group
from sopengine.compliance.question import By
from sopengine.compliance.runs import Answer, SopRuns
from sopengine.frozen import frozen
from sopengine.model.zones import USUAL_ZONE
from sopengine.report.charts.runs import Run, Window
from sopengine.settings.values import Monitoring


@frozen
class Paper:
    """What is known of an SOP from its own text, as it was when it ran last."""

    office: str
    """The agency with its government."""
    number: str
    """Of the document; empty where it has none."""
    form: tuple[str, ...] = ()
    """The pages of the official form tinted by rate, as SVG; empty where it cannot be drawn."""
    map: str = ""
    """The flow with counts, as SVG; empty where it cannot be drawn."""


@frozen
class Assessed:
    """What a person wrote of an SOP into the monitoring table."""

    note: str = ""
    """Beside the figures."""
    action: str = ""
    initials: str = ""


@frozen
class Seal:
    """Since when a report keeps its own figures."""

    by: str
    at: datetime
    digest: str
    """SHA-256 of what was locked, hexadecimal."""


@frozen
class Account:
    """One answer, and what is shown beside it."""

    answer: Answer
    limits: Monitoring = field(default_factory=Monitoring)
    """From when on an SOP runs well, as the office has it."""
    trend: tuple[Group, ...] = ()
    """By month, also of those before the period; empty: those of the answer."""
    papers: dict[tuple[str, str], Paper] = field(default_factory=dict)
    """By agency and SOP."""
    runs: tuple[Run, ...] = ()
    """Those that took longest."""
    more_runs: int = 0
    """That are not among them."""
    window: Window | None = None
    """Of the runs; None where there are none."""
    assessed: dict[tuple[str, str], Assessed] = field(default_factory=dict)
    """By agency and SOP."""
    seal: Seal | None = None
    """Of a report that was locked; None of one that is measured anew whenever it is asked for."""
    zone: str = USUAL_ZONE
    """By whose clock moments are told that belong to no agency."""

    def paper(self, runs: SopRuns) -> Paper:
        """Of an SOP whose text cannot be read, what the store knows."""
        return self.papers.get((runs.agency, runs.sop)) or Paper(office=runs.agency, number="")

    def office(self, agency: str, sop: str) -> str:
        """As it is printed: with its government, where that is known."""
        paper = self.papers.get((agency, sop))
        return paper.office if paper else agency

    def steps(self, runs: SopRuns) -> tuple[Group, ...]:
        """In the order of the form, a group a standard."""
        return tuple(g for g in self.answer.of(By.STEP) if (g.agency, g.sop) == (runs.agency, runs.sop))

    def whole(self, runs: SopRuns) -> Group | None:
        """All visits of one SOP; None where there were none."""
        found = (g for g in self.answer.of(By.SOP) if (g.agency, g.sop) == (runs.agency, runs.sop))
        return next(found, None)
