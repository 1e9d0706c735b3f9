"""What it adds to a completion to ask who may: the same work in a store without people and in one of a whole office."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from benchmarks.engine import flows, ours
from benchmarks.engine.contest import Player, contest
from benchmarks.engine.figure import Figure, beside
from benchmarks.engine.pragmas import FAST, SAFE
from benchmarks.engine.setting import Setting

AT_MOST = 1.1
_PLAYS = 25
"""A round."""
_ROUNDS = 25
_EMPLOYEES = 400


def of_a_completion(setting: Setting) -> Iterator[Figure]:
    rounds = setting.rounds(_ROUNDS)
    for pragmas in (FAST, SAFE):
        plain, staffed = setting.copies(f"rights-{pragmas.journal}", flows.office(), _PLAYS * (rounds + 1), 2)
        ours.staffed(staffed, _EMPLOYEES)
        players = [
            Player(label, "ours_durable", _PLAYS, file=file, pragmas=asdict(pragmas))
            for label, file in (("with people", staffed), ("without people", plain))
        ]
        what = f"durable completion, who may is asked, {pragmas}"
        yield beside(what, contest(players, rounds), "with people", "without people", AT_MOST)
