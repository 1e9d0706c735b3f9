"""The others that are measured beside this engine: each in a venv of its own, made when it is first wanted.

They are never dependencies of the project. The venvs stay in the user's cache folder.
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

SPIFF, CAMUNDA = "SpiffWorkflow", "camunda-python"
_RELEASES = {SPIFF: "3.2.0", CAMUNDA: "0.1.2"}
_PATIENCE = 300
"""Seconds for an installation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """One of the others on this machine."""

    name: str
    python: str = ""
    """Of its venv; empty where it could not be installed."""
    missing: str = ""
    """Why it is missing."""

    @property
    def name_and_version(self) -> str:
        return f"{self.name} {_RELEASES[self.name]}"


def peer(name: str) -> Peer:
    """Installed at once where it is not yet; all play under the Python of this process."""
    folder = _cache() / f"{name}-{_RELEASES[name]}-py{sys.version_info.major}.{sys.version_info.minor}"
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    finished = folder / "installed"
    if not finished.exists():
        missing = _install(folder, python, name)
        if missing:
            return Peer(name=name, missing=f"{name} is missing: {missing}")
        finished.touch()
    return Peer(name=name, python=str(python))


def _cache() -> Path:
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home) / "sopengine-benchmarks"


def _install(folder: Path, python: Path, name: str) -> str:
    """Empty where it went well, else what the installer said last."""
    venv.create(folder, with_pip=True, clear=True)
    # camunda-python declares Python 3.12 but runs under 3.11: beside us it has to run under the same interpreter.
    command = [str(python), "-m", "pip", "install", "--quiet", "--ignore-requires-python"]
    try:
        run = subprocess.run(
            [*command, f"{name}=={_RELEASES[name]}"], capture_output=True, encoding="utf-8", timeout=_PATIENCE
        )
    except subprocess.TimeoutExpired:
        return f"not installed within {_PATIENCE} s"
    said = run.stderr.strip().splitlines() or [f"exit code {run.returncode}"]
    return said[-1] if run.returncode else ""
