"""This engine on SQLite: fires the timers that are due, one after the other."""

from __future__ import annotations

from benchmarks.engine import ours
from benchmarks.engine.play import Stopwatch, options, perform
from benchmarks.engine.pragmas import Pragmas


def main() -> None:
    asked = options()
    worker = ours.Clockworks(asked["file"])
    worker.under(Pragmas(**asked["pragmas"]))

    def play(watch: Stopwatch) -> None:
        with watch:
            worker.fire()
        watch.steps += 1

    perform(ours.VERSION, play)


if __name__ == "__main__":
    main()
