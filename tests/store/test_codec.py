"""What is new in a value is one line there and one in the table: kept and read by name, wherever it stands."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flows import kinerja
from sqlalchemy import Column, MetaData, Table, Text, insert, make_url, select
from sqlalchemy.schema import CreateTable

import sopengine
from sopengine.engine import Engine
from sopengine.execution.values.events.event import Event
from sopengine.execution.values.events.flow import Completed, Done, Opened
from sopengine.execution.values.events.kinds import KINDS
from sopengine.execution.values.events.telling import Reminded
from sopengine.execution.values.work import Awaits, WorkItem
from sopengine.frozen import frozen
from sopengine.store import codec, plain, tables
from sopengine.store.dialects.sqlite import Sqlite
from sopengine.store.driver.link import Link
from sopengine.store.driver.statement import Keeping, Statement
from sopengine.store.store import Store
from sopengine.store.writer import _INSERT_EVENT

AT = datetime(2026, 7, 1, 1, 15, tzinfo=UTC)
HOUSE = Path(sopengine.__file__).parent


@frozen
class RoomedItem(WorkItem):
    """A work item with one field more."""

    room: str = ""


@pytest.fixture
def link() -> Iterator[Link]:
    database = Sqlite(make_url("sqlite://"), create=True)
    raw = database.open()
    yield Link(database, raw)
    raw.close()


@pytest.mark.parametrize("place", [0, 5, len(tables.work_item.columns)])
def test_a_value_with_one_more_field_is_kept_in_a_table_with_one_more_column(link: Link, place: int) -> None:
    columns = [Column[object](column.name, column.type) for column in tables.work_item.columns]
    columns.insert(place, Column("room", Text, nullable=False))
    table = Table("work_item", MetaData(), *columns)
    link.run(str(CreateTable(table).compile(dialect=link.dialect)))
    kept = codec.Codec(RoomedItem, table)
    item = RoomedItem(id=7, instance=1, task="ukur", step="ukur", actor="tim", visit=1, opened_at=AT, room="Ruang 3")
    assert Keeping(insert(table), kept.spelling).keep(link, item) == 1
    (row,) = Statement(select(table)).kept(link)
    assert kept.value(RoomedItem, row) == item
    assert link.raw.execute("SELECT room FROM work_item").fetchone() == ("Ruang 3",)


@frozen
class Photographed(Event):
    """A kind of event that is new."""

    picture: str
    seen_by: Mapping[str, str] = field(default_factory=dict)
    taken_at: datetime | None = None
    pages: tuple[int, ...] = ()


BASE: dict[str, Any] = {"instance": 1, "seq": 2, "version": 2, "at": AT, "recorded_at": AT, "by": "staf-1"}


def test_a_new_kind_of_event_is_kept_and_read_by_name(shared: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codec, "KINDS", {**KINDS, "photographed": Photographed})
    with Engine(shared) as engine:
        begun = engine.start(kinerja(), by="staf-1")
    event = Photographed(
        instance=begun.id,
        seq=begun.events + 1,
        version=begun.version + 1,
        at=AT,
        recorded_at=AT,
        by="staf-1",
        picture="papan.png",
        seen_by={"staf-2": "ya"},
        taken_at=AT,
        pages=(1, 3),
    )
    store = Store(shared)
    store.write(lambda write: _INSERT_EVENT.keep(write.link, (*codec.event_row(event), bytes(32))))
    assert store.read(lambda reader: reader.events(begun.id))[-1] == event
    store.close()


@pytest.mark.parametrize(
    "event",
    [
        Photographed(**BASE, picture='papan "A"\n\\é\u2028\x01', pages=(1,)),
        Photographed(**BASE, picture="", taken_at=AT, seen_by={"staf-2": "ya"}),
        Done(**BASE, outcome="Ya", note="cek", count=3),
        Opened(**BASE, task="ukur", visit=2, due_at=AT, provisional=True, came_from=7, awaits=Awaits.TIME),
        Completed(**BASE),
    ],
    ids=lambda event: event.kind,
)
def test_the_text_of_an_event_is_that_of_its_fields_as_plain_data(event: Event) -> None:
    left_out = frozenset(field.name for field in fields(Event))
    said = {name: each for name, each in plain.to_plain(event).items() if name not in left_out}
    assert plain.saying(type(event), left_out)(event) == plain.to_text(said)


def test_a_reminder_of_an_earlier_release_is_read_and_one_of_this_is_read_there() -> None:
    """By an earlier one, which passes over what it does not know; a kind that it does not know it could not read."""
    kept = '{"due_at":"2026-07-03T09:30:00+00:00"}'
    by_itself = Reminded(**BASE, **plain.from_plain(Reminded, plain.from_text(kept)))
    assert (by_itself.by_hand, by_itself.note) == (False, "")
    left_out = frozenset(field.name for field in fields(Event))
    assert plain.saying(Reminded, left_out)(by_itself) == kept

    @frozen
    class Earlier(Event):
        due_at: datetime

    by_hand = plain.saying(Reminded, left_out)(Reminded(**BASE, due_at=AT, by_hand=True, note="ditunggu"))
    assert Earlier(**BASE, **plain.from_plain(Earlier, plain.from_text(by_hand))).due_at == AT


def test_a_field_that_would_not_come_back_as_it_was_is_refused() -> None:
    @dataclass(frozen=True, kw_only=True)
    class Odd:
        names: frozenset[str] = frozenset()

    with pytest.raises(KeyError, match="frozenset"):
        plain.to_plain(Odd())


LINES = (
    ("execution/values/work.py", "    task: str\n", '    room: str = "Ruang 3"\n'),
    ("store/tables.py", '    "work_item",\n    metadata,\n', '    Column("room", Text, nullable=False),\n'),
    ("execution/values/instance.py", "    sop: str\n", '    mood: str = "tenang"\n'),
    ("store/tables.py", '    "instance",\n    metadata,\n', '    Column("mood", Text, nullable=False),\n'),
    ("execution/values/events/event.py", "    seq: int\n", '    place: str = "loket"\n'),
    ("store/tables.py", '    "event",\n    metadata,\n', '    Column("place", Text, nullable=False),\n'),
)
"""In which module, before or behind what, which line."""
PLAY = """
from flows import kinerja
from sopengine.engine import Engine
with Engine("sop.db") as engine:
    begun = engine.start(kinerja(), by="staf-1", ref="Surat 1")
    engine.done(engine.work_items()[0].id, by="staf-1")
with Engine("sop.db") as engine:
    print({item.room for item in engine.visits()}, {item.room for item in engine.work_items()})
    print(engine.instance("surat 1").mood, {event.place for event in engine.events(begun.id)})
    print(engine.verify(begun.id), engine.faults())
"""


def test_a_column_more_is_one_line_in_the_value_and_one_in_the_table(tmp_path: Path) -> None:
    """The real house, with three columns more, each the first of its table, runs an instance and holds the proof."""
    shutil.copytree(HOUSE, tmp_path / "sopengine", ignore=shutil.ignore_patterns("fonts"))
    for module, where, line in LINES:
        file = tmp_path / "sopengine" / module
        text = file.read_text(encoding="utf-8")
        assert text.count(where) == 1
        added = where + line if where.endswith("metadata,\n") else line + where
        file.write_text(text.replace(where, added), encoding="utf-8")
    paths = f"import sys; sys.path[:0] = [{str(tmp_path)!r}, {str(HOUSE.parent / 'tests')!r}]"
    done = subprocess.run(
        [sys.executable, "-c", f"{paths}{PLAY}"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert not done.stderr
    assert done.stdout.splitlines() == ["{'Ruang 3'} {'Ruang 3'}", "tenang {'loket'}", "True ()"]
