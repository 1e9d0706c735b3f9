"""What a webhook is told, signed, by a real receiver on this machine."""

from __future__ import annotations

import hashlib
import hmac
import json
import socket
import time
from datetime import UTC, datetime

import pytest
from receivers import talking, webhook_receiver

from sopengine.errors import StorageError
from sopengine.post.webhook import send_webhook
from sopengine.settings.values import Webhook

AT = datetime(2026, 7, 1, 1, 15, tzinfo=UTC)
SAID = {"format": 1, "reference": "Triwulan III – 2026"}


def test_it_comes_with_its_time_its_signature_and_its_key() -> None:
    with webhook_receiver() as told:
        send_webhook(Webhook(url=told.url, secret="kunci"), "12-7-webhook", SAID, AT)
    (body,), (headers,) = told.bodies, told.headers
    assert json.loads(body) == SAID
    assert (headers["Idempotency-Key"], headers["X-Sop-Time"]) == ("12-7-webhook", str(int(AT.timestamp())))
    signed = headers["X-Sop-Time"].encode() + b"." + body
    assert headers["X-Sop-Signature"] == hmac.new(b"kunci", signed, hashlib.sha256).hexdigest()
    assert headers["Content-Type"] == "application/json; charset=utf-8"


@pytest.mark.parametrize("code", [200, 201, 202, 204])
def test_every_answer_of_success_is_one(code: int) -> None:
    with webhook_receiver() as told:
        told.answers.append(code)
        send_webhook(Webhook(url=told.url, secret="k"), "1", SAID, AT)


@pytest.mark.parametrize("code", [301, 302, 307, 400, 401, 404, 429, 500, 503])
def test_every_other_answer_is_a_failure_and_nothing_is_told_elsewhere(code: int) -> None:
    with webhook_receiver() as told:
        told.answers.append(code)
        with pytest.raises(StorageError, match=f"answers {code}"):
            send_webhook(Webhook(url=told.url, secret="k"), "1", SAID, AT)
    assert len(told.bodies) == 1


def test_one_that_hangs_is_not_waited_for() -> None:
    with talking(lambda connection: time.sleep(1)) as port:
        begun = time.monotonic()
        with pytest.raises(StorageError, match="did not answer within"):
            send_webhook(Webhook(url=f"http://127.0.0.1:{port}/", secret="k"), "1", SAID, AT, limit=0.3)
        assert time.monotonic() - begun < 0.9


@pytest.mark.parametrize("answer", [b"", b"hai\r\n", b"HTTP/1.1 abc\r\n\r\n"])
def test_what_talks_nonsense_is_told_of(answer: bytes) -> None:
    def talk(connection: socket.socket) -> None:
        connection.recv(10_000)
        connection.sendall(answer)

    with talking(talk) as port, pytest.raises(StorageError, match="the webhook"):
        send_webhook(Webhook(url=f"http://127.0.0.1:{port}/", secret="k"), "1", SAID, AT, limit=2)


def test_nobody_at_home_is_told_of() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(StorageError, match="cannot be reached"):
        send_webhook(Webhook(url=f"http://127.0.0.1:{port}/", secret="k"), "1", SAID, AT, limit=2)
