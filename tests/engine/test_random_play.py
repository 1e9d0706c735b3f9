"""Every command at random, times out of order: what must hold does, and when everybody goes on it ends.

`SOP_PLAYS` says how many random SOPs are played and how often each form is (default 12 and once). A failing play
prints its seed and its story.
"""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

import hypothesis.strategies as st
import pytest
from commands_at_random import COMMANDS, everybody_goes_on, one_command
from databases import empty, needs_postgresql
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from player import Player
from random_flows import Played
from random_sops import Made, made
from what_holds import all_is_what_happened, check

from sopengine.graph.compile import compiled as compiled_form
from sopengine.rules import load

PLAYS = int(os.environ.get("SOP_PLAYS", "12"))
LENGTH = 40
"""Commands of one play."""
MOST_OPEN = 10
"""Forks in loops open more and more work; beyond this the play goes on to its end."""
ROOT = Path(__file__).parent.parent.parent
FORMS = sorted([*(ROOT / "definitions").glob("*.yaml"), *(ROOT / "tests" / "definitions" / "real").glob("*.yaml")])


ONCE_WRONG = (291, 592, 837, 1155, 1167, 1179, 1662, 1725, 1733, 3010, 3066, 3356, 4670, 5009, 5350, 6585, 12842, 14553)
"""Plays that once found something that did not hold."""


@pytest.mark.parametrize("seed", [*range(PLAYS), *(seed for seed in ONCE_WRONG if seed >= PLAYS)])
def test_whatever_is_done_in_a_random_sop_holds_and_ends(url: str, seed: int) -> None:
    random = Random(seed)
    play(url, made(random), random, f"seed {seed}")


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.stem)
@pytest.mark.parametrize("seed", range(max(1, PLAYS // 12)))
def test_whatever_is_done_in_a_form_holds_and_ends(url: str, form: Path, seed: int) -> None:
    compiled = compiled_form(load(form))
    names = tuple(compiled.tasks)
    made = Made(compiled=compiled, played=Played(whole=False), names=names)
    play(url, made, Random(f"{form.stem} {seed}"), form.stem)


def play(url: str, made: Made, random: Random, name: str) -> None:
    player = Player(made=made, random=random, url=url)
    try:
        check(player)
        for _ in range(LENGTH):
            if len(player.open_items) > MOST_OPEN:
                break
            one_command(player)
            check(player)
        all_is_what_happened(player)
        everybody_goes_on(player)
        all_is_what_happened(player)
    except BaseException:
        print(name, *player.story, sep="\n")
        raise
    finally:
        player.engine.close()


class Machine(RuleBasedStateMachine):
    """The same, with plays that Hypothesis makes and shortens."""

    kind = "sqlite"

    @initialize(random=st.randoms(use_true_random=False), seed=st.integers(0, 10_000))
    def start(self, random: Random, seed: int) -> None:
        self.database = empty(self.kind)
        url = self.database.__enter__()
        self.player = Player(made=made(Random(seed), most=5), random=random, url=url)

    @precondition(lambda self: hasattr(self, "player") and len(self.player.open_items) <= MOST_OPEN)
    @rule(random=st.randoms(use_true_random=False), which=st.integers(0, len(COMMANDS) - 1))
    def command(self, random: Random, which: int) -> None:
        self.player.random = random
        COMMANDS[which][0](self.player)

    @invariant()
    def what_must_hold_does(self) -> None:
        if hasattr(self, "player"):
            check(self.player)

    def teardown(self) -> None:
        if hasattr(self, "player"):
            self.player.random = Random(0)
            everybody_goes_on(self.player)
            all_is_what_happened(self.player)
            self.player.engine.close()
        if hasattr(self, "database"):
            self.database.__exit__(None, None, None)


class OnPostgresql(Machine):
    kind = "postgresql"


Machine.TestCase.settings = settings(max_examples=PLAYS, stateful_step_count=15, deadline=None)
OnPostgresql.TestCase.settings = settings(max_examples=PLAYS, stateful_step_count=15, deadline=None)
TestPlay = Machine.TestCase
TestPlayOnPostgresql = needs_postgresql(OnPostgresql.TestCase)
