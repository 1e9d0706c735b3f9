"""Files that are no text, no YAML, or YAML that means harm to a reader of it."""

from __future__ import annotations

import gzip
import random
from collections.abc import Iterator
from itertools import pairwise

from hostile_files.case import Case, definition, plain

HEAD = "sop: 1\nid: kasus\ntitle: Surat\nagency: {name: Dinas}\nactors: {staf: Staf}\n"
STEP = "steps:\n  - {id: terima, activity: Menerima surat, actor: staf, duration: 5 menit}\n"


def cases() -> Iterator[Case]:
    for name, data in _bytes().items():
        yield definition(f"bytes: {name}", data)
    for name, text in _yaml().items():
        yield definition(f"yaml: {name}", text)


def _bytes() -> dict[str, bytes]:
    good = (HEAD + STEP).encode()
    return {
        "nothing": b"",
        "a byte order mark": b"\xef\xbb\xbf",
        "NUL": b"\0" * 4_096,
        "a NUL within": good.replace(b"Surat", b"Su\0rat"),
        "UTF-16": good.decode().encode("utf-16"),
        "UTF-32": good.decode().encode("utf-32"),
        "Latin-1": good.replace(b"Surat", b"S\xfcrat"),
        "a lone continuation": b"\x80" + good,
        "an overlong slash": good.replace(b"Surat", b"\xc0\xaf"),
        "a half sign": good.replace(b"Surat", b"\xed\xa0\x80"),
        "cut in a sign": good + b"\xe2\x82",
        "random": random.Random(9).randbytes(65_536),
        "gzip": gzip.compress(good),
        "PNG": b"\x89PNG\r\n\x1a\n" + bytes(1_000),
        "PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(1_000),
        "ESC and BEL as they are": good.replace(b"Surat", b"\x1b]0;X\x07\x1b[2J"),
        "C1": good.replace(b"Surat", "\x9b2J".encode()),
        "right to left as it is": good.replace(b"Surat", "\u202etarus".encode()),
        "line separators": good.replace(b"\n", "\u2028".encode()),
        "carriage returns": good.replace(b"\n", b"\r"),
        "4 MB of x": b"x" * 4_000_000,
        "5 MB of x": b"x" * 5_000_000,
        "line ends": b"\n" * 3_900_000,
        "tabs": good.replace(b"  ", b"\t"),
    }


def _yaml() -> dict[str, str]:
    return {
        "brackets": "[" * 100_000,
        "braces": "{a: " * 100_000,
        "dashes": "- " * 100_000,
        "question marks": "? " * 100_000,
        "a billion laughs": "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in pairwise("abcdefghi")),
        "an alias of itself": HEAD + "steps: &a [*a]\n",
        "a merge key": HEAD + STEP + "<<: {title: x}\n",
        "an object of Python": HEAD + "steps: !!python/object/apply:os.system [id]\n",
        "binary": HEAD.replace("Surat", "!!binary aGFsbG8=") + STEP,
        "two documents": HEAD + STEP + "---\n" + HEAD + STEP,
        "a directive": "%YAML 9.9\n---\n" + HEAD + STEP,
        "keys twice": HEAD + HEAD + STEP,
        "10,000 times a key": "title: x\n" * 10_000,
        "3,000 keys": "".join(f"kunci{number}: 1\n" for number in range(2_990)),
        "a key of a list": HEAD + "? [a, b]\n: c\n" + STEP,
        "a root list": "- " + HEAD.replace("\n", "\n  "),
        "a root text": "halo",
        "a root null": "null",
        "a huge number": HEAD.replace("sop: 1", "sop: " + "9" * 100_000) + STEP,
        "infinity": HEAD.replace("sop: 1", "sop: .inf") + STEP,
        "no number": HEAD.replace("sop: 1", "sop: .nan") + STEP,
        "1e999": HEAD.replace("sop: 1", "sop: 1e999") + STEP,
        "a block with an indent of 9": HEAD.replace("Surat", "|9\n  x") + STEP,
        "a text without end": HEAD + "steps: '" + "x " * 100_000,
        "escapes that are none": HEAD.replace("Surat", '"\\q\\U0011FFFF"') + STEP,
        "a half sign escaped": HEAD.replace("Surat", '"\\ud800"') + STEP,
        "200,000 values": "a: [" + "1," * 200_000 + "]",
        "steps that are numbers": HEAD + f"steps: [{'1, ' * 2_000}]\n",
        "every value a list": HEAD.replace(": ", ": [[[[") + STEP,
        "every value null": "\n".join(f"{key}:" for key in plain()),
    }
