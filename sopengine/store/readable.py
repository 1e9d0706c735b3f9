"""The guard between rows and values: what another program, or a broken disk, left in a row is no bug of ours."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from sopengine.errors import StorageError

if TYPE_CHECKING:
    from sopengine.store.reader import Reader

Given = ParamSpec("Given")
Answer = TypeVar("Answer")
Question = Callable[Concatenate["Reader", Given], Answer]

_OF_ROWS = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError)


def readable(question: Question[Given, Answer]) -> Question[Given, Answer]:
    """A method of Reader that raises StorageError where a row holds what nothing here has written."""

    @wraps(question)
    def guarded(reader: Reader, /, *given: Given.args, **named: Given.kwargs) -> Answer:
        driver = reader.connection.dialect.loaded_dbapi
        try:
            return question(reader, *given, **named)
        except (*_OF_ROWS, driver.Error) as error:  # the driver's own: of a text that is no UTF-8
            raise StorageError(
                "the store {store} holds what cannot be read ({kind}: {reason}): bring back a copy of it",
                store=reader.name,
                kind=type(error).__name__,
                reason=str(error),
            ) from error

    return guarded
