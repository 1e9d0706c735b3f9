"""Tells a program over HTTP, signed so that it can tell whom it hears."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from datetime import datetime
from typing import NoReturn

from sopengine.errors import StorageError
from sopengine.settings.values import Webhook

LIMIT = 20.0
"""Seconds that one answer may take."""


class _StaysHere(urllib.request.HTTPRedirectHandler):
    """What is signed for one address is not carried to another."""

    def redirect_request(self, *_given: object) -> None:
        return None


def send_webhook(webhook: Webhook, key: str, said: Mapping[str, object], at: datetime, *, limit: float = LIMIT) -> None:
    """Any answer of 2xx means that it has arrived. Raises StorageError for all else."""
    body = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
    request = urllib.request.Request(webhook.url, data=body, headers=headers(webhook, key, body, at), method="POST")
    opener = urllib.request.build_opener(_StaysHere, urllib.request.ProxyHandler({}))
    try:
        opener.open(request, timeout=limit).close()
    except urllib.error.HTTPError as error:
        error.close()
        raise StorageError("the webhook {url} answers {code}", url=webhook.url, code=error.code) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        _not_reached(webhook, error, limit)


def headers(webhook: Webhook, key: str, body: bytes, at: datetime) -> dict[str, str]:
    """`X-Sop-Signature` is the HMAC-SHA256 of "time.body" in hexadecimal digits; the time in seconds since 1970."""
    time = str(int(at.timestamp()))
    return {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "sopengine",
        "X-Sop-Time": time,
        "X-Sop-Signature": hmac.new(webhook.secret.encode(), time.encode() + b"." + body, hashlib.sha256).hexdigest(),
        "Idempotency-Key": key,
    }


def _not_reached(webhook: Webhook, error: Exception, limit: float) -> NoReturn:
    cause = getattr(error, "reason", error)
    if isinstance(cause, TimeoutError):
        message = "the webhook {url} did not answer within {seconds} seconds"
        raise StorageError(message, url=webhook.url, seconds=round(limit)) from error
    raise StorageError("the webhook {url} cannot be reached: {reason}", url=webhook.url, reason=str(cause)) from error
