"""When SOPs were looked at last, as their versions and approvals tell, as of a day, on every database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count

import pytest
from flows import Tasks, flow
from still_clock import Clock

from sopengine.compiled.tables import Compiled, CompiledDays
from sopengine.compliance.question import Question
from sopengine.compliance.runs import InForce, Review
from sopengine.engine import Engine
from sopengine.warehouse import ask

ONE: Tasks = {"satu": {"": []}}
_NUMBERS = count(1)


def told(**days: date) -> Compiled:
    """A version with such days on its identity page."""
    version = flow(ONE)
    return replace(version, told_days=CompiledDays(**days), digest=f"{next(_NUMBERS):064}")


def review(*engines: Engine, at: date | None = None) -> Review | None:
    """Of the one SOP there is, as of the end of a day."""
    now = datetime(at.year, at.month, at.day, 16, tzinfo=UTC) if at else engines[0].now()
    stores = [(f"store-{number}", engine.ask) for number, engine in enumerate(engines)]
    return next(iter(ask(stores, Question(at=lambda zone: now)).reviews), None)


def overdue(found: Review | None) -> tuple[bool, bool, bool]:
    assert found
    return found.monitoring_overdue, found.evaluation_overdue, found.review_overdue


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (date(2026, 8, 17), (False, False, False)),
        (date(2026, 8, 18), (True, False, False)),
        (date(2027, 1, 10), (True, False, False)),
        (date(2027, 1, 11), (True, True, False)),
    ],
)
def test_six_months_after_monitoring_and_twelve_after_evaluation_are_in_time(
    engine: Engine, clock: Clock, at: date, expected: tuple[bool, bool, bool]
) -> None:
    version = told(effective=date(2025, 1, 6), monitored=date(2026, 2, 17), evaluated=date(2026, 1, 10))
    engine.start(version, by="sekretaris")
    assert overdue(review(engine, at=at)) == expected


def test_what_was_never_looked_at_counts_from_when_it_came_in_force(engine: Engine) -> None:
    engine.start(told(effective=date(2026, 1, 1)), by="sekretaris")
    found = review(engine, at=date(2026, 7, 2))
    assert found
    assert (found.monitored, found.in_force, found.in_force_by) == (None, date(2026, 1, 1), InForce.FORMAL)
    assert overdue(found) == (True, False, False)


def test_without_any_day_it_counts_from_its_first_run(engine: Engine, clock: Clock) -> None:
    engine.start(told(), by="sekretaris")
    began = clock.now.date()
    clock.go_on(days=30)
    engine.start(told(), by="sekretaris")
    found = review(engine)
    assert found
    assert (found.in_force, found.in_force_by) == (began, InForce.RUN)


def test_a_version_s_own_approval_begins_anew(engine: Engine, clock: Clock) -> None:
    engine.start(told(monitored=date(2025, 9, 1)), by="sekretaris")
    revised = told(monitored=date(2025, 9, 1))
    engine.start(revised, by="sekretaris")
    assert overdue(review(engine))[0]
    engine.approve(revised, by="kepala-dinas", approved_on=clock.now.date())
    found = review(engine)
    assert found
    assert (found.in_force, found.in_force_by) == (clock.now.date(), InForce.FORMAL)
    assert overdue(found) == (False, False, False)


def test_what_is_told_of_later_days_is_not_known_then(engine: Engine) -> None:
    """The version of today says what happened since; the one before what had happened by then."""
    engine.start(told(effective=date(2024, 1, 1), monitored=date(2026, 1, 15)), by="sekretaris")
    engine.start(told(effective=date(2024, 1, 1), monitored=date(2026, 6, 30)), by="sekretaris")
    then, now = review(engine, at=date(2026, 3, 31)), review(engine)
    assert then
    assert now
    assert (then.monitored, now.monitored) == (date(2026, 1, 15), date(2026, 6, 30))


def test_before_it_is_in_force_nothing_is_due(engine: Engine) -> None:
    engine.start(told(effective=date(2026, 12, 1)), by="sekretaris")
    assert review(engine, at=date(2026, 1, 1)) is None


def test_a_planned_review_is_that_of_the_version_in_force(engine: Engine) -> None:
    engine.start(told(effective=date(2026, 1, 1), review=date(2026, 6, 1)), by="sekretaris")
    assert overdue(review(engine)) == (False, False, True)
    engine.start(told(effective=date(2026, 6, 20), review=date(2028, 6, 1)), by="sekretaris")
    assert overdue(review(engine)) == (False, False, False)


def test_what_an_earlier_release_kept_says_that_it_does_not_know(engine: Engine) -> None:
    engine.start(replace(flow(ONE), told_days=None), by="sekretaris")
    found = review(engine)
    assert found
    assert (found.untold, found.in_force_by) == (True, InForce.RUN)


def test_stores_of_one_agency_tell_together(engine: Engine, clock: Clock) -> None:
    with Engine("sqlite://", clock=clock) as other:
        engine.start(told(monitored=date(2025, 1, 15)), by="sekretaris")
        other.start(told(monitored=date(2026, 6, 1)), by="sekretaris")
        found = review(engine, other)
    assert found
    assert found.monitored == date(2026, 6, 1)
    assert not found.monitoring_overdue
