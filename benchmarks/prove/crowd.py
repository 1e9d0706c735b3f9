"""Writers in processes of their own, forked from one that has everything loaded, so that a kill costs little."""

from __future__ import annotations

import os
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from itertools import count
from pathlib import Path

from benchmarks.prove.diary import ANSWERED, BEGUN, FAILED, REFUSED, Diary
from benchmarks.prove.lot import Lot
from benchmarks.prove.office import Act, next_act
from sopengine.compiled.tables import Compiled
from sopengine.engine import Engine
from sopengine.errors import RefusedError, SopError

Writer = int
"""Its process."""
_PAUSE = 0.05
"""Seconds until a writer that could not read tries again."""
_LONGEST_OPENING = 20.0
"""Seconds that all have to open the store."""
Until = Callable[[int], bool]
"""Whether so many commands are enough."""


def fork(play: Callable[[], None]) -> Writer:
    """A child that plays and ends; what it raises is told on stderr, and its exit code is 1."""
    sys.stdout.flush()
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        play()
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def start(
    url: str, sop: Compiled, names: Sequence[str], lot: Lot, diary: Path, until: Until, *, wait_for_all: bool = True
) -> list[Writer]:
    """Writers of these names; answers when all have opened the store, or at once."""
    opened, told = os.pipe()
    writers = [
        fork(partial(writes, url, sop, name, lot, diary, until, partial(_tell_open, opened, told))) for name in names
    ]
    os.close(told)
    for _ in writers if wait_for_all else ():
        select.select([opened], [], [], _LONGEST_OPENING)
        os.read(opened, 1)
    os.close(opened)
    return writers


def _tell_open(opened: int, told: int) -> None:
    os.close(opened)
    with suppress(BrokenPipeError):
        os.write(told, b".")
    os.close(told)


def kill(writers: Sequence[Writer]) -> None:
    for writer in writers:
        os.kill(writer, signal.SIGKILL)


def wait(writers: Sequence[Writer]) -> list[int]:
    """Their exit codes; of one that was killed the signal, negative."""
    return [os.waitstatus_to_exitcode(os.waitpid(writer, 0)[1]) for writer in writers]


def writes(
    url: str, sop: Compiled, name: str, lot: Lot, diary: Path, until: Until, ready: Callable[[], None] = lambda: None
) -> None:
    """Gives commands, each with a key, until the count of them is enough; now and then the same one again.

    `ready`: told once the store is open.
    """
    lots = lot.lots(name)
    book = Diary(diary / f"{name}.diary")
    with Engine(url, create=False) as engine:
        ready()
        for number in count():
            if until(number):
                break
            try:
                act = next_act(engine, sop, name.split("-")[0], lots)
            except SopError:
                time.sleep(_PAUSE)  # nothing was asked for: a server may be gone for a while
                continue
            key = f"{name}-{number}"
            if give(act, key, book) and lots.random() < 0.05:
                give(act, key, book)
    book.close()


def give(act: Act, key: str, book: Diary) -> bool:
    """One command, and what came of it; whether it was answered."""
    book.write(BEGUN, key)
    try:
        act.give(key)
        book.write(ANSWERED, key, act.name)
        return True
    except RefusedError:
        book.write(REFUSED, key)
    except SopError as error:
        book.write(FAILED, key, " ".join(str(error).split()))
    return False


def for_ever(_number: int) -> bool:
    return False
