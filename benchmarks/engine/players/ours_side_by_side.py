"""This engine on SQLite: plays one step of several instances, in one transaction or in one each."""

from __future__ import annotations

from benchmarks.engine import ours
from benchmarks.engine.play import Stopwatch, options, perform
from benchmarks.engine.pragmas import Pragmas


def main() -> None:
    asked = options()
    durable, pragmas = ours.Durable(asked["file"]), Pragmas(**asked["pragmas"])
    waiting = iter(durable.open_items())
    durable.under(pragmas)
    complete = durable.done_many if asked["way"] == "together" else durable.done_each

    def play(watch: Stopwatch) -> None:
        items = [next(waiting) for _ in range(asked["items"])]
        with watch:
            complete(items)
        watch.steps += len(items)

    perform(ours.VERSION, play, lambda: _check(durable, pragmas))


def _check(durable: ours.Durable, pragmas: Pragmas) -> None:
    assert durable.is_under(pragmas)


if __name__ == "__main__":
    main()
