"""A command of `sop` within a process that has imported everything: plays it once, its output thrown away."""

from __future__ import annotations

import contextlib
import io
import sys

from benchmarks.engine import ours
from benchmarks.engine.play import Stopwatch, options, perform


def main() -> None:
    arguments, told = options()["arguments"], sys.stdin

    def play(watch: Stopwatch) -> None:
        printed = io.StringIO()
        # The command sets up an input of its own; that of this process has been read from.
        sys.stdin = io.TextIOWrapper(io.BytesIO())
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed), watch:
            ours.command(arguments)
        sys.stdin = told
        watch.steps += 1
        assert printed.getvalue()

    perform(ours.VERSION, play)


if __name__ == "__main__":
    main()
