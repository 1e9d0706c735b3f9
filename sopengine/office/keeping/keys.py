"""The key by which checkpoints are signed: where it lies, how it is made, what it signs (Ed25519)."""

from __future__ import annotations

import importlib
import stat
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sopengine.errors import MisuseError, NotFoundError, RefusedError, StorageError
from sopengine.office.written import make, make_secretly

VARIABLE = "SOP_AUDIT_KEY"
_NAME = "audit-key.pem"


def usual_key(environment: Mapping[str, str]) -> Path:
    """What SOP_AUDIT_KEY names, else a file of the user's settings: never beside the store, which it vouches for."""
    if named := environment.get(VARIABLE):
        return Path(named)
    if sys.platform == "win32":
        folder = Path(environment.get("APPDATA") or Path.home() / "AppData" / "Roaming")
    else:
        folder = Path(environment.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return folder / "sopengine" / _NAME


def public_part(key: Path) -> Path:
    """Where the part lies that everybody may have, and that verifies."""
    return key.with_suffix(".pub")


def make_key(key: Path) -> bool:
    """A new pair, the private part for nobody else to read; False where there is a key already."""
    serialization, ed25519 = _libraries()
    if key.exists():
        return False
    private = ed25519.Ed25519PrivateKey.generate()
    pem = serialization.Encoding.PEM
    secret = private.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    public = private.public_key().public_bytes(pem, serialization.PublicFormat.SubjectPublicKeyInfo)
    make_secretly(key, secret)
    public_part(key).unlink(missing_ok=True)
    make(public_part(key), public)
    return True


def signed(told: bytes, key: Path) -> tuple[bytes, bytes]:
    """The signature of what is told, and the public part of the key as its 32 bytes."""
    private = _private(key)
    return private.sign(told), private.public_key().public_bytes_raw()


def public_bytes(file: Path) -> bytes:
    """Of a public part, or of a whole pair. Raises StorageError where the file holds neither."""
    serialization, ed25519 = _libraries()
    text = _read(file)
    try:
        if b"PRIVATE" in text:
            found = serialization.load_pem_private_key(text, password=None).public_key()
        else:
            found = serialization.load_pem_public_key(text)
    except (ValueError, TypeError) as error:
        raise _no_key(file) from error
    if not isinstance(found, ed25519.Ed25519PublicKey):
        raise _no_key(file)
    return bytes(found.public_bytes_raw())


def is_signed(told: bytes, signature: bytes, public: bytes) -> bool:
    """Whether the owner of this public part has signed it."""
    _, ed25519 = _libraries()
    try:
        ed25519.Ed25519PublicKey.from_public_bytes(public).verify(signature, told)
    except (ValueError, importlib.import_module("cryptography.exceptions").InvalidSignature):
        return False
    return True


def _private(key: Path) -> Any:
    serialization, ed25519 = _libraries()
    text = _read(key)
    if sys.platform != "win32" and key.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise RefusedError("others may read the key {key}, and sign with it: chmod 600 {key}", key=key)
    try:
        found = serialization.load_pem_private_key(text, password=None)
    except (ValueError, TypeError) as error:
        raise _no_key(key) from error
    if not isinstance(found, ed25519.Ed25519PrivateKey):
        raise _no_key(key)
    return found


def _read(key: Path) -> bytes:
    try:
        return key.read_bytes()
    except FileNotFoundError as error:
        message = "there is no key {key}: 'sop audit key' makes one there; SOP_AUDIT_KEY names another"
        raise NotFoundError(message, key=key) from error
    except OSError as error:
        raise StorageError("cannot read {file}: {reason}", file=key, reason=error.strerror) from error


def _no_key(key: Path) -> StorageError:
    return StorageError("{key} holds no Ed25519 key as text (PEM)", key=key)


def _libraries() -> tuple[Any, Any]:
    """`serialization` and `ed25519` of cryptography, which an extra brings."""
    try:
        serialization = importlib.import_module("cryptography.hazmat.primitives.serialization")
        ed25519 = importlib.import_module("cryptography.hazmat.primitives.asymmetric.ed25519")
    except ImportError as error:
        message = 'checkpoints need the library cryptography: python -m pip install "sopengine[audit]"'
        raise MisuseError(message) from error
    return serialization, ed25519
