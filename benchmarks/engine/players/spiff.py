"""SpiffWorkflow: plays one instance of the office's SOP to its end, kept in memory and, where asked, saved."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

from SpiffWorkflow import TaskState
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.bpmn.serializer.workflow import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow

from benchmarks.engine import flows
from benchmarks.engine.play import Stopwatch, options, perform
from benchmarks.engine.pragmas import Pragmas


def main() -> None:
    asked = options()
    parser = BpmnParser()
    parser.add_bpmn_str(flows.office_as_bpmn("outcome == 'Tidak'").encode())
    spec = parser.get_spec("kantor")
    save = _saving(asked)

    def play(watch: Stopwatch) -> None:
        workflow = BpmnWorkflow(spec)
        workflow.do_engine_steps()
        save(workflow)
        with watch:
            for label in flows.OFFICE_LABELS:
                task = workflow.get_next_task(state=TaskState.READY, manual=True)
                if label:
                    task.data["outcome"] = label
                task.run()
                workflow.do_engine_steps()
                save(workflow)
        watch.steps += len(flows.OFFICE_LABELS)
        assert workflow.completed

    perform(f"SpiffWorkflow {version('SpiffWorkflow')}", play)


def _saving(asked: dict[str, Any]) -> Callable[[Any], None]:
    if not asked.get("save"):
        return _nowhere
    connection = _connect(asked)
    return _Changed(connection) if asked["save"] == "changed" else _Whole(connection)


def _nowhere(_: Any) -> None:
    """It stays in memory."""


class _Changed:
    """The tasks that changed since the last time, a row each: the least that its serializer can save."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TABLE task (id TEXT PRIMARY KEY, state TEXT NOT NULL)")
        self._connection, self._to_dict = connection, BpmnWorkflowSerializer().to_dict
        self._workflow: Any = None
        self._since = 0.0

    def __call__(self, workflow: Any) -> None:
        since = self._since if workflow is self._workflow else 0.0
        self._workflow, self._since = workflow, time.time()
        rows = [(str(task.id), json.dumps(self._to_dict(task))) for task in workflow.get_tasks(updated_ts=since)]
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.executemany("INSERT OR REPLACE INTO task VALUES (?, ?)", rows)
        self._connection.execute("COMMIT")


class _Whole:
    """The whole workflow as one text."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TABLE workflow (id INTEGER PRIMARY KEY, state TEXT NOT NULL)")
        self._connection, self._serialize = connection, BpmnWorkflowSerializer().serialize_json
        self._workflow: Any = None
        self._id = 0

    def __call__(self, workflow: Any) -> None:
        self._id += workflow is not self._workflow
        self._workflow = workflow
        text = self._serialize(workflow)
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.execute("INSERT OR REPLACE INTO workflow VALUES (?, ?)", (self._id, text))
        self._connection.execute("COMMIT")


def _connect(asked: dict[str, Any]) -> sqlite3.Connection:
    connection = sqlite3.connect(asked["file"], isolation_level=None)
    Pragmas(**asked["pragmas"]).set_on(connection)
    return connection


if __name__ == "__main__":
    main()
