"""camunda-python: plays one instance of the office's SOP to its end, in memory or, with a file, in its own store."""

from __future__ import annotations

from importlib.metadata import version

from camunda.engine import ProcessEngine
from camunda.parser import parse_bpmn_xml
from camunda.persistence.store import Store

from benchmarks.engine import flows
from benchmarks.engine.play import Stopwatch, options, perform
from benchmarks.engine.pragmas import Pragmas, driver_connections


def main() -> None:
    asked = options()
    engine = ProcessEngine(store=Store(asked["file"])) if asked.get("file") else ProcessEngine()
    engine.deploy(parse_bpmn_xml(flows.office_as_bpmn("${outcome == 'Tidak'}"), source_name="kantor.bpmn"))
    pragmas = Pragmas(**asked["pragmas"]) if asked.get("file") else None

    def play(watch: Stopwatch) -> None:
        instance = engine.start_process_instance_by_key("kantor", {})
        if pragmas:
            _put_under(pragmas, asked["file"])
        with watch:
            for label in flows.OFFICE_LABELS:
                (task,) = engine.create_task_query(process_instance_id=instance.id)
                engine.complete_task(task.id, {"outcome": label} if label else {})
        watch.steps += len(flows.OFFICE_LABELS)
        assert not engine.create_task_query(process_instance_id=instance.id)

    perform(f"camunda-python {version('camunda-python')}", play)


def _put_under(pragmas: Pragmas, file: str) -> None:
    found = driver_connections(file)
    assert found
    for connection in found:
        if not pragmas.are_on(connection):
            pragmas.set_on(connection)


if __name__ == "__main__":
    main()
