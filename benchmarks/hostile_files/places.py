"""Files that are no files, and hostile neighbours of a definition: logo, calendar, settings."""

from __future__ import annotations

import json
import os
import socket
import struct
import zlib
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from hostile_files.case import ID, Case, plain

Maker = Callable[[Path], None]


def cases() -> Iterator[Case]:
    for name, make in SPECIAL.items():
        yield Case(name=f"definition: {name}", make=_at(f"definitions/{ID}.yaml", make))
        yield Case(name=f"settings: {name}", make=_beside({}, "sop.toml", make))
        yield Case(name=f"logo: {name}", make=_beside({"form": {"logo": "logo.png"}}, "definitions/logo.png", make))
        yield Case(name=f"calendar: {name}", make=_beside({"calendar": "k"}, "definitions/calendars/k.yaml", make))
    for name, data in _logos().items():
        yield Case(
            name=f"logo: {name}", make=_beside({"form": {"logo": "logo.png"}}, "definitions/logo.png", _holds(data))
        )
    for path in ("a\0b", "/dev/zero", "/etc/passwd", "../../../etc/passwd", "", "x" * 5_000, "http://127.0.0.1/x.png"):
        yield Case(name=f"logo at: {path[:30]!r}", make=_beside({"form": {"logo": path}}, "x", _holds(b"")))
    for name, toml in _settings().items():
        yield Case(
            name=f"settings: {name}", make=_beside({}, "sop.toml", _holds(toml.encode("utf-8", "surrogatepass")))
        )
    for name, calendar in _calendars().items():
        text = json.dumps(calendar).encode()
        yield Case(
            name=f"calendar: {name}", make=_beside({"calendar": "k"}, "definitions/calendars/k.yaml", _holds(text))
        )
    yield Case(name="calendar: 1,500 on each other", make=_chain)
    yield Case(name="drawings: a link to elsewhere", make=_linked_drawings)


def _fifo(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(os.path.relpath(path))


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(2**33)


def _link(target: str) -> Maker:
    return lambda path: path.symlink_to(target)


def _loop(path: Path) -> None:
    path.symlink_to(path.name)


def _holds(data: bytes) -> Maker:
    def make(path: Path) -> None:
        path.write_bytes(data)

    return make


SPECIAL: dict[str, Maker] = {
    "a FIFO": _fifo,
    "a socket": _socket,
    "a folder": Path.mkdir,
    "8 GB of holes": _sparse,
    "/dev/zero": _link("/dev/zero"),
    "/dev/tty": _link("/dev/tty"),
    "/dev/null": _link("/dev/null"),
    "/proc/self/mem": _link("/proc/self/mem"),
    "a link to itself": _loop,
    "a link to nothing": _link("hantu"),
}


def _at(path: str, make: Maker) -> Maker:
    return lambda office: make(office / path)


def _beside(keys: dict[str, Any], path: str, make: Maker) -> Maker:
    """A plain SOP with these keys, and something beside it."""

    def both(office: Path) -> None:
        sop = plain() | keys
        (office / "definitions" / f"{ID}.yaml").write_text(json.dumps(sop), encoding="utf-8")
        (office / path).parent.mkdir(parents=True, exist_ok=True)
        make(office / path)

    return both


def _png(width: int, height: int, data: bytes) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def _logos() -> dict[str, bytes]:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'
    entities = "".join(
        f'<!ENTITY {b} "&{a};&{a};&{a};&{a};&{a};&{a};&{a};&{a};&{a};">' for a, b in pairwise("abcdefghi")
    )
    return {
        "nothing": b"",
        "text": b"halo",
        "a truncated PNG": _png(9, 9, zlib.compress(bytes(300)))[:50],
        "a PNG without its end": _png(9, 9, zlib.compress(bytes(300)))[:-12],
        "a PNG whose data are none": _png(9, 9, b"xxxx"),
        "a PNG of 4,000 pixels a side, empty": _png(4_000, 4_000, zlib.compress(bytes(4_000 * 12_001))),
        "a PNG of 60,000 pixels a side": _png(60_000, 60_000, zlib.compress(b"")),
        "a PNG of no pixels": _png(0, 0, zlib.compress(b"")),
        "a JPEG cut off": b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(20),
        "5 MB": _png(9, 9, bytes(5_000_000)),
        "an SVG with a script": svg.format("<script>alert(1)</script>").encode(),
        "an SVG that fetches": svg.format('<image href="http://127.0.0.1/x"/>').encode(),
        "an SVG with entities": f'<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">{entities}]>{svg.format("&i;")}'.encode(),
        "an SVG with deep groups": svg.format("<g>" * 30_000 + "</g>" * 30_000).encode(),
        "an SVG of no size": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        "an SVG of infinite size": svg.replace("0 0 9 9", "0 0 " + "9" * 400 + " 1").format("").encode(),
    }


def _settings() -> dict[str, str]:
    return {
        "no TOML": "= [[[",
        "no UTF-8": "\ud800",
        "4,000 unknown keys": "[rules]\n" + "".join(f'"aturan{n}" = "off"\n' for n in range(4_000)),
        "4,000 unknown tables": "".join(f"[t{n}]\n" for n in range(4_000)),
        "deep": "[rules]\nx = " + "[" * 5_000,
        "dots": "a" + ".a" * 20_000 + " = 1",
        "control signs": '[rules]\n"\\u001b[2J" = "\\u001b]0;X\\u0007"',
        "odd levels": '[rules]\n"activity/no-verb" = 9999-12-31\n"flow/no-end" = [1]\n',
        "rules is a text": 'rules = "off"',
        "a huge number": "[rules]\nx = " + "9" * 10_000,
        "20 MB": "#" * 20_000_000,
    }


def _calendars() -> dict[str, dict[str, Any]]:
    top = {"calendar": 1, "id": "k", "title": "K"}
    return {
        "based on itself": top | {"based_on": "k"},
        "no hours at all": top | {"based_on": "none"},
        "hours that end before they begin": top | {"hours": {"monday": "16:00-07:00"}},
        "hours beyond a day": top | {"hours": {"monday": "00:00-99:99"}},
        "a path": top | {"based_on": "../../../../etc/passwd"},
        "days off of year 9999": top | {"days_off": {"9999-12-31": "x", "0001-01-01": "x"}},
        "periods over all time": top
        | {"periods": [{"first": "0001-01-01", "last": "9999-12-31", "hours": {"monday": "off"}}]},
        "2,900 days off": top
        | {"days_off": {f"{2000 + n // 365}-{n // 31 % 12 + 1:02}-{n % 28 + 1:02}": "x" for n in range(2_900)}},
        "control signs": top | {"title": "\x1b[2J", "days_off": {"2026-01-05": "\x1b]0;X\x07"}},
    }


def _chain(office: Path) -> None:
    _beside({"calendar": "k0"}, "definitions/calendars/x", _holds(b""))(office)
    for number in range(1_500):
        calendar = {"calendar": 1, "id": f"k{number}", "title": "K", "based_on": f"k{number + 1}"}
        (office / "definitions" / "calendars" / f"k{number}.yaml").write_text(json.dumps(calendar), encoding="utf-8")


def _linked_drawings(office: Path) -> None:
    """What is drawn must not be written through a link."""
    _beside({}, "elsewhere", _holds(b"kept"))(office)
    (office / "diagrams").mkdir()
    for page in ("0", "1"):
        (office / "diagrams" / f"{ID}-{page}.svg").symlink_to("../elsewhere")
