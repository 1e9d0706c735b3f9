"""The picture on the identity page: a small PNG or a plain SVG, carried inside the drawing."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
import zlib
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from stat import S_ISREG
from struct import error as StructError
from struct import unpack

from sopengine.diagram.drawing import Picture
from sopengine.errors import NotFoundError, RefusedError

MOST_BYTES = 512 * 1024
_MOST_PIXELS = 4000
"""Of a side."""
_MOST_INFLATED, _AT_ONCE = 8 * _MOST_PIXELS**2 + _MOST_PIXELS, 1 << 20
"""Bytes of all pixels, and of those that are unpacked at once."""
_PNG = b"\x89PNG\r\n\x1a\n"
_SVG = "{http://www.w3.org/2000/svg}"
_PLAIN = {
    "svg", "g", "path", "rect", "circle", "ellipse", "line", "polygon", "polyline", "title", "desc", "metadata",
    "defs", "linearGradient", "radialGradient", "stop", "clipPath",
}  # fmt: skip
_OUTWARD = re.compile(r"url\(\s*['\"]?(?!#)|@import|javascript:|expression\(", re.IGNORECASE)
_NUMBER = re.compile(r"\s*(\d+(?:\.\d+)?)")


def read_logo(file: Path) -> Picture:
    """The picture of a file; refused where it is too large, neither PNG nor SVG, or an SVG that does more than draw."""
    try:
        if not S_ISREG(file.stat().st_mode):
            raise RefusedError("the logo {file} is no ordinary file", file=file)
        with file.open("rb") as opened:
            data = opened.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise NotFoundError("the logo {file} cannot be read: {reason}", file=file, reason=reason) from error
    if len(data) > MOST_BYTES:
        raise RefusedError("the logo {file} is larger than {most} KiB", file=file, most=MOST_BYTES // 1024)
    if data.startswith(_PNG):
        return Picture(uri=_uri("image/png", data), ratio=_ratio_of_png(file, data))
    return Picture(uri=_uri("image/svg+xml", data), ratio=_ratio_of_svg(file, data))


def _uri(kind: str, data: bytes) -> str:
    return f"data:{kind};base64,{b64encode(data).decode('ascii')}"


def _ratio_of_png(file: Path, data: bytes) -> float:
    whole = data[12:16] == b"IHDR" and _is_whole(data)
    width, height = unpack(">II", data[16:24]) if whole else (0, 0)
    if not (0 < width <= _MOST_PIXELS and 0 < height <= _MOST_PIXELS):
        message = "the logo {file} is no whole PNG, or one of more than {most} pixels a side"
        raise RefusedError(message, file=file, most=_MOST_PIXELS)
    return float(width / height)


def _is_whole(data: bytes) -> bool:
    """Are all its parts there, each with the sum that proves it, and do they hold all pixels?"""
    place, pixels, held = len(_PNG), zlib.decompressobj(), 0
    try:
        while data[place + 4 : place + 8] != b"IEND":
            (length,) = unpack(">I", data[place : place + 4])
            part, proof = data[place + 4 : place + 8 + length], data[place + 8 + length : place + 12 + length]
            if unpack(">I", proof) != (zlib.crc32(part),):
                return False
            packed = part[4:] if part.startswith(b"IDAT") else b""
            while packed and held <= _MOST_INFLATED:
                held += len(pixels.decompress(packed, _AT_ONCE))
                packed = pixels.unconsumed_tail
            place += length + 12
    except (StructError, zlib.error):
        return False
    return pixels.eof and held <= _MOST_INFLATED


def _ratio_of_svg(file: Path, data: bytes) -> float:
    if b"\0" in data or b"<!" in data.replace(b"<!--", b"") or b"<?xml-stylesheet" in data:
        raise RefusedError("the logo {file} is no plain SVG: it has a DOCTYPE, CDATA or a style sheet", file=file)
    try:
        root = ET.fromstring(data)
    except (ET.ParseError, ValueError, LookupError) as error:
        raise RefusedError("the logo {file} is neither a PNG nor an SVG that can be read", file=file) from error
    for fault in _faults(root):
        raise RefusedError("the logo {file} is no plain SVG: it has '{fault}'", file=file, fault=fault)
    box = [float(word) for word in re.findall(r"-?\d+(?:\.\d+)?", root.get("viewBox", ""))]
    width, height = box[2:4] if len(box) == 4 else (_length(root, "width"), _length(root, "height"))
    if width <= 0 or height <= 0:
        raise RefusedError("the logo {file} does not say how large it is: give it a viewBox", file=file)
    return width / height


def _faults(root: ET.Element) -> Iterator[str]:
    """What an SVG has that could run, load or hide something."""
    if root.tag != f"{_SVG}svg":
        yield root.tag
    for element in root.iter():
        name = element.tag.removeprefix(_SVG) if isinstance(element.tag, str) else "?"
        if name not in _PLAIN:
            yield name
        for key, value in element.attrib.items():
            word = key.rpartition("}")[2].lower()
            if word.startswith("on") or (word == "href" and not value.startswith("#")) or _OUTWARD.search(value):
                yield f"{word}={value[:40]}"


def _length(root: ET.Element, name: str) -> float:
    found = _NUMBER.match(root.get(name, ""))
    return float(found[1]) if found else 0.0
