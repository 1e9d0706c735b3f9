"""What each writer says of its commands, where no kill of it can take that away; and holding the store against it."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from sopengine.engine import Engine
from sopengine.store.dialects.sqlite import driver

BEGUN, ANSWERED, REFUSED, FAILED = "begun", "answered", "refused", "failed"


class Diary:
    """Of one writer: a line before a command and one after it, each in one write to the kernel."""

    def __init__(self, file: Path) -> None:
        self._descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def write(self, word: str, key: str, more: str = "") -> None:
        os.write(self._descriptor, f"{word} {key} {more}\n".encode())

    def close(self) -> None:
        os.close(self._descriptor)


@dataclass(slots=True)
class Told:
    """What all diaries of a folder say, by key."""

    begun: set[str] = field(default_factory=set)
    answered: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)
    failed: dict[str, str] = field(default_factory=dict)
    """With what the message said."""


def read(folder: Path) -> Told:
    told = Told()
    for file in sorted(folder.glob("*.diary")):
        for line in file.read_text(encoding="utf-8").splitlines():
            word, key, more = line.split(" ", 2)
            if word == FAILED:
                told.failed[key] = more
            else:
                {BEGUN: told.begun, ANSWERED: told.answered, REFUSED: told.refused}[word].add(key)
    return told


def contradictions(url: str, told: Told, *, integrity: bool = True) -> Iterator[str]:
    """What the store and the diaries do not agree in, and in what the store contradicts itself."""
    try:
        yield from _contradictions(url, told)
        if integrity and "://" not in url:
            yield from damage(Path(url))
    except Exception as error:
        yield f"{type(error).__name__}: {error}"


def _contradictions(url: str, told: Told) -> Iterator[str]:
    with Engine(url, create=False) as engine:
        faults = engine.faults()
        events = [event for number in engine.numbers() for event in engine.events(number)]
    yield from (str(fault.what) for fault in faults)
    kept = {event.key for event in events if event.key}
    yield from (f"{key} was answered and is not there" for key in sorted(told.answered - kept))
    yield from (f"{key} is there and was never asked for" for key in sorted(kept - told.begun))
    yield from (f"{key} was refused and is there" for key in sorted(told.refused & kept))
    undone = Counter(event.item for event in events if event.kind == "undone")
    done = Counter(event.item for event in events if event.kind == "done")
    twice = [item for item, count in done.items() if count > 1 + undone[item]]
    yield from (f"work item {item} was done {done[item]} times" for item in twice)


def damage(file: Path) -> Iterator[str]:
    """What SQLite itself finds in a file."""
    with closing(driver().connect(file)) as connection:
        found = [row[0] for row in connection.execute("PRAGMA integrity_check(3)")]
        yield from (f"integrity_check: {each}" for each in found if each != "ok")
        yield from (f"foreign_key_check: {row}" for row in connection.execute("PRAGMA foreign_key_check"))
