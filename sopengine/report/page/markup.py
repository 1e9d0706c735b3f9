"""HTML as text: every word escaped, every element closed."""

from __future__ import annotations

from html import escape

from sopengine.diagram.layout.measure import clean


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


def element(name: str, *inside: str, **attributes: str | int | None) -> Markup:
    """`inside` is escaped unless it is markup; of attributes `kind` is written as class, and None is left out.

    An underscore in an attribute's name stands for a hyphen.
    """
    written = "".join(
        f' {_attribute(key)}="{escape(clean(str(value)))}"' for key, value in attributes.items() if value is not None
    )
    return Markup(f"<{name}{written}>{''.join(map(words, inside))}</{name}>")


def words(text: str) -> str:
    """Escaped, without controls and marks of direction; markup stays as it is."""
    return text if isinstance(text, Markup) else escape(clean(text))


def joined(parts: object) -> Markup:
    """Several pieces of markup, one behind the other."""
    return Markup("".join(words(part) for part in parts if part))  # type: ignore[attr-defined]


def _attribute(name: str) -> str:
    return "class" if name == "kind" else name.replace("_", "-")
