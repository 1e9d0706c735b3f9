"""Mail handed to real servers on this machine, and to such as hang, refuse and answer too late."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email import message_from_string, policy

import pytest
from receivers import mail_server, only, talking

from sopengine.errors import StorageError
from sopengine.post.mail import Mail, send_mail
from sopengine.settings.values import MailServer

AT = datetime(2026, 7, 1, 1, 15, tzinfo=UTC)
MAIL = Mail(
    key="12-7-staf-1", to="staf-1@dinas.example", subject="Pengingat – Triwulan III", text="Tenggat: 3 Jul\n", at=AT
)


def server(port: int, **more: str) -> MailServer:
    return MailServer(host="127.0.0.1", port=port, sender="SOP <sop@dinas.example>", starttls=False, **more)


def test_a_mail_arrives_as_it_was_meant() -> None:
    with mail_server() as inbox:
        send_mail(server(inbox.port), MAIL)
    (mail,) = inbox.mails
    read = message_from_string(inbox.texts[0], policy=policy.default)
    assert (mail.mail_from, mail.rcpt_tos) == ("sop@dinas.example", ["staf-1@dinas.example"])
    assert (read["From"], read["To"]) == ("SOP <sop@dinas.example>", "staf-1@dinas.example")
    assert (read["Subject"], read.get_content().replace("\r\n", "\n")) == (MAIL.subject, MAIL.text)
    assert (read["Message-ID"], read["X-Sop-Key"]) == ("<12-7-staf-1@dinas.example>", "12-7-staf-1")
    assert (read["Auto-Submitted"], read["Date"].datetime) == ("auto-generated", AT)


def test_a_subject_cannot_smuggle_a_header() -> None:
    with mail_server() as inbox:
        send_mail(
            server(inbox.port), Mail(key="1-1", to="a@b.example", subject="satu\r\nBcc: x@y.example", text="", at=AT)
        )
    assert inbox.mails[0].rcpt_tos == ["a@b.example"]
    assert "\nBcc:" not in inbox.texts[0]


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
def test_who_has_to_sign_in_does() -> None:
    settings = {"authenticator": only("sop", "rahasia"), "auth_require_tls": False, "auth_required": True}
    with mail_server(**settings) as inbox:
        send_mail(server(inbox.port, user="sop", password="rahasia"), MAIL)
        assert len(inbox.mails) == 1
        with pytest.raises(StorageError, match=r"the mail server 127\.0\.0\.1 refuses: 535"):
            send_mail(server(inbox.port, user="sop", password="salah"), MAIL)
        with pytest.raises(StorageError, match="refuses: 530"):
            send_mail(server(inbox.port), MAIL)


@pytest.mark.parametrize("answer", ["451 later", "550 no such user", "421 going down"])
def test_a_server_that_refuses_is_told_of_in_its_own_words(answer: str) -> None:
    with mail_server() as inbox:
        inbox.refuse = answer
        with pytest.raises(StorageError, match=f"refuses: {answer}"):
            send_mail(server(inbox.port), MAIL)


def test_a_server_without_encryption_is_not_told_anything_where_it_is_asked_for() -> None:
    with mail_server() as inbox:
        wanted = MailServer(host="127.0.0.1", port=inbox.port, sender="sop@dinas.example", starttls=True)
        with pytest.raises(StorageError, match="cannot be reached: STARTTLS"):
            send_mail(wanted, MAIL)
    assert inbox.mails == []


def silent(_connection: socket.socket) -> None:
    time.sleep(1.5)


def silent_after(*answers: bytes) -> Callable[[socket.socket], None]:
    def talk(connection: socket.socket) -> None:
        for answer in answers:
            connection.sendall(answer)
            connection.recv(10_000)
        time.sleep(1.5)

    return talk


GREETED = (b"220 hai\r\n", b"250 hai\r\n")
TAKEN = (*GREETED, b"250 ok\r\n", b"250 ok\r\n", b"354 go on\r\n")


@pytest.mark.parametrize("talk", [silent, silent_after(*GREETED), silent_after(*TAKEN)], ids=["hello", "to", "data"])
def test_a_server_that_hangs_is_not_waited_for(talk: Callable[[socket.socket], None]) -> None:
    with talking(talk) as port:
        begun = time.monotonic()
        with pytest.raises(StorageError, match="did not answer within"):
            send_mail(server(port), MAIL, limit=0.3)
        assert time.monotonic() - begun < 1.2


def test_a_server_that_answers_after_the_limit_has_not_taken_it_as_far_as_anybody_knows() -> None:
    def late(connection: socket.socket) -> None:
        silent_after(*TAKEN)(connection)
        connection.sendall(b"250 taken\r\n")

    with talking(late) as port, pytest.raises(StorageError, match="did not answer within"):
        send_mail(server(port), MAIL, limit=0.3)


def test_a_server_that_hangs_up_after_it_has_taken_a_mail_has_taken_it() -> None:
    def rude(connection: socket.socket) -> None:
        for answer in TAKEN:
            connection.sendall(answer)
            connection.recv(10_000)
        connection.sendall(b"250 taken\r\n")

    with talking(rude) as port:
        send_mail(server(port), MAIL, limit=2)


@pytest.mark.parametrize(
    "answer", [b"", b"hai\r\n", b"220 hai\r\n", b"\xff" * 9000], ids=["none", "odd", "half", "long"]
)
def test_what_is_no_mail_server_is_told_of(answer: bytes) -> None:
    with talking(lambda connection: connection.sendall(answer)) as port, pytest.raises(StorageError):
        send_mail(server(port), MAIL, limit=2)


def test_nobody_at_home_is_told_of() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(StorageError, match="cannot be reached"):
        send_mail(server(port), MAIL, limit=2)
