"""This engine on SQLite: plays one started instance of the office's SOP to its end."""

from __future__ import annotations

from benchmarks.engine import flows, ours
from benchmarks.engine.play import Stopwatch, options, perform
from benchmarks.engine.pragmas import Pragmas


def main() -> None:
    asked = options()
    durable, pragmas = ours.Durable(asked["file"]), Pragmas(**asked["pragmas"])
    waiting = iter(durable.open_items())
    durable.under(pragmas)

    def play(watch: Stopwatch) -> None:
        item: int | None = next(waiting)
        with watch:
            for label in flows.OFFICE_LABELS:
                item = durable.done(item or 0, label)
        watch.steps += len(flows.OFFICE_LABELS)

    perform(ours.VERSION, play, lambda: _check(durable, pragmas))


def _check(durable: ours.Durable, pragmas: Pragmas) -> None:
    assert durable.is_under(pragmas)


if __name__ == "__main__":
    main()
