"""Statements of SQLAlchemy Core, compiled once a dialect and run by the driver's own cursor.

The text and the types are those of Core; what is left out is what Core does anew at every execution.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Column, ColumnElement, Dialect, Select
from sqlalchemy.sql.base import Executable
from sqlalchemy.sql.elements import ClauseElement
from sqlalchemy.types import TypeEngine

from sopengine.store.driver.link import Link

Process = Callable[[Any], Any] | None
Row = Sequence[Any]


def place(column: Column[Any]) -> int:
    """Of a column in the rows of its table."""
    return list(column.table.columns).index(column)


class Statement:
    """One statement; its named parameters are given at every execution, values that stand in it stay."""

    def __init__(self, core: Executable) -> None:
        self._core = core
        self._prepared: dict[str, _Prepared] = {}

    def rows(self, link: Link, /, **values: Any) -> list[Row]:
        """What a question brings, in the order of its columns."""
        prepared = self._for(link.dialect)
        cursor = link.raw.execute(prepared.text, prepared.parameters(values))
        found: list[Row] = cursor.fetchall()
        cursor.close()
        return [prepared.row(row) for row in found] if prepared.results else found

    def value(self, link: Link, /, **values: Any) -> Any:
        """The first column of the first row; None where there is none."""
        found = self.rows(link, **values)
        return found[0][0] if found else None

    def change(self, link: Link, /, **values: Any) -> int:
        """How many rows were changed."""
        prepared = self._for(link.dialect)
        cursor = link.raw.execute(prepared.text, prepared.parameters(values))
        count: int = cursor.rowcount
        cursor.close()
        return count

    def change_each(self, link: Link, each: Iterable[Mapping[str, Any]]) -> None:
        """Once for each mapping of values."""
        prepared = self._for(link.dialect)
        cursor = link.raw.cursor()
        cursor.executemany(prepared.text, [prepared.parameters(values) for values in each])
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
    names: tuple[tuple[str, Process, Any], ...]
    """Of the parameters, in their order, with what is done to a value on its way in, and the value in the statement."""
    results: tuple[tuple[int, Callable[[Any], Any]], ...]
    """Places of the columns whose values are changed on their way out."""

    def parameters(self, values: Mapping[str, Any]) -> Any:
        found = [
            process(values.get(name, kept)) if process else values.get(name, kept) for name, process, kept in self.names
        ]
        return found if self.by_position else {name: each for (name, _, _), each in zip(self.names, found, strict=True)}

    def row(self, row: Row) -> Row:
        changed = list(row)
        for place, process in self.results:
            if changed[place] is not None:
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
        names=tuple(_parameter(compiled.binds[name], dialect, name) for name in names),
        results=tuple((place, process) for place, process in enumerate(processes) if process),
    )


def _parameter(bind: BindParameter[Any], dialect: Dialect, name: str) -> tuple[str, Process, Any]:
    return name, _own(bind.type, dialect).bind_processor(dialect), bind.value


def _own(type: TypeEngine[Any], dialect: Dialect) -> TypeEngine[Any]:
    return type.dialect_impl(dialect)
