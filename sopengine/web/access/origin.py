"""Where a request comes from: what writes must come from a page of ours, and from no other site."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def is_own(headers: Mapping[str, str]) -> bool:
    """Of a request that writes. Browsers say where it comes from; what says nothing is none."""
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None and site != "same-origin":
        return False
    if origin is None:
        return site is not None
    return bool(origin) and urlsplit(origin).netloc.lower() == headers.get("host", "").lower()


def is_loopback(host: str) -> bool:
    """Whether the address that a browser asked for is this machine itself: a name of a stranger may lead here too."""
    try:
        return (urlsplit(f"//{host}").hostname or "") in LOOPBACK
    except ValueError:
        return False
