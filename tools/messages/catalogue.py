"""The Indonesian catalogue against the code: what is missing, what is stale, and adding stubs."""

from __future__ import annotations

import string
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as CatalogueMessage
from babel.messages.pofile import read_po, write_po

from tools.messages.collect import Message, of_click, of_code, of_help, of_pages, of_words

ROOT = Path(__file__).parent.parent.parent
SOURCE = ROOT / "sopengine" / "messages" / "id.po"
OF_CLICK = "click"
"""Comment on messages that click says; another version of click says others, so they are never stale."""


@dataclass(frozen=True, kw_only=True)
class Gaps:
    """Where code and catalogue part; all empty when they agree."""

    missing: list[Message]
    empty: list[Message]
    stale: list[Message]
    unreadable: list[str]
    misfilled: list[Message]
    """Translations whose placeholders are not those of the template."""


def gaps() -> Gaps:
    ours, unreadable = _ours()
    wanted = ours | of_click()
    catalogue = read()
    known = {_id(message): message for message in catalogue if message.id}
    return Gaps(
        missing=sorted(wanted - set(known), key=str),
        empty=[id for id, message in known.items() if not all(_strings(message))],
        stale=[id for id, message in known.items() if id not in wanted and OF_CLICK not in message.auto_comments],
        unreadable=unreadable,
        misfilled=[id for id, message in known.items() if not _filled_alike(id, message)],
    )


def write() -> None:
    """Add stubs for what is missing and take out what is stale; translations and the head of the file stay."""
    found, catalogue = gaps(), read()
    for id in found.stale:
        catalogue.delete(id if isinstance(id, str) else id[0])
    clicks = of_click() - _ours()[0]
    for id in found.missing:
        catalogue.add(id, auto_comments=[OF_CLICK] if id in clicks else [])
    body = BytesIO()
    write_po(body, catalogue, width=0, omit_header=True, sort_output=True)
    head = SOURCE.read_text(encoding="utf-8").partition("\n\n")[0]
    SOURCE.write_text(f"{head}\n\n{body.getvalue().decode('utf-8').strip()}\n", encoding="utf-8", newline="\n")


def read() -> Catalog:
    with SOURCE.open("rb") as file:
        return read_po(file, locale="id")


def _ours() -> tuple[set[Message], list[str]]:
    found, unreadable = of_code()
    on_pages, unread = of_pages()
    return found | on_pages | of_help() | of_words(), unreadable + unread


def _id(message: CatalogueMessage) -> Message:
    return message.id if isinstance(message.id, str) else (message.id[0], message.id[1])


def _strings(message: CatalogueMessage) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


def _filled_alike(id: Message, message: CatalogueMessage) -> bool:
    """Every translation fills in what its template does; of a plural, the template of many."""
    wanted = set(_placeholders(id if isinstance(id, str) else id[1]))
    return all(set(_placeholders(each)) == wanted for each in _strings(message) if each)


def _placeholders(template: str) -> Iterator[tuple[str, str, str]]:
    """Name, format and conversion of each; help and metavars may hold braces that are none."""
    try:
        for _, name, shape, conversion in string.Formatter().parse(template):
            if name is not None:
                yield name, shape or "", conversion or ""
    except ValueError:
        return
