"""Statements of SQLAlchemy Core, compiled once a dialect and run by the driver's own cursor.

The text and the types are those of Core; what is left out is what Core does anew at every execution. How parameters
come into their places is code made of their names once, as a person would write it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import BindParameter, Column, ColumnElement, Dialect, Select
from sqlalchemy.sql.base import Executable
from sqlalchemy.sql.elements import ClauseElement

from sopengine.frozen import frozen
from sopengine.store.driver.link import Link

Row = Sequence[Any]


def place(column: Column[Any]) -> int:
    """Of a column in the rows of its table."""
    return list(column.table.columns).index(column)


@frozen
class Spelling:
    """How the parameters of a statement are read off a value, as the driver takes them."""

    expressions: Mapping[str, str]
    """Parameter -> an expression of `value`."""
    names: Mapping[str, Any]
    """What the expressions name besides."""

    def also(self, **expressions: str) -> Spelling:
        return Spelling(expressions={**self.expressions, **expressions}, names=self.names)


class Statement:
    """One statement; its named parameters are given at every execution, values that stand in it stay."""

    def __init__(self, core: Executable) -> None:
        self._core = core
        self._prepared: dict[str, _Prepared] = {}

    def rows(self, link: Link, /, **values: Any) -> list[Row]:
        """What a question brings, in the order of its columns."""
        found, results = self.kept(link, **values), self._for(link).results
        return [_processed(row, results) for row in found] if results else found

    def kept(self, link: Link, /, **values: Any) -> list[Row]:
        """The same as the driver brings it: times are still the numbers that are kept."""
        prepared, cursor = self._for(link), link.cursor
        cursor.execute(prepared.text, prepared.parameters(values))
        found: list[Row] = cursor.fetchall()
        return found

    def value(self, link: Link, /, **values: Any) -> Any:
        """The first column of the first row; None where there is none."""
        found = self.rows(link, **values)
        return found[0][0] if found else None

    def change(self, link: Link, /, **values: Any) -> int:
        """How many rows were changed."""
        return self._run(link, values)

    def change_each(self, link: Link, each: Iterable[Mapping[str, Any]]) -> None:
        """Once for each mapping of values."""
        self._run_each(link, each)

    def _run(self, link: Link, given: Any) -> int:
        prepared, cursor = self._for(link), link.cursor
        cursor.execute(prepared.text, prepared.parameters(given))
        count: int = cursor.rowcount
        return count

    def _run_each(self, link: Link, each: Iterable[Any]) -> int:
        prepared, cursor = self._for(link), link.cursor
        cursor.executemany(prepared.text, [prepared.parameters(given) for given in each])
        count: int = cursor.rowcount
        return count

    def _for(self, link: Link) -> _Prepared:
        try:
            return self._prepared[link.kind]
        except KeyError:
            found = self._prepared[link.kind] = self._prepare(link.dialect)
            return found

    def _prepare(self, dialect: Dialect) -> _Prepared:
        assert isinstance(self._core, ClauseElement)
        compiled: Any = self._core.compile(dialect=dialect)
        names = compiled.positiontup or list(compiled.binds)
        spelled, known = self._spelled({name: compiled.binds[name] for name in names}, dialect)
        columns: list[ColumnElement[Any]] = list(self._core.selected_columns) if isinstance(self._core, Select) else []
        ways = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns]
        return _Prepared(
            text=str(compiled),
            parameters=_maker(spelled, known, compiled.positiontup),
            results=tuple((place, way) for place, way in enumerate(ways) if way),
        )

    def _spelled(
        self, binds: Mapping[str, BindParameter[Any]], dialect: Dialect
    ) -> tuple[dict[str, str], dict[str, Any]]:
        """Parameter -> an expression of `value`, which maps names to what is given; and what the expressions name."""
        spelled, known = {}, dict[str, Any]()
        for place, (name, bind) in enumerate(binds.items()):
            process = bind.type.dialect_impl(dialect).bind_processor(dialect)
            if bind.required:
                known[f"way_{place}"] = process
                spelled[name] = f"way_{place}(value[{name!r}])" if process else f"value[{name!r}]"
            else:
                known[f"stays_{place}"] = process(bind.value) if process else bind.value
                spelled[name] = f"stays_{place}"
        return spelled, known


class Keeping(Statement):
    """A statement that keeps a value: its parameters are read off that by name."""

    def __init__(self, core: Executable, spelling: Spelling) -> None:
        super().__init__(core)
        self._spelling = spelling

    def keep(self, link: Link, value: Any) -> int:
        """How many rows were changed."""
        return self._run(link, value)

    def keep_each(self, link: Link, values: Iterable[Any]) -> int:
        """How many rows were changed by all of them."""
        return self._run_each(link, values)

    def _spelled(
        self, binds: Mapping[str, BindParameter[Any]], dialect: Dialect
    ) -> tuple[dict[str, str], dict[str, Any]]:
        expressions = self._spelling.expressions
        return {name: expressions[name] for name in binds}, dict(self._spelling.names)


@frozen
class _Prepared:
    """A statement as one driver takes it."""

    text: str
    parameters: Callable[[Any], Any]
    """Of what is given: a sequence, or a mapping where the driver takes them by name."""
    results: tuple[tuple[int, Callable[[Any], Any]], ...]
    """Places of the columns whose values are changed on their way out."""


def _maker(spelled: Mapping[str, str], known: dict[str, Any], positions: Sequence[str] | None) -> Callable[[Any], Any]:
    """`positions`: names in the order in which the driver takes them, one that stands twice twice; None: by name."""
    if positions is not None:
        made = f"({''.join(f'{spelled[name]}, ' for name in positions)})"
    else:
        made = f"{{{', '.join(f'{name!r}: {expression}' for name, expression in spelled.items())}}}"
    maker: Callable[[Any], Any] = eval(f"lambda value: {made}", known)
    return maker


def _processed(row: Row, results: Iterable[tuple[int, Callable[[Any], Any]]]) -> Row:
    changed = list(row)
    for place, process in results:
        if changed[place] is not None:
            changed[place] = process(changed[place])
    return changed
