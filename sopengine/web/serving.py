"""Runs the server: binds, says where, stops cleanly."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from pathlib import Path

import uvicorn

from sopengine.engine import Engine
from sopengine.errors import MisuseError, StorageError
from sopengine.office.keeping.attachments import FOLDER
from sopengine.web.access.origin import LOOPBACK
from sopengine.web.access.roles import Role, roles_in
from sopengine.web.access.session import Sessions
from sopengine.web.app import made
from sopengine.web.asked import Hosted
from sopengine.web.words.pages import Pages
from sopengine.web.words.static import Static

_GRACE = 5
"""Seconds that requests have to end when the server stops."""
_KEPT = 60
"""Seconds that an idle connection is kept."""
_AT_ONCE = 200
"""Connections that are served at once; more are told to come again."""


def hosted(
    engine: Engine,
    definitions: Path,
    office: str,
    files: Path | None = None,
    url: str = "",
    metrics_token: str = "",
    others: Sequence[tuple[str, Engine]] = (),
) -> Hosted:
    """What is served; without accounts everyone is who they say they are.

    `files`: the folder of what people add to their work; by default beside a SQLite store. `url`: the address of the
    pages, for links from elsewhere. `others`: stores by name, with whose SOPs those of this one may be compared.
    """
    static = Static()
    return Hosted(
        engine=engine,
        definitions=definitions,
        office=office,
        url=url.rstrip("/"),
        others=tuple(others),
        sessions=Sessions(engine),
        static=static,
        metrics_token=metrics_token,
        files=files or _files_beside(engine),
        pages=Pages(static),
    )


def serve(host: Hosted, address: str, port: int, listening: Callable[[str], None]) -> None:
    """Until it is stopped; `listening` is told the address to open.

    Raises MisuseError where others could reach it while anybody may be anybody, StorageError where the port is taken.
    """
    if address not in LOOPBACK and not _has_admin(host):
        raise MisuseError(
            "without an admin who signs in the pages are for this computer alone, not for {host}: "
            "sop people add NAME --admin, then sop account NAME",
            host=address,
        )
    with _bound(address, port) as listener:
        taken = listener.getsockname()[1]
        config = uvicorn.Config(
            made(host),
            access_log=False,
            log_level="warning",
            server_header=False,
            timeout_graceful_shutdown=_GRACE,
            limit_concurrency=_AT_ONCE,
            timeout_keep_alive=_KEPT,
        )
        listening(f"http://{f'[{address}]' if ':' in address else address}:{taken}/")
        uvicorn.Server(config).run(sockets=[listener])


def _files_beside(engine: Engine) -> Path | None:
    """Of a SQLite store; of one on a server a folder has to be named."""
    store = engine.file()
    return store.parent / FOLDER if store else None


def _has_admin(host: Hosted) -> bool:
    accounts = [one for one in host.sessions.accounts.all() if not one.closed_at]
    return any(Role.ADMIN in roles_in(host.engine, one.person) for one in accounts)


def _bound(address: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((address, port))
        listener.listen()
    except OSError as error:
        listener.close()
        raise StorageError(
            "cannot listen on {host}, port {port}: {reason}; choose another with --port",
            host=address,
            port=port,
            reason=error.strerror or str(error),
        ) from error
    return listener
