"""Statements of SQLAlchemy Core, compiled once a dialect and run by the driver's own cursor.

The text, the types and the errors are those of Core; what is left out is what Core does anew at every execution.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Dialect, Select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.base import Executable
from sqlalchemy.sql.elements import ClauseElement
from sqlalchemy.types import TypeEngine

Process = Callable[[Any], Any] | None
Row = Sequence[Any]


class Statement:
    """One statement; every parameter of it is given by name at every execution."""

    def __init__(self, core: Executable) -> None:
        self._core = core
        self._prepared: dict[str, _Prepared] = {}

    def rows(self, connection: Connection, /, **values: Any) -> list[Row]:
        """What a question brings, in the order of its columns."""
        prepared = self._for(connection.dialect)
        cursor = _cursor(connection)
        _run(connection, cursor, cursor.execute, prepared.text, prepared.parameters(values))
        found: list[Row] = cursor.fetchall()
        cursor.close()
        return [prepared.row(row) for row in found] if prepared.results else found

    def change(self, connection: Connection, /, **values: Any) -> int:
        """How many rows were changed."""
        prepared = self._for(connection.dialect)
        cursor = _cursor(connection)
        _run(connection, cursor, cursor.execute, prepared.text, prepared.parameters(values))
        count: int = cursor.rowcount
        cursor.close()
        return count

    def change_each(self, connection: Connection, each: Iterable[Mapping[str, Any]]) -> None:
        """Once for each mapping of values."""
        prepared = self._for(connection.dialect)
        cursor = _cursor(connection)
        parameters = [prepared.parameters(values) for values in each]
        _run(connection, cursor, cursor.executemany, prepared.text, parameters)
        cursor.close()

    def _for(self, dialect: Dialect) -> _Prepared:
        found = self._prepared.get(dialect.name)
        if found is None:
            found = self._prepared[dialect.name] = _prepare(self._core, dialect)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Prepared:
    """A statement as one driver takes it."""

    text: str
    by_position: bool
    names: tuple[tuple[str, Process], ...]
    """Of the parameters, in their order, with what is done to a value on its way in."""
    results: tuple[tuple[int, Callable[[Any], Any]], ...]
    """Places of the columns whose values are changed on their way out."""

    def parameters(self, values: Mapping[str, Any]) -> Any:
        if self.by_position:
            return [process(values[name]) if process else values[name] for name, process in self.names]
        return {name: process(values[name]) if process else values[name] for name, process in self.names}

    def row(self, row: Row) -> Row:
        changed = list(row)
        for place, process in self.results:
            changed[place] = process(changed[place])
        return changed


def _prepare(core: Executable, dialect: Dialect) -> _Prepared:
    assert isinstance(core, ClauseElement)
    compiled: Any = core.compile(dialect=dialect)
    names = compiled.positiontup or list(compiled.binds)
    columns: list[ColumnElement[Any]] = list(core.selected_columns) if isinstance(core, Select) else []
    processes = [_own(column.type, dialect).result_processor(dialect, None) for column in columns]
    return _Prepared(
        text=str(compiled),
        by_position=compiled.positiontup is not None,
        names=tuple((name, _own(compiled.binds[name].type, dialect).bind_processor(dialect)) for name in names),
        results=tuple((place, process) for place, process in enumerate(processes) if process),
    )


def _own(type: TypeEngine[Any], dialect: Dialect) -> TypeEngine[Any]:
    return type.dialect_impl(dialect)


def _cursor(connection: Connection) -> Any:
    return connection.connection.cursor()


def _run(connection: Connection, cursor: Any, run: Callable[[str, Any], Any], text: str, parameters: Any) -> None:
    """Raises the error that Core raises."""
    dialect = connection.dialect
    driver: Any = dialect.loaded_dbapi
    try:
        run(text, parameters)
    except driver.Error as error:
        lost = dialect.is_disconnect(error, connection.connection, cursor)
        if lost:
            connection.invalidate(error)
        raise DBAPIError.instance(
            text, parameters, error, driver.Error, connection_invalidated=lost, dialect=dialect
        ) from error
