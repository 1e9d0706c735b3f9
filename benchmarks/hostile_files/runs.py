"""Runs a command in a process of its own, forked from one that has loaded the program, and looks at what it did."""

from __future__ import annotations

import os
import resource
import signal
import sys
import time
import traceback
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from hostile_files.case import ID
from unit import ROUNDS, cpu, search

from sopengine.cli import main
from sopengine.errors.unfit import shown

LONGEST, MOST_MEMORY = 1.0, 300.0
"""CPU seconds of a command, without starting Python and loading the program; megabytes of the whole process."""
A_PAGE, A_PICTURE = 0.025, 0.075
"""CPU seconds of a page of a long form, and of one as PNG, where together they are more than the second: a form of
1,000 rows has 113 pages."""
UNIT = 0.0065
"""CPU seconds of the search of `unit.py` on the machine that seconds are told of: where it takes longer, because the
machine is slower or others use it too, so may a command."""
KILLED_AFTER = 60
"""Seconds by the clock; of CPU a quarter."""
EXIT_CODES = {0, 1, 2, 3, 4, 5}


@dataclass(frozen=True, kw_only=True)
class Run:
    """What became of one command."""

    arguments: tuple[str, ...]
    code: int
    """Of the exit; below 0 the signal that ended it."""
    cpu: float
    """Seconds."""
    memory: float
    """Megabytes at most."""
    printed: str
    longest: float = LONGEST
    """CPU seconds that it may take."""

    @property
    def hangs(self) -> bool:
        return self.code in (-signal.SIGALRM, -signal.SIGXCPU, -signal.SIGKILL)

    @property
    def fault(self) -> str:
        """In a few words; empty where it was refused or harmless."""
        if self.hangs:
            return "hangs"
        if self.code not in EXIT_CODES:
            return f"exit {self.code}: {self.printed.strip()[-200:]}"
        if "Traceback" in self.printed or "bug in sopengine" in self.printed:
            return "traceback"
        if shown(self.printed) != self.printed:
            return "signs reach the terminal"
        if self.cpu > self.longest:
            return f"{self.cpu:.1f} s"
        return f"{self.memory:.0f} MB" if self.memory > MOST_MEMORY else ""


def run(arguments: Sequence[str], office: Path, output: Path) -> Run:
    """In the folder of the office; what it prints goes to `output`."""
    done = _run(arguments, office, output)
    done = replace(done, longest=_longest(arguments, office))
    if done.cpu > done.longest:
        return replace(done, longest=done.longest * max(1.0, median(cpu(search) for _ in range(ROUNDS)) / UNIT))
    return done


def _longest(arguments: Sequence[str], office: Path) -> float:
    if arguments[0] != "draw":
        return LONGEST
    pages = len([*(office / "diagrams").glob(f"{ID}-[0-9]*.svg")])
    return max(LONGEST, pages * (A_PICTURE if "png" in arguments else A_PAGE))


def _run(arguments: Sequence[str], office: Path, output: Path) -> Run:
    with output.open("wb") as printed:
        child = os.fork()
        if not child:
            _be(arguments, office, printed.fileno())
        _, status, usage = os.wait4(child, 0)
    return Run(
        arguments=tuple(arguments),
        code=os.waitstatus_to_exitcode(status),
        cpu=usage.ru_utime + usage.ru_stime,
        memory=usage.ru_maxrss / 1024,
        printed=output.read_bytes()[:4_000_000].decode("utf-8", "surrogateescape"),
    )


def _be(arguments: Sequence[str], office: Path, descriptor: int) -> None:
    """The child; never returns."""
    code = 70
    try:
        os.setsid()
        signal.alarm(KILLED_AFTER)
        resource.setrlimit(resource.RLIMIT_CPU, (KILLED_AFTER // 4, KILLED_AFTER // 4))
        resource.setrlimit(resource.RLIMIT_AS, (3 * 2**30, 3 * 2**30))
        resource.setrlimit(resource.RLIMIT_FSIZE, (2**30, 2**30))
        os.chdir(office)
        nowhere = os.open(os.devnull, os.O_RDONLY)
        for number, target in ((nowhere, 0), (descriptor, 1), (descriptor, 2)):
            os.dup2(number, target)
        _play(arguments)
    except SystemExit as end:
        code = int(end.code or 0)
    except BaseException:
        traceback.print_exc(file=sys.stdout)
    finally:
        sys.stdout.flush()
        os._exit(code)


def _play(arguments: Sequence[str]) -> None:
    for descriptor, name in ((1, "stdout"), (2, "stderr")):
        setattr(sys, name, os.fdopen(descriptor, "w", encoding="utf-8"))
    time.tzset()
    main(arguments)
