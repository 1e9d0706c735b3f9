"""A real YAML language server explains, completes and checks definitions by the schemas.

Skipped where it is not installed: npm install --no-save --prefix .venv/editor yaml-language-server@1
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent.parent
SERVER = ROOT / ".venv" / "editor" / "node_modules" / ".bin" / "yaml-language-server"
NODE = shutil.which("node")

pytestmark = [
    pytest.mark.skipif(NODE is None, reason="node is not installed"),
    pytest.mark.skipif(
        not SERVER.exists(), reason="npm install --no-save --prefix .venv/editor yaml-language-server@1"
    ),
]

HEAD = """# yaml-language-server: $schema={schema}
sop: 1
id: contoh
title: Contoh
agency: {name: Dinas Contoh}
actors:
  staf: Staf
steps:
  - id: terima
    activity: Menerima berkas
    actor: staf
"""


class Editor:
    """What an editor does: opens one text and asks about it."""

    def __init__(self, folder: Path) -> None:
        assert NODE
        self._folder = folder
        self._process = subprocess.Popen(
            [NODE, str(SERVER), "--stdio"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "NO_UPDATE_NOTIFIER": "1"},
        )
        self._number = 0
        self._published: dict[str, list[dict[str, Any]]] = {}
        settings = {"yaml": {"hover": True, "completion": True, "validate": True, "schemaStore": {"enable": False}}}
        self._settings = settings
        markdown = {"contentFormat": ["markdown"]}
        snippets = {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}}
        self.ask(
            "initialize",
            {
                "processId": None,
                "rootUri": folder.as_uri(),
                "capabilities": {
                    "textDocument": {"hover": markdown, "completion": snippets, "publishDiagnostics": {}},
                    "workspace": {"configuration": True},
                },
            },
        )
        self._send({"method": "initialized", "params": {}})
        self._send({"method": "workspace/didChangeConfiguration", "params": {"settings": settings}})

    def opened(self, text: str, schema: str = "sop") -> str:
        """The address of a text that is now open."""
        self._number += 1
        uri = (self._folder / f"contoh-{self._number}.yaml").as_uri()
        whole = text.replace("{schema}", (ROOT / "schemas" / f"{schema}.schema.json").as_uri())
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": whole}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        return uri

    def at(self, method: str, text: str, schema: str = "sop") -> Any:
        """The answer to a question at the place of the sign | in a text."""
        before, _, behind = text.partition("|")
        uri = self.opened(before + behind, schema)
        lines = before.split("\n")
        place = {"line": len(lines) - 1, "character": len(lines[-1])}
        return self.ask(f"textDocument/{method}", {"textDocument": {"uri": uri}, "position": place})

    def problems(self, text: str) -> list[str]:
        uri = self.opened(text)
        while uri not in self._published:
            self._take()
        return [problem["message"] for problem in self._published[uri]]

    def ask(self, method: str, params: object) -> Any:
        self._number += 1
        number = self._number
        self._send({"id": number, "method": method, "params": params})
        while True:
            message = self._take()
            if message.get("id") == number and "method" not in message:
                return message.get("result")

    def close(self) -> None:
        self._process.kill()
        self._process.communicate()

    def _send(self, message: dict[str, Any]) -> None:
        assert self._process.stdin
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._process.stdin.flush()

    def _take(self) -> dict[str, Any]:
        """The next message; what the server asks in turn is answered."""
        assert self._process.stdout
        length = 0
        while (line := self._process.stdout.readline()) not in (b"\r\n", b""):
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        message: dict[str, Any] = json.loads(self._process.stdout.read(length))
        if message.get("method") == "textDocument/publishDiagnostics":
            self._published[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif message.get("method") == "workspace/configuration":
            asked = [self._settings.get(item["section"], {}) for item in message["params"]["items"]]
            self._send({"id": message["id"], "result": asked})
        elif "method" in message and "id" in message:
            self._send({"id": message["id"], "result": None})
        return message


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    one = Editor(tmp_path_factory.mktemp("editor"))
    yield one
    one.close()


@pytest.mark.parametrize(
    ("text", "english", "indonesian"),
    [
        (HEAD.replace("title:", "ti|tle:"), "identity page", "halaman identitas"),
        (HEAD.replace("actor: staf", "act|or: staf"), "Id of the actor", "Id pelaksana"),
        (HEAD + "    du|ration: 1 hari\n", "agreed time", "Waktu baku"),
        (HEAD + "    tasks:\n      - {actor: staf, ne|xt: end}\n", "comes next", "berikutnya"),
        (HEAD + "    decision:\n      Ya: {next: end, wh|en: a > 1}\n", "Condition", "Syarat"),
        (HEAD.replace("actors:", "form: {cap|sules: marker}\nactors:"), "extra capsules", "kapsul tambahan"),
    ],
)
def test_a_key_is_explained_in_english_and_indonesian(editor: Editor, text: str, english: str, indonesian: str) -> None:
    said = json.dumps(editor.at("hover", text), ensure_ascii=False)
    assert english in said
    assert indonesian in said


def labels(answer: Any) -> set[str]:
    return {item["label"] for item in answer["items"]}


def test_the_keys_of_a_step_are_offered(editor: Editor) -> None:
    offered = labels(editor.at("completion", HEAD + "    |\n"))
    assert {"duration", "needs", "outputs", "decision", "next", "question", "with"} <= offered


def test_the_values_of_a_key_are_offered(editor: Editor) -> None:
    assert {"A4", "F4", "Letter", "Legal"} <= labels(editor.at("completion", HEAD + "form:\n  paper: |\n"))


@pytest.mark.parametrize(
    ("text", "snippet", "inserted"),
    [
        (HEAD + "  - |\n", "step with a decision", "decision"),
        (HEAD + "    decision:\n      |\n", "Ya/Tidak", "Tidak"),
        (HEAD + "schedule:\n  |\n", "schedule", "working_day"),
    ],
)
def test_a_snippet_writes_several_keys_at_once(editor: Editor, text: str, snippet: str, inserted: str) -> None:
    offered = {item["label"]: item for item in editor.at("completion", text)["items"]}
    assert inserted in json.dumps(offered[snippet])


def test_a_good_definition_has_no_problems(editor: Editor) -> None:
    assert editor.problems(HEAD) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("    actor: staf\n", "    aktor: staf\n", "actor"),
        ("title: Contoh\n", "", "title"),
        ("actor: staf", "actor: staf\n    symbol: kotak", "start"),
    ],
)
def test_a_slip_is_marked_while_it_is_typed(editor: Editor, old: str, new: str, said: str) -> None:
    assert any(said in problem for problem in editor.problems(HEAD.replace(old, new)))


def test_calendars_are_explained_too(editor: Editor) -> None:
    text = "# yaml-language-server: $schema={schema}\ncalendar: 1\nid: kantor\nhalf_d|ays: {2026-12-24: 07:30-12:00}\n"
    said = json.dumps(editor.at("hover", text, "calendar"), ensure_ascii=False)
    assert "Half days" in said
    assert "Setengah hari" in said
