"""Random commands on random flows: what must hold after each of them, whatever they were."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import hypothesis.strategies as st
from databases import empty, needs_postgresql
from flows import flow
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from meeting_model import Model
from still_clock import Clock

from sopengine.compiled.tables import Compiled
from sopengine.engine import Engine
from sopengine.errors import NotFoundError, RefusedError
from sopengine.execution.values.instance import InstanceState

NAMES = ("a", "b", "c", "d/staf", "d/kabid", "e", "f")
TARGETS = st.lists(st.sampled_from(NAMES), max_size=3, unique=True)
MOST_OPEN = 8
"""Forks in loops open more and more work; beyond this the play goes on with what is open."""


@st.composite
def flows(draw: st.DrawFn) -> Compiled:
    """Any arrows; a task without work goes down the list only, since a circle of them is no SOP."""
    ways: dict[str, dict[str, list[str]]] = {}
    capsules = []
    for place, name in enumerate(NAMES):
        kind = draw(st.sampled_from(["work", "work", "decision", "decision", "capsule"]))
        if kind == "capsule" and place < len(NAMES) - 1:
            capsules.append(name)
            ways[name] = {"": draw(st.lists(st.sampled_from(NAMES[place + 1 :]), max_size=2, unique=True))}
        elif kind == "decision":
            ways[name] = {"Ya": draw(TARGETS), "Tidak": draw(TARGETS)}
        else:
            ways[name] = {"": draw(TARGETS)}
    return flow(ways, capsules=capsules)


class Play(RuleBasedStateMachine):
    """A model in plain counters plays along."""

    kind = "sqlite"

    @initialize(compiled=flows())
    def start(self, compiled: Compiled) -> None:
        self.compiled = compiled
        self.clock = Clock()
        self.database = empty(self.kind)
        self.engine = Engine(self.database.__enter__(), clock=self.clock)
        self.id = self.engine.start(self.compiled, by="sekretaris").id
        self.model = Model(compiled)
        self.last_key: tuple[str, int, str | None] | None = None

    def teardown(self) -> None:
        if hasattr(self, "engine"):
            self.engine.close()
            self.database.__exit__(None, None, None)

    @rule(minutes=st.integers(0, 10_000))
    def wait(self, minutes: int) -> None:
        self.clock.go_on(minutes=minutes)

    @precondition(lambda self: 0 < self.model.open.total() < MOST_OPEN)
    @rule(which=st.integers(0, MOST_OPEN), outcome=st.sampled_from(["Ya", "Tidak"]), keyed=st.booleans())
    def complete(self, which: int, outcome: str, keyed: bool) -> None:
        items = self.engine.work_items(self.id)
        item = items[which % len(items)]
        label = outcome if item.outcomes else None
        key = f"key-{item.id}" if keyed else None
        self.engine.done(item.id, by="staf-1", outcome=label, key=key)
        self.model.complete(item.task, label or "")
        self.last_key = (key, item.id, label) if key else self.last_key

    @precondition(lambda self: self.last_key is not None)
    @rule()
    def repeat(self) -> None:
        assert self.last_key is not None
        key, item, label = self.last_key
        self.engine.done(item, by="staf-1", outcome=label, key=key)

    @rule(which=st.integers(0, 50))
    def complete_again(self, which: int) -> None:
        done = [item for item in self.engine.visits(self.id) if item.done_at]
        if done:
            item = done[which % len(done)]
            self.refused(item.id, outcome=item.outcome or None)

    @rule(which=st.integers(0, MOST_OPEN), fault=st.sampled_from(["outcome", "early", "late", "unknown"]))
    def err(self, which: int, fault: str) -> None:
        items = self.engine.work_items(self.id)
        if not items:
            return
        item = items[which % len(items)]
        label = item.outcomes[0] if item.outcomes else None
        if fault == "outcome":
            self.refused(item.id, outcome=None if label else "Ya")
        elif fault == "early":
            self.refused(item.id, outcome=label, at=item.opened_at - timedelta(minutes=1))
        elif fault == "late":
            self.refused(item.id, outcome=label, at=self.clock.now + timedelta(seconds=1))
        else:
            self.refused(item.id + 10_000)

    def refused(self, item: int, **command: object) -> None:
        before = (self.engine.instance(self.id), self.engine.visits(self.id), self.engine.events(self.id))
        try:
            self.engine.done(item, by="staf-1", **command)  # type: ignore[arg-type]
        except (RefusedError, NotFoundError):
            pass
        else:
            raise AssertionError("not refused")
        assert (self.engine.instance(self.id), self.engine.visits(self.id), self.engine.events(self.id)) == before

    @invariant()
    def state_is_the_fold_of_its_events(self) -> None:
        if hasattr(self, "engine"):
            assert self.engine.verify(self.id)

    @invariant()
    def open_waiting_and_done_are_those_of_the_model(self) -> None:
        if hasattr(self, "engine"):
            items = self.engine.visits(self.id)
            arrivals = self.engine.instance(self.id).arrivals
            assert Counter(item.task for item in items if not item.done_at) == self.model.open
            assert {point: len(waiting) for point, waiting in arrivals.items()} == self.model.waiting
            assert Counter(item.task for item in items if item.done_at) == self.model.finished

    @invariant()
    def something_is_open_until_the_instance_is_completed(self) -> None:
        if hasattr(self, "engine"):
            instance = self.engine.instance(self.id)
            assert (instance.state is InstanceState.RUNNING) == bool(instance.open_items)
            assert (instance.ended_at is None) == bool(instance.open_items)
            assert instance.open_items or not instance.arrivals

    @invariant()
    def visits_of_a_step_are_counted_without_gaps(self) -> None:
        if hasattr(self, "engine"):
            visits: dict[str, list[int]] = {}
            for item in self.engine.visits(self.id):
                visits.setdefault(item.step, []).append(item.visit)
            assert all(sorted(set(numbers)) == list(range(1, max(numbers) + 1)) for numbers in visits.values())

    @invariant()
    def a_visit_of_a_row_holds_a_task_once_and_has_one_due_time(self) -> None:
        if hasattr(self, "engine"):
            items = self.engine.visits(self.id)
            assert max(Counter((item.task, item.visit) for item in items).values(), default=1) == 1
            assert len({(item.step, item.visit, item.due_at) for item in items}) == len(
                {(item.step, item.visit) for item in items}
            )


class PlayOnPostgresql(Play):
    kind = "postgresql"


Play.TestCase.settings = settings(max_examples=40, stateful_step_count=20, deadline=None)
PlayOnPostgresql.TestCase.settings = settings(max_examples=10, stateful_step_count=20, deadline=None)
TestPlay = Play.TestCase
TestPlayOnPostgresql = needs_postgresql(PlayOnPostgresql.TestCase)
