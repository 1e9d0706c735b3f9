"""A command of `sop` within a process that has imported everything: plays it once, its output thrown away."""

from __future__ import annotations

import contextlib
import io

from benchmarks.engine import ours
from benchmarks.engine.play import Stopwatch, options, perform


def main() -> None:
    arguments = options()["arguments"]

    def play(watch: Stopwatch) -> None:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()), watch:
            ours.command(arguments)
        watch.steps += 1
        assert printed.getvalue()

    perform(ours.VERSION, play)


if __name__ == "__main__":
    main()
