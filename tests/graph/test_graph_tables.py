"""The graph of a definition answers where arrows meet and lead back, by the names of tasks."""

from __future__ import annotations

from pathlib import Path

from sopengine.compiled.text import from_text, to_text
from sopengine.graph import Flow, Graph
from sopengine.graph.compile import compiled
from sopengine.rules import load

VALID = Path(__file__).parent.parent / "definitions" / "valid"


def graph(name: str) -> Graph:
    return load(VALID / f"{name}.yaml")


def test_a_meeting_point_waits_for_tasks_by_name() -> None:
    forked = graph("flow-opened-twice")
    assert forked.waits_for["susun"] == ("minta", "hitung", "teliti", "salin")
    assert forked.waits_for["hitung"] == ("minta",)


def test_an_arrow_leads_back_or_not() -> None:
    forked = graph("flow-opened-twice")
    assert forked.leads_back(Flow(source="teliti", target="hitung", label="Tidak"))
    assert not forked.leads_back(Flow(source="teliti", target="susun", label="Ya"))
    assert forked.back == {("teliti", "hitung")}


def test_the_compiled_tables_say_what_to_wait_for_and_come_back_from_text() -> None:
    tables = compiled(graph("flow-opened-twice"))
    assert tables.waits_for["susun"] == ("minta", "hitung", "teliti", "salin")
    assert from_text(to_text(tables), tables.text) == tables


def test_without_a_fork_nothing_has_to_be_waited_for() -> None:
    plain = graph("flow-no-end")
    assert plain.waits_for
    assert not plain.forks
    assert compiled(plain).waits_for == {}
