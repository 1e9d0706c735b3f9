"""Servers on this machine that receive what is sent, for tests: over HTTP and SMTP, well-behaved and not."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


@dataclass
class Inbox:
    """What came over SMTP."""

    port: int
    mails: list[Envelope] = field(default_factory=list)
    refuse: str = ""
    """What is answered in place of taking a mail."""

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        if self.refuse:
            return self.refuse
        self.mails.append(envelope)
        return "250 taken"

    @property
    def texts(self) -> list[str]:
        return [mail.content.decode() for mail in self.mails if isinstance(mail.content, bytes)]


@contextmanager
def mail_server(**settings: Any) -> Iterator[Inbox]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    inbox = Inbox(port=port)
    controller = Controller(inbox, hostname="127.0.0.1", port=port, **settings)
    controller.start()
    try:
        yield inbox
    finally:
        controller.stop()


def only(user: str, password: str) -> Callable[..., AuthResult]:
    """Lets this one user in."""

    def ask(_server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, given: Any) -> AuthResult:
        known = isinstance(given, LoginPassword) and (given.login, given.password) == (user.encode(), password.encode())
        return AuthResult(success=known, handled=known)

    return ask


@contextmanager
def talking(lines: Callable[[socket.socket], None]) -> Iterator[int]:
    """A port at which somebody answers as `lines` does; each connection in a thread of its own."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        over = threading.Event()
        threads: list[threading.Thread] = []

        def serve() -> None:
            while not over.is_set():
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                connection.settimeout(10)
                one = threading.Thread(target=_serve_one, args=(connection, lines))
                threads.append(one)
                one.start()

        threads.append(threading.Thread(target=serve))
        threads[0].start()
        try:
            yield server.getsockname()[1]
        finally:
            over.set()
            for each in threads:
                each.join(20)


def _serve_one(connection: socket.socket, lines: Callable[[socket.socket], None]) -> None:
    with connection:
        try:
            lines(connection)
        except OSError:
            return


@dataclass
class Told:
    """What came over HTTP."""

    url: str = ""
    answers: list[int] = field(default_factory=list)
    """Codes, one a request; when they are used up 200."""
    bodies: list[bytes] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)


@contextmanager
def webhook_receiver() -> Iterator[Told]:
    told = Told()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
            told.headers.append(dict(self.headers))
            code = told.answers.pop(0) if told.answers else 200
            self.send_response(code)
            if code in (301, 302, 307):
                self.send_header("Location", told.url + "elsewhere")
            self.end_headers()

        def log_message(self, *_given: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    told.url = f"http://127.0.0.1:{server.server_port}/"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)
