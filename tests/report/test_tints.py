"""The form of a report: each step tinted by its rate, with its figures as they are printed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from answers import Sop, answer, counts

from sopengine.compliance.measures import Spread
from sopengine.compliance.question import By
from sopengine.diagram.views.measured import Tint
from sopengine.report.tints import meanings, tints
from sopengine.settings.values import Monitoring

SOP = Sop(id="x", title="X", agency="Dinas", steps=(("1", "Memeriksa", "120 mnt", "Staf"),))


@pytest.mark.parametrize(
    ("on_time", "late", "overdue", "rate", "tint"),
    [
        (8, 2, 0, 80, Tint.GOOD),
        (79, 21, 0, 80, Tint.FAIR),
        (1, 1, 0, 80, Tint.FAIR),
        (49, 51, 0, 80, Tint.POOR),
        (8, 0, 2, 90, Tint.FAIR),
        (3, 7, 0, 30, Tint.GOOD),
        (2, 8, 0, 30, Tint.POOR),
        (0, 0, 0, 80, Tint.UNMEASURED),
    ],
)
def test_a_step_is_tinted_by_the_limit_of_the_office(
    on_time: int, late: int, overdue: int, rate: int, tint: Tint
) -> None:
    (group,) = answer([SOP]).of(By.STEP)
    group = replace(group, counts=counts(on_time=on_time, late=late, overdue=overdue))
    assert tints([group], Monitoring(rate=rate))["langkah-0"].tint is tint


def test_figures_stand_as_the_form_prints_them() -> None:
    (group,) = answer([SOP]).of(By.STEP)
    hours = timedelta(hours=2)
    group = replace(
        group, counts=counts(on_time=3, late=2, overdue=1), spread=Spread(of=5, median=hours, p90=hours, worst=hours)
    )
    assert tints([group], Monitoring())["langkah-0"].parts == ("n 6", "50 %", "median 2\u00a0j\u00a00\u00a0m / 120 mnt")


def test_a_standard_that_changed_counts_together_and_is_told_by_its_latest() -> None:
    (group,) = answer([SOP]).of(By.STEP)
    older = replace(group, standard="60 mnt", counts=counts(on_time=1, late=9))
    newer = replace(group, standard="120 mnt", counts=counts(on_time=9, late=1))
    found = tints([older, newer], Monitoring())["langkah-0"]
    assert (found.tint, found.parts[:2]) == (Tint.FAIR, ("n 20", "50 %"))
    assert found.parts[2].endswith("/ 120 mnt")


def test_the_legend_names_the_limits() -> None:
    assert list(meanings(Monitoring(rate=75)).values()) == [
        "75 % tepat waktu atau lebih", "50 sampai 75 %", "di bawah 50 %", "tidak diukur",
    ]  # fmt: skip
