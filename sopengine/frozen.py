"""Frozen values: `@frozen` is `@dataclass(frozen=True, slots=True, kw_only=True)`, made and filled quickly.

A command imports more than a hundred kinds of values and makes a dozen of them; a replay makes
thousands of one kind. `dataclass` would compile six functions a kind on import, and its constructor
calls `object.__setattr__` once a field. Here a function of a kind is compiled when it is first
called, and the constructor fills a twin of the same layout, which is not frozen, by plain
assignment and turns it into the value.

What is said by `dataclass` stays true: fields, defaults, `__post_init__`, equality, `replace`, and
that an attribute cannot be set. Figures: docs/decisions/240.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from functools import cache
from typing import Any, TypeVar, dataclass_transform

Value = TypeVar("Value")


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
def frozen(cls: type[Value]) -> type[Value]:
    """A dataclass whose values have slots, are made by keywords and cannot be changed.

    Equality and hash are of its fields, those with `compare=False` excepted; a hash that the class has itself stays.
    A class that stands on it and has more fields is `@frozen` too.
    """
    made: Any = dataclass(init=False, repr=False, eq=False, slots=True, kw_only=True)(cls)
    made.__new__ = _first
    made.__init_subclass__ = classmethod(_begin)
    made.__eq__, made.__hash__ = _first_equal, cls.__dict__.get("__hash__", _first_hash)
    made.__repr__ = _shown
    made.__setattr__ = made.__delattr__ = _refuse
    made.__reduce__ = _reduce
    frozen_class: type[Value] = made
    return frozen_class


def changing(cls: type[Value], *names: str) -> Callable[..., Value]:
    """A function of a value and of what these fields are to hold, in this order: the value that differs in them.

    As `replace` does it, with 28 fields in a tenth of the time; for kinds without `__post_init__`.
    """
    made: Callable[..., Value] | None = None

    def changed(value: Value, *given: Any) -> Value:
        nonlocal made
        if made is None:
            made = _changer(cls, names)
        return made(value, *given)

    return changed


def _first(cls: Any, **given: Any) -> Any:
    """Stands for the constructor until the first value is made."""
    cls.__new__ = _constructor(cls)
    return cls.__new__(cls, **given)


def _first_equal(self: Any, other: object) -> Any:
    cls: Any = type(self)
    lines = [
        "def __eq__(self, other):",
        " if other.__class__ is not self.__class__: return NotImplemented",
        f" return {_content(cls, 'self')} == {_content(cls, 'other')}",
    ]
    cls.__eq__ = _compiled(cls, "__eq__", lines, {})
    return cls.__eq__(self, other)


def _first_hash(self: Any) -> int:
    cls: Any = type(self)
    lines = ["def __hash__(self):", f" return hash({_content(cls, 'self')})"]
    cls.__hash__ = _compiled(cls, "__hash__", lines, {})
    return hash(self)


def _begin(cls: Any) -> None:
    """What stands on a kind has a constructor of its own: the layout may be another."""
    cls.__new__ = _first


def _constructor(cls: type) -> Callable[..., Any]:
    taken = [each for each in fields(cls) if each.init]
    known: dict[str, Any] = {"_new": object.__new__, "_twin": _twin(cls), "_unset": MISSING}
    parameters = [_parameter(each, known) for each in taken]
    head = ", ".join(["cls", "*", *parameters] if parameters else ["cls"])
    lines = [f"def __new__({head}):", " self = _new(_twin)"]
    lines += [f" self.{each.name} = {_assigned(each)}" for each in taken]
    lines += [" self.__class__ = cls"]
    lines += [" self.__post_init__()"] if hasattr(cls, "__post_init__") else []
    return _compiled(cls, "__new__", [*lines, " return self"], known)


def _changer(cls: type, names: Sequence[str]) -> Callable[..., Any]:
    lines = [f"def changed({', '.join(('value', *names))}):", " self = _new(_twin)"]
    lines += [
        f" self.{each.name} = {each.name if each.name in names else f'value.{each.name}'}" for each in fields(cls)
    ]
    known = {"_new": object.__new__, "_twin": _twin(cls), "cls": cls}
    return _compiled(cls, "changed", [*lines, " self.__class__ = cls", " return self"], known)


def _content(cls: type, value: str) -> str:
    """A tuple of the fields that count, written for a value of that name."""
    return f"({''.join(f'{value}.{each.name}, ' for each in fields(cls) if each.compare)})"


def _compiled(cls: type, name: str, lines: Sequence[str], known: dict[str, Any]) -> Callable[..., Any]:
    """The function of that name, which the lines define; `known`: what stands in them."""
    exec("\n".join(lines), known)
    made: Callable[..., Any] = known[name]
    made.__qualname__ = f"{cls.__qualname__}.{name}"
    return made


@cache
def _twin(cls: type) -> type:
    layout = {name: vars(cls)[name] for name in ("__slots__", "__orig_bases__") if name in vars(cls)}
    # Both, or the class below would still be asked: one slot of a type serves them.
    unlocked = {"__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
    return type(cls.__name__, cls.__bases__, layout | unlocked)


def _parameter(taken: Field[Any], known: dict[str, Any]) -> str:
    if taken.default is not MISSING:
        known[f"_of_{taken.name}"] = taken.default
        return f"{taken.name}=_of_{taken.name}"
    if taken.default_factory is not MISSING:
        known[f"_make_{taken.name}"] = taken.default_factory
        return f"{taken.name}=_unset"
    return taken.name


def _assigned(taken: Field[Any]) -> str:
    name = taken.name
    return name if taken.default_factory is MISSING else f"_make_{name}() if {name} is _unset else {name}"


def _shown(self: Any) -> str:
    shown = (f"{each.name}={getattr(self, each.name)!r}" for each in fields(self) if each.repr)
    return f"{self.__class__.__qualname__}({', '.join(shown)})"


def _refuse(self: object, name: str, value: object = None) -> None:
    raise FrozenInstanceError(f"a {type(self).__qualname__} is not changed: '{name}' stays")


def _reduce(self: Any) -> tuple[Any, tuple[type, dict[str, Any]]]:
    """For copies and for other processes."""
    return _again, (type(self), {each.name: getattr(self, each.name) for each in fields(self) if each.init})


def _again(cls: type[Value], given: dict[str, Any]) -> Value:
    return cls(**given)
