"""Random commands on random flows: what must hold after each of them, whatever they were."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import hypothesis.strategies as st
from flows import flow
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from still_clock import Clock

from sopengine.engine import Engine
from sopengine.errors import NotFoundError, RefusedError
from sopengine.execution.instance import InstanceState
from sopengine.model.compiled import Compiled

NAMES = ("a", "b", "c", "d/staf", "d/kabid")
TARGETS = st.lists(st.sampled_from(NAMES), max_size=2, unique=True)
WAYS = st.one_of(
    st.builds(lambda targets: {"": targets}, TARGETS),
    st.builds(lambda yes, no: {"Ya": yes, "Tidak": no}, TARGETS, TARGETS),
)
FLOWS = st.builds(lambda *ways: dict(zip(NAMES, ways, strict=True)), *[WAYS] * len(NAMES))
MOST_OPEN = 8
"""Forks in loops open more and more work; beyond this the play goes on with what is open."""


class Play(RuleBasedStateMachine):
    """A model in plain counters plays along: which tasks are open, how often each was done."""

    @initialize(ways=FLOWS)
    def start(self, ways: dict[str, dict[str, list[str]]]) -> None:
        self.ways = ways
        self.compiled: Compiled = flow(ways)
        self.clock = Clock()
        self.engine = Engine("sqlite://", clock=self.clock)
        self.id = self.engine.start(self.compiled, by="sekretaris").id
        self.open = Counter({"a": 1})
        self.finished: Counter[str] = Counter()
        self.last_key: tuple[str, int, str | None] | None = None

    def teardown(self) -> None:
        if hasattr(self, "engine"):
            self.engine.close()

    @rule(minutes=st.integers(0, 10_000))
    def wait(self, minutes: int) -> None:
        self.clock.go_on(minutes=minutes)

    @precondition(lambda self: 0 < self.open.total() < MOST_OPEN)
    @rule(which=st.integers(0, MOST_OPEN), outcome=st.sampled_from(["Ya", "Tidak"]), keyed=st.booleans())
    def complete(self, which: int, outcome: str, keyed: bool) -> None:
        items = self.engine.work_items(self.id)
        item = items[which % len(items)]
        label = outcome if item.outcomes else None
        key = f"key-{item.id}" if keyed else None
        after = self.engine.done(item.id, by="staf-1", outcome=label, key=key)
        targets = self.ways[item.task][label or ""]
        assert [new.task for new in after.open_items if new.opened_by == item.id] == targets
        self.open[item.task] -= 1
        self.open.update(targets)
        self.finished[item.task] += 1
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
    def open_and_done_are_those_of_the_model(self) -> None:
        if hasattr(self, "engine"):
            items = self.engine.visits(self.id)
            assert Counter(item.task for item in items if not item.done_at) == +self.open
            assert Counter(item.task for item in items if item.done_at) == self.finished

    @invariant()
    def completed_exactly_when_nothing_is_open(self) -> None:
        if hasattr(self, "engine"):
            instance = self.engine.instance(self.id)
            assert (instance.state is InstanceState.COMPLETED) == (not instance.open_items)
            assert (instance.ended_at is not None) == (not instance.open_items)

    @invariant()
    def visits_of_a_step_are_counted_without_gaps(self) -> None:
        if hasattr(self, "engine"):
            visits: dict[str, list[int]] = {}
            for item in self.engine.visits(self.id):
                visits.setdefault(item.step, []).append(item.visit)
            assert all(sorted(set(numbers)) == list(range(1, max(numbers) + 1)) for numbers in visits.values())


Play.TestCase.settings = settings(max_examples=40, stateful_step_count=20, deadline=None)
TestPlay = Play.TestCase
