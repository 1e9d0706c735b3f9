"""Texts that mean something to a terminal, a spreadsheet, a drawing, a template or a shell."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from hostile_files.case import Case, plain, said

SIGNS = {
    "ESC and BEL": "Surat \x1b]0;X\x07\x1b[2J masuk",
    "C1": "Surat \x9b2J\x9d0;X\x9c masuk",
    "right to left": "Surat \u202ekusam\u2066 \u200fmasuk",
    "carriage return": "Surat\rsop: fine",
    "NUL": "Su\0rat",
    "backspaces": "Surat" + "\x08" * 5 + "Palsu",
    "line breaks": "Surat\nmasuk\u2028\u2029\x85dan keluar",
    "a half sign": "Surat \ud800 masuk",
    "no characters": "Surat \ufffe\uffff masuk",
    "tags unseen": "Surat \U000e0041\U000e0042 masuk",
    "zero width": "Su\u200brat \u2060ma\ufeffsuk",
    "marks over marks": "Surat" + "\u0301" * 500,
    "Arabic and Han": "رسالة 文件 🙂‍↔️ masuk",
    "one long word": "x" * 1_900,
    "blanks": " \t ",
    "markup": "<b>Staf</b> & <<i>Staf</i>> ]]> <!--",
    "an SVG within": "</text></svg><script>alert(1)</script><image href='file:///etc/passwd'/>",
    "DOT": 'Staf"]; x [label=<<table><tr><td>x</td></tr></table>>]; \\N \\L //',
    "typst": '#read("/etc/passwd") #set page(width: 1pt) $x$ \\ @label',
    "a template": "{0} {title} {x.__class__.__mro__} {} %s %(x)s %n ${HOME} {{",
    "a formula": "=cmd|' /C calc'!A1",
    "a wide formula": "＝1+1",
    "a shell": "$(id) `id` ; rm -rf / | cat && ' \" \\",
    "a path": "../../../etc/passwd",
    "an option": "--help",
    "JSON": '"}],"x":{"\\u0000',
    "a command of GitHub": "::set-output name=x::y\n::error::z",
}
"""Name -> the text; it is put everywhere at once, and given to commands."""

LONGEST = {
    "words": ("surat masuk yang belum dicatat " * 66)[:1_990],
    "one word": "x" * 1_990,
    "short words": "a " * 990,
    "Han": "文件" * 990,
    "hyphens": "a-" * 990,
}
"""Texts of nearly 2,000 signs, the most that a text may have."""

Change = Callable[[dict[str, Any], str], None]


def _title(sop: dict[str, Any], text: str) -> None:
    sop["title"] = text


def _agency(sop: dict[str, Any], text: str) -> None:
    sop["agency"] = {"name": text, "government": text}


def _identity(sop: dict[str, Any], text: str) -> None:
    sop["document"] |= {"number": text, "legal_basis": [text], "warnings": text, "approved_by": {"name": text}}


def _form(sop: dict[str, Any], text: str) -> None:
    sop["form"] = {"start": text, "end": text, "columns": {"activity": text, "actors": text, "duration": text}}


def _actors(sop: dict[str, Any], text: str) -> None:
    sop["actors"] = {"staf": text, "kepala": {"title": f"{text} kepala", "group": text}}


def _artifacts(sop: dict[str, Any], text: str) -> None:
    sop["artifacts"]["surat"]["title"] = text
    sop["data"]["nilai"]["title"] = text


def _activity(sop: dict[str, Any], text: str) -> None:
    sop["steps"][0] |= {"activity": text, "substeps": [text], "number": text, "note": text}


def _row(sop: dict[str, Any], text: str) -> None:
    sop["steps"][0] |= {"needs": [text], "outputs": [text], "duration": text, "text": text}


def _decision(sop: dict[str, Any], text: str) -> None:
    sop["steps"][1] |= {"question": text, "decision": {text: "simpan", "Tidak": "terima"}}


def _keys(sop: dict[str, Any], text: str) -> None:
    sop[text] = text
    sop["steps"][0][text] = {text: [text]}


def _names(sop: dict[str, Any], text: str) -> None:
    sop |= {"id": text, "calendar": text}
    sop["steps"][2] |= {"next": text, "actor": text, "asks": [text]}


PLACES: tuple[Change, ...] = (
    *(_title, _agency, _identity, _form, _actors, _artifacts),
    *(_activity, _row, _decision, _keys, _names),
)


def cases() -> Iterator[Case]:
    for name, text in SIGNS.items():
        yield said(f"text: {name}", _changed(text, PLACES[:9]), text=text)
    for change in PLACES:
        place = change.__name__.strip("_")
        yield said(f"text in {place}: ESC and BEL", _changed(SIGNS["ESC and BEL"], (change,)))
        yield said(f"text in {place}: 2,000 signs", _changed("surat masuk " * 166, (change,)))
        yield said(f"text in {place}: 200,000 signs", _changed("surat masuk " * 16_600, (change,)))
    for name, text in LONGEST.items():
        yield said(f"text everywhere: {name} to the limit", _changed(text, PLACES[:8]))
    for kind, one in (("key", _keys), ("name", _names)):
        for name in ("markup", "a template", "a path", "an option", "right to left"):
            yield said(f"{kind}: {name}", _changed(SIGNS[name], (one,)))


def _changed(text: str, changes: tuple[Change, ...]) -> dict[str, Any]:
    sop = plain()
    for change in changes:
        change(sop, text)
    return sop
