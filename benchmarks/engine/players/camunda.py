"""camunda-python: plays one instance of a row to its end, in memory or, with a file, in its own store."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from camunda.engine import ProcessEngine
from camunda.parser import parse_bpmn_xml
from camunda.persistence.store import Store

from benchmarks.engine import flows
from benchmarks.engine.play import Stopwatch, options, perform
from benchmarks.engine.pragmas import Pragmas, driver_connections


def main() -> None:
    asked = options()
    engine = ProcessEngine(store=Store(asked["file"])) if asked.get("file") else ProcessEngine()
    engine.deploy(parse_bpmn_xml(flows.row_as_bpmn(asked["steps"]), source_name="urut.bpmn"))
    pragmas = Pragmas(**asked["pragmas"]) if asked.get("file") else None

    def play(watch: Stopwatch) -> None:
        instance = engine.start_process_instance_by_key("urut", {})
        if pragmas:
            _put_under(pragmas)
        with watch:
            while tasks := engine.create_task_query(process_instance_id=instance.id):
                engine.complete_task(tasks[0].id, {})
                watch.steps += 1

    perform(f"camunda-python {version('camunda-python')}", play)


def _put_under(pragmas: Pragmas) -> None:
    found: list[Any] = driver_connections()
    assert found
    for connection in found:
        if not pragmas.are_on(connection):
            pragmas.set_on(connection)


if __name__ == "__main__":
    main()
