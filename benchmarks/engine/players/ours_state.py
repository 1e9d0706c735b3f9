"""This engine, asked for the state of the first instance of a store."""

from __future__ import annotations

from benchmarks.engine import ours
from benchmarks.engine.play import Stopwatch, options, perform


def main() -> None:
    durable = ours.Durable(options()["file"])

    def play(watch: Stopwatch) -> None:
        with watch:
            durable.look_at(1)
        watch.steps += 1

    perform(ours.VERSION, play)


if __name__ == "__main__":
    main()
