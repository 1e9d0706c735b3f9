"""This engine on SQLite: plays one started instance of the office's SOP to its end, or one step of several at once."""

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
        assert durable.is_under(pragmas)

    def play_one_step_of_ten(watch: Stopwatch) -> None:
        items = [next(waiting) for _ in range(asked["together"])]
        with watch:
            durable.done_many(items)
        watch.steps += len(items)
        assert durable.is_under(pragmas)

    def play_ten_single_steps(watch: Stopwatch) -> None:
        items = [next(waiting) for _ in range(asked["apart"])]
        with watch:
            for item in items:
                durable.done(item)
        watch.steps += len(items)
        assert durable.is_under(pragmas)

    way = play_one_step_of_ten if asked.get("together") else play_ten_single_steps if asked.get("apart") else play
    perform(ours.VERSION, way)


if __name__ == "__main__":
    main()
