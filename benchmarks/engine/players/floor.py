"""Raw sqlite3 with the same reads and writes: plays one started instance of a row to its end."""

from __future__ import annotations

import sqlite3

from benchmarks.engine import flows
from benchmarks.engine.moments import clock_of_the_play
from benchmarks.engine.play import Stopwatch, options, perform
from benchmarks.floor.completion import Floor


def main() -> None:
    asked = options()
    floor = Floor(asked["file"], flows.row_tasks(asked["steps"]), flows.MINUTES, **asked["pragmas"])
    clock, waiting = clock_of_the_play(), iter(floor.open_items())

    def play(watch: Stopwatch) -> None:
        item: int | None = next(waiting)
        with watch:
            while item:
                item = floor.done(item, flows.ACTOR, clock())
                watch.steps += 1

    perform(f"SQLite {sqlite3.sqlite_version}", play)


if __name__ == "__main__":
    main()
