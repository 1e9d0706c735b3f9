"""A SQLite file system that can fail, and that remembers what was written: put under the driver that is in use.

It is a copy of SQLite's own (the "VFS" that the library registers first) with some of its functions replaced, in this
process: what is proved is proved of the library that Python's sqlite3 has loaded.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from sopengine.store.dialects.sqlite import driver

_Int, _Pointer, _Int64 = ctypes.c_int, ctypes.c_void_p, ctypes.c_int64
# A name is passed on as it came: behind it stands what SQLite tells of the database that a journal belongs to.
_Open = ctypes.CFUNCTYPE(_Int, _Pointer, _Pointer, _Pointer, _Int, _Pointer)
_Delete = ctypes.CFUNCTYPE(_Int, _Pointer, _Pointer, _Int)
_Close = ctypes.CFUNCTYPE(_Int, _Pointer)
_Transfer = ctypes.CFUNCTYPE(_Int, _Pointer, _Pointer, _Int, _Int64)
_Truncate = ctypes.CFUNCTYPE(_Int, _Pointer, _Int64)
_OnFlag = ctypes.CFUNCTYPE(_Int, _Pointer, _Int)
_OnPointer = ctypes.CFUNCTYPE(_Int, _Pointer, _Pointer)

_METHODS = ("close", "read", "write", "truncate", "sync", "size", "lock", "unlock")
"""The first functions of an open file, behind its version."""
_TYPES = (_Close, _Transfer, _Transfer, _Truncate, _OnFlag, _OnPointer, _OnFlag, _OnFlag)
_WORDS_OF_METHODS, _WORDS_OF_SYSTEM = 19, 21
"""Pointers in SQLite's structures, of their third version."""
_NAME_AT, _OPEN_AT, _DELETE_AT = 3, 5, 6
"""Places of pointers in the structure of a file system."""
OK, FULL, CANNOT_OPEN, IO_ERROR = 0, 13, 14, 10
_FAILURES = {"read": 1, "write": 3, "sync": 4, "truncate": 6, "size": 7, "lock": 15, "delete": 10}
"""What SQLite calls an input or output error of each kind, in the second byte."""
_CREATE = 0x4
_IS_LOG = re.compile(r"-(journal|wal)$")


@dataclass(frozen=True, slots=True)
class Written:
    """One thing that was done to the disk."""

    act: str
    """create, write, truncate, sync, delete; or said: a note of the one who plays."""
    file: str
    at: int = 0
    """Where, of a write; how long, of a truncation; whether the folder was synced, of a deletion."""
    data: bytes = b""


class Disk:
    """The file system of all databases that this process opens, once it is put there."""

    def __init__(self) -> None:
        self.written: list[Written] | None = None
        """What was done since this was made a list."""
        self.fails: Callable[[str, str], int] = lambda _act, _file: OK
        """Asked before each act upon a file: an error code of SQLite, or OK to let it be done."""
        self._library = _library()
        self._names: dict[int, str] = {}
        self._kept: list[Any] = []
        self._methods: dict[int, tuple[int, dict[str, Any]]] = {}

    @contextmanager
    def under_new_connections(self) -> Iterator[Self]:
        """For a while; those that were opened have to be closed before it ends."""
        self.put()
        try:
            yield self
        finally:
            self._library.sqlite3_vfs_unregister(ctypes.byref(self._kept[0]))

    def put(self) -> None:
        """Under all that is opened from now on."""
        original = ctypes.cast(self._library.sqlite3_vfs_find(None), ctypes.POINTER(_Pointer * _WORDS_OF_SYSTEM))
        copy = (_Pointer * _WORDS_OF_SYSTEM)(*original.contents)
        self._open_there = _Open(original.contents[_OPEN_AT] or 0)
        self._delete_there = _Delete(original.contents[_DELETE_AT] or 0)
        name = ctypes.create_string_buffer(b"disk that can fail")
        hooks = (_Open(self._open), _Delete(self._delete))
        copy[_NAME_AT] = ctypes.addressof(name)
        copy[_OPEN_AT], copy[_DELETE_AT] = (ctypes.cast(hook, _Pointer).value for hook in hooks)
        self._kept += [copy, name, hooks]
        _PUT.append(self)
        if self._library.sqlite3_vfs_register(ctypes.byref(copy), 1) != OK:
            raise RuntimeError("SQLite takes no other file system")

    @contextmanager
    def failing(self, fails: Callable[[str, str], int]) -> Iterator[None]:
        before, self.fails = self.fails, fails
        try:
            yield
        finally:
            self.fails = before

    def say(self, what: str) -> None:
        """A note between the acts, by whoever plays."""
        if self.written is not None:
            self.written.append(Written("said", what))

    def _note(self, act: str, file: str, at: int = 0, data: bytes = b"") -> None:
        if self.written is not None:
            self.written.append(Written(act, file, at, data))

    def _open(self, system: int, name: int | None, file: int, flags: int, out: int) -> int:
        path = ctypes.string_at(name).decode() if name else ""
        if code := self.fails("open", path):
            return code
        is_new = bool(flags & _CREATE) and bool(path) and not Path(path).exists()
        code = int(self._open_there(system, name, file, flags, out))
        if code == OK and path:
            self._names[file] = path
            self._replace_methods(file)
            if is_new:
                self._note("create", path)
        return code

    def _delete(self, system: int, name: int, sync_folder: int) -> int:
        path = ctypes.string_at(name).decode()
        if code := self.fails("delete", path):
            return code
        code = int(self._delete_there(system, name, sync_folder))
        if code == OK:
            self._note("delete", path, sync_folder)
        return code

    def _replace_methods(self, file: int) -> None:
        """A copy of the functions of an open file, with ours among them; one for all files of a kind."""
        place = _Pointer.from_address(file)
        original = place.value or 0
        if original not in self._methods:
            words = (_Pointer * _WORDS_OF_METHODS).from_address(original)
            copy = (_Pointer * _WORDS_OF_METHODS)(*words)
            there = {
                name: type(words[at] or 0) for at, (name, type) in enumerate(zip(_METHODS, _TYPES, strict=True), 1)
            }
            hooks = {name: type(getattr(self, f"_{name}")) for name, type in zip(_METHODS, _TYPES, strict=True)}
            for at, name in enumerate(_METHODS, 1):
                copy[at] = ctypes.cast(hooks[name], _Pointer).value
            self._kept += [copy, hooks]
            self._methods[original] = (ctypes.addressof(copy), there)
            self._there = there
        place.value = self._methods[original][0]

    def _close(self, file: int) -> int:
        self._names.pop(file, None)
        return int(self._there["close"](file))

    def _read(self, file: int, into: int, length: int, at: int) -> int:
        return self.fails("read", self._names[file]) or int(self._there["read"](file, into, length, at))

    def _write(self, file: int, data: int, length: int, at: int) -> int:
        path = self._names[file]
        if code := self.fails("write", path):
            return code
        code = int(self._there["write"](file, data, length, at))
        if code == OK and self.written is not None:
            self._note("write", path, at, ctypes.string_at(data, length))
        return code

    def _truncate(self, file: int, length: int) -> int:
        return self._done("truncate", file, length)

    def _sync(self, file: int, flags: int) -> int:
        return self._done("sync", file, flags)

    def _done(self, act: str, file: int, more: int) -> int:
        path = self._names[file]
        if code := self.fails(act, path):
            return code
        code = int(self._there[act](file, more))
        if code == OK:
            self._note(act, path, more)
        return code

    def _size(self, file: int, into: int) -> int:
        return self.fails("size", self._names[file]) or int(self._there["size"](file, into))

    def _lock(self, file: int, kind: int) -> int:
        return self.fails("lock", self._names[file]) or int(self._there["lock"](file, kind))

    def _unlock(self, file: int, kind: int) -> int:
        return int(self._there["unlock"](file, kind))


_PUT: list[Disk] = []
"""SQLite goes on calling them, whoever else has forgotten them."""


def failure(act: str) -> int:
    """The code of an input or output error of an act."""
    return CANNOT_OPEN if act == "open" else IO_ERROR | _FAILURES[act] << 8


def is_log(file: str) -> bool:
    """Whether its entry in the folder is made lasting by its own first sync, as SQLite does it of journals."""
    return bool(_IS_LOG.search(file))


def build() -> str:
    """Which library it is."""
    module = driver()
    connection = module.connect(":memory:")
    (source,) = connection.execute("SELECT sqlite_source_id()").fetchone()
    connection.close()
    return f"SQLite {module.sqlite_version} as {module.__name__} has it ({source[:10]})"


def _library() -> Any:
    """The one that the store's driver has loaded; another copy would have file systems of its own."""
    module = driver()
    inner = sys.modules[f"{module.__name__.rpartition('.')[0]}._sqlite3".lstrip(".")]
    for name in (inner.__file__, ctypes.util.find_library("sqlite3")):
        library = ctypes.CDLL(name)
        if hasattr(library, "sqlite3_vfs_find"):
            library.sqlite3_vfs_find.restype = _Pointer
            library.sqlite3_libversion.restype = ctypes.c_char_p
            if library.sqlite3_libversion().decode() == module.sqlite_version:
                return library
    raise RuntimeError("the library of SQLite's driver does not show its file systems")
