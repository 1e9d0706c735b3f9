"""0003 to 0004, a module a subject. All statements stand in them as they were released."""

from __future__ import annotations

from collections.abc import Callable

from sopengine.store.driver.link import Link
from sopengine.store.migrations.to_0004 import accounts, people, reports
from sopengine.store.migrations.to_0004.chain import chain_events
from sopengine.store.migrations.to_0004.timers import keep_what_is_told

STEPS: tuple[Callable[[Link], None], ...] = (
    people.upgrade,
    accounts.upgrade,
    reports.upgrade,
    keep_what_is_told,
    chain_events,
)
"""In their order; the chain comes last, for it holds what the others make of events."""


def upgrade(link: Link) -> None:
    """Inside a writing transaction."""
    for step in STEPS:
        step(link)
