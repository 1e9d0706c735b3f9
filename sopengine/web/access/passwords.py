"""Passwords: at least twelve characters, kept as argon2id."""

from __future__ import annotations

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

SHORTEST, LONGEST = 12, 200
"""Characters."""
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Of passwords that are made here: none that looks like another."""
_MADE = 4
"""Groups of four signs."""
_HASHER = PasswordHasher()
"""With the costs of RFC 9106 for little memory."""
_OF_NOBODY = _HASHER.hash(secrets.token_hex())


def is_fit(password: str, person: str) -> bool:
    """Long enough, and no mere repetition of one sign or of the name."""
    return SHORTEST <= len(password) <= LONGEST and len(set(password)) > 3 and password.casefold() != person.casefold()


def kept(password: str) -> str:
    """What is kept of it."""
    return _HASHER.hash(password)


def fits(password: str, kept: str) -> bool:
    """Whether it is the one that was kept. Takes as long where nothing was: nobody learns who has an account."""
    try:
        return _HASHER.verify(kept or _OF_NOBODY, password[:LONGEST]) and bool(kept)
    except (Argon2Error, InvalidHashError):
        return False


def made() -> str:
    """A new one, to be read out: `k3mp-…`."""
    return "-".join("".join(secrets.choice(_SIGNS) for _ in range(4)) for _ in range(_MADE))
