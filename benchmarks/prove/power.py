"""What a disk holds when the power goes: of what was not synced any part, sector by sector, in any order."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.prove.disk import Written, is_log

SECTOR = 512
"""Bytes that a disk writes whole or not at all; eight of them are a page of SQLite."""


@dataclass(slots=True)
class _File:
    lasting: bytes | None = None
    """What is there for certain; None: not even its name."""
    now: bytearray = field(default_factory=bytearray)
    """What whoever writes it sees."""
    unsynced: list[Written] = field(default_factory=list)
    is_there: bool = True
    """For whoever looks now."""
    fresh_log: bool = False
    """Its first sync makes the names of the folder lasting, too."""


class Platter:
    """The disk below a recording, act by act."""

    def __init__(self, before: Mapping[str, bytes]) -> None:
        """`before`: file -> what it holds for certain at first."""
        self._files = {name: _File(lasting=data, now=bytearray(data)) for name, data in before.items()}

    def take(self, act: Written) -> None:
        """The next thing that is done."""
        if act.act == "said":
            return
        file = self._files.setdefault(act.file, _File())
        match act.act:
            case "create":
                file.now, file.is_there, file.fresh_log = bytearray(), True, is_log(act.file)
            case "write" | "truncate":
                _apply(file.now, act)
                file.unsynced.append(act)
            case "sync":
                self._sync(file)
            case "delete":
                file.is_there = False
                if act.at:
                    self._sync_folder()

    def cut(self, lots: random.Random) -> dict[str, bytes]:
        """File -> what it may hold after the power went now."""
        chance = lots.choice((0.0, 1.0, 0.5, lots.random()))
        found = {}
        for name, file in self._files.items():
            has_name = file.is_there if file.is_there == (file.lasting is not None) else lots.random() < 0.5
            if has_name:
                found[name] = _after_a_cut(file.lasting or b"", file.unsynced, chance, lots)
        return found

    def _sync(self, file: _File) -> None:
        file.unsynced.clear()
        if file.lasting is not None or file.fresh_log:
            file.lasting = bytes(file.now)
        if file.fresh_log:
            file.fresh_log = False
            self._sync_folder()

    def _sync_folder(self) -> None:
        for file in self._files.values():
            if not file.is_there:
                file.lasting = None
                file.unsynced.clear()
            elif file.lasting is None:
                file.lasting = b""


def _after_a_cut(lasting: bytes, unsynced: Sequence[Written], chance: float, lots: random.Random) -> bytes:
    data = bytearray(lasting)
    for act in unsynced:
        if act.act == "truncate":
            if lots.random() < chance:
                _apply(data, act)
            continue
        for begin in range(act.at - act.at % SECTOR, act.at + len(act.data), SECTOR):
            first, last = max(begin, act.at), min(begin + SECTOR, act.at + len(act.data))
            if lots.random() < chance:
                _apply(data, Written("write", act.file, first, act.data[first - act.at : last - act.at]))
    return bytes(data)


def _apply(data: bytearray, act: Written) -> None:
    if act.act == "truncate":
        del data[act.at :]
        data.extend(bytes(act.at - len(data)))
        return
    data.extend(bytes(max(0, act.at - len(data))))
    data[act.at : act.at + len(act.data)] = act.data
