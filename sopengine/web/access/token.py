"""The token of a form: made of the session's secret, so that only a page of ours can hold it.

It is masked anew each time: pages are compressed, and a secret that stands in each of them at full length could be
guessed from their sizes.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

_BYTES = 32


def form_token(secret: str) -> str:
    """For a form of this session; another each time."""
    mask = secrets.token_bytes(_BYTES)
    return (mask + _mixed(mask, _own(secret))).hex()


def fits(token: str, secret: str) -> bool:
    """Whether a form of this session was given this token."""
    try:
        given = bytes.fromhex(token)
    except ValueError:
        return False
    return hmac.compare_digest(_mixed(given[:_BYTES], given[_BYTES:]), _own(secret))


def _own(secret: str) -> bytes:
    return hmac.digest(secret.encode(), b"form", hashlib.sha256)


def _mixed(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=False))
