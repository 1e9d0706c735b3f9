"""What is asked of the recorded work: when, of what, and by what it is told apart."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum

from sopengine.frozen import frozen

Moment = Callable[[str], datetime]
"""Time zone of an agency -> the aware moment that is meant there: `31 March` ends later in Jakarta than in Jayapura."""


class By(StrEnum):
    """What visits are told apart by; several at once make a group for each combination."""

    STEP = "step"
    """Of one SOP; of its versions together, as far as the step and its standard stayed the same."""
    ACTOR = "actor"
    """Of one agency, by printed title."""
    AGENCY = "agency"
    SOP = "sop"
    """Of one agency: two agencies may each have an SOP of this id."""
    VERSION = "version"
    """Of one SOP."""
    MONTH = "month"
    """By the agency's clock."""


@frozen
class Period:
    """Days by the agency's clock, first and last included; None: without end on that side.

    A visit belongs to the period in which it was completed; one that was open and overdue at its end, to that period.
    """

    since: date | None = None
    until: date | None = None


@frozen
class Question:
    """Of all work in the stores that are asked, unless something narrows it."""

    at: Moment
    """As it stood then, by when things happened; a period that ends earlier is asked as of its end."""
    period: Period = Period()
    sops: tuple[str, ...] = ()
    """Ids; empty: all. So are the next two."""
    agencies: tuple[str, ...] = ()
    """Names, in whatever case."""
    actors: tuple[str, ...] = ()
    """Ids or printed titles, in whatever case."""
    instance: int | None = None
    """Number of one run; only of one store."""
    by: tuple[tuple[By, ...], ...] = ((By.STEP,), (By.ACTOR,), (By.AGENCY,), (By.SOP,), (By.VERSION,), (By.MONTH,))
    """Each asks for the groups of one combination."""
    without_spread: tuple[tuple[By, ...], ...] = ()
    """Of these combinations only counts and sums are wanted: to spread lengths costs more than all else."""
    late_visits: int = 100
    """So many are listed, the latest first; the counts are of all."""
    paths: bool = True
    """Add up the standards along the paths of completed runs."""
    passages: bool = False
    """Count how often each step opened each other."""
