"""The tables of `sop.toml`, their keys, and what each takes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from sopengine.errors.unfit import unfit_sign
from sopengine.frozen import frozen

RULES = "rules"
"""The table whose keys the rules themselves know."""


@frozen
class Kind:
    """What a key takes."""

    fits: Callable[[object], bool]
    message: str
    """What is said of a value that does not fit; it stands as {name}."""


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and not unfit_sign(value)


def _is_number(value: object, least: int, most: float) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and least <= value <= most


def _is_address(value: object) -> bool:
    return _is_text(value) and re.fullmatch(r"([^<>@]*<)?[^<>@\s,;]+@[^<>@\s,;]+>?", str(value).strip()) is not None


def _is_web(value: object) -> bool:
    if not _is_text(value):
        return False
    try:
        address = urlsplit(str(value))
        return address.scheme in ("http", "https") and bool(address.hostname) and address.port != 0
    except ValueError:
        return False


_TEXT = Kind(fits=_is_text, message="'{name}' is no text that could be used here: put it in quotes")
_YES_NO = Kind(fits=lambda value: isinstance(value, bool), message="'{name}' is neither true nor false")
_PORT = Kind(
    fits=lambda value: isinstance(value, int) and _is_number(value, 1, 65_535),
    message="'{name}' is no port: a number from 1 to 65535, without quotes",
)
_ADDRESS = Kind(fits=_is_address, message="'{name}' is no mail address, such as sop@dinas.go.id")
_WEB = Kind(fits=_is_web, message="'{name}' is no address of the web: it begins with https:// or http://")
_PAGES = Kind(
    fits=lambda value: _is_web(value) and urlsplit(str(value)).path in ("", "/") and not set("?#@") & set(str(value)),
    message="'{name}' is no address that pages begin with: https:// or http:// and a name, such as "
    "https://sop.dinas.go.id, and nothing behind it",
)
_PER_CENT = Kind(
    fits=lambda value: _is_number(value, 0, 100),
    message="'{name}' is no percentage: a number from 0 to 100, without quotes",
)
_COUNT = Kind(
    fits=lambda value: isinstance(value, int) and _is_number(value, 0, 10**9),
    message="'{name}' is no count: a whole number from 0, without quotes",
)

KEYS: Mapping[str, Mapping[str, Kind]] = {
    "store": {"url": _TEXT, "files": _TEXT},
    "mail": {"host": _TEXT, "port": _PORT, "from": _ADDRESS, "starttls": _YES_NO},
    "webhook": {"url": _WEB},
    "serve": {"host": _TEXT, "port": _PORT, "url": _PAGES},
    "start": {"approved_only": _YES_NO},
    "monev": {"rate": _PER_CENT, "overdue": _COUNT},
}
"""Table -> key -> what it takes."""

NEEDED: Mapping[str, tuple[str, ...]] = {"mail": ("host", "from"), "webhook": ("url",)}
"""Keys without which a table says nothing."""

SECRETS: Mapping[tuple[str, str], str] = {
    ("mail", "user"): "SOP_MAIL_USER",
    ("mail", "password"): "SOP_MAIL_PASSWORD",
    ("webhook", "secret"): "SOP_WEBHOOK_SECRET",
    ("serve", "metrics_token"): "SOP_METRICS_TOKEN",
}
"""What stands in no file: table and key -> variable of the environment."""
