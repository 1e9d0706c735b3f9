"""Runs the server: binds, says where, stops cleanly."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn

from sopengine.engine import Engine
from sopengine.errors import MisuseError, StorageError
from sopengine.web.access.origin import LOOPBACK
from sopengine.web.access.session import ChosenSessions
from sopengine.web.app import made
from sopengine.web.asked import Hosted
from sopengine.web.words.pages import Pages
from sopengine.web.words.static import Static

_GRACE = 5
"""Seconds that requests have to end when the server stops."""
_AT_ONCE = 200
"""Connections that are served at once; more are told to come again."""


def hosted(engine: Engine, definitions: Path, office: str) -> Hosted:
    """Of one desk: everyone is who they say they are."""
    static = Static()
    return Hosted(
        engine=engine,
        definitions=definitions,
        office=office,
        sessions=ChosenSessions(),
        static=static,
        pages=Pages(static),
    )


def serve(host: Hosted, address: str, port: int, listening: Callable[[str], None]) -> None:
    """Until it is stopped; `listening` is told the address to open.

    Raises MisuseError where others could reach it while anybody may be anybody, StorageError where the port is taken.
    """
    if host.sessions.are_chosen and address not in LOOPBACK:
        raise MisuseError(
            "without accounts the pages are for this computer alone, not for {host}: leave out --host", host=address
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
        )
        listening(f"http://{f'[{address}]' if ':' in address else address}:{taken}/")
        uvicorn.Server(config).run(sockets=[listener])


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
