"""A PostgreSQL of its own on loopback, that can be restarted and whose sessions can be ended."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import psycopg
from sqlalchemy import make_url

_USER = "postgres"
"""Who runs the server where this runs as root, which the server refuses."""
_SECONDS = 120


class Missing(Exception):
    """There is no server's program on this machine."""


class Server:
    """Runs while it is entered; gone afterwards with all that it held."""

    def __init__(self) -> None:
        self._programs = programs()
        self._folder = Path(tempfile.mkdtemp(prefix="prove-postgresql-"))
        self._data = self._folder / "data"
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            self._port = found.getsockname()[1]
        self._databases = 0

    def __enter__(self) -> Self:
        if os.geteuid() == 0:
            shutil.chown(self._folder, _USER, _USER)
        self._run("initdb", "-D", str(self._data), "-U", "sop", "-A", "trust", "-E", "UTF8", "--locale=C")
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop("immediate")
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def version(self) -> str:
        return subprocess.run(
            [self._programs / "postgres", "--version"], capture_output=True, text=True, check=True
        ).stdout.strip()

    def new_database(self) -> str:
        """The URL of an empty one."""
        self._databases += 1
        name = f"prove_{self._databases}"
        with self._connected("postgres") as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return f"postgresql://sop@127.0.0.1:{self._port}/{name}"

    def start(self) -> None:
        settings = f"-p {self._port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self._data}"
        self._run("pg_ctl", "-D", str(self._data), "-w", "-o", settings, "-l", str(self._data / "log"), "start")

    def stop(self, mode: str) -> None:
        """`mode`: of pg_ctl; "immediate" is a crash."""
        self._run("pg_ctl", "-D", str(self._data), "-m", mode, "-w", "stop", check=False)

    def end_sessions(self, share: float) -> int:
        """So many of those that are connected to a database of ours; how many there were."""
        with self._connected("postgres") as connection:
            ended = connection.execute(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
                "WHERE datname LIKE 'prove_%%' AND pid <> pg_backend_pid() AND random() < %s",
                (share,),
            ).fetchone()
        return int(ended[0]) if ended else 0

    def _connected(self, database: str) -> psycopg.Connection[Any]:
        return psycopg.connect(host="127.0.0.1", port=self._port, user="sop", dbname=database, autocommit=True)

    def _run(self, program: str, *arguments: str, check: bool = True) -> None:
        as_server = ["setpriv", f"--reuid={_USER}", f"--regid={_USER}", "--clear-groups"] if os.geteuid() == 0 else []
        done = subprocess.run(
            [*as_server, str(self._programs / program), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            cwd="/",
            timeout=_SECONDS,
            check=False,
        )
        if check and done.returncode:
            raise RuntimeError(
                f"{program} ended with exit code {done.returncode}: {done.stderr.decode(errors='replace')}"
            )


def programs() -> Path:
    """The folder of initdb and pg_ctl, of the newest version; raises Missing where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: folder.parent.name, reverse=True)
    if there := shutil.which("pg_ctl"):
        found.append(Path(there).resolve().parent)
    for folder in found:
        if all((folder / program).is_file() for program in ("initdb", "pg_ctl", "postgres")):
            return folder
    raise Missing("no initdb, pg_ctl and postgres on this machine")


def clear(url: str) -> None:
    """Take away all that lies in a database."""
    found = make_url(url)
    with psycopg.connect(
        host=found.host, port=found.port, user=found.username, dbname=found.database, autocommit=True
    ) as connection:
        connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
