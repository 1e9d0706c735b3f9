"""A printed duration as a line of plain tokens."""

from __future__ import annotations

import re

from sopengine.duration.number import NUMBER_WORDS, SCALES

LONGEST = 200
"""Characters of a text that are looked at; no printed duration comes near."""

# Texts, which `re` compiles when they are first used: what runs instances imports this and reads none.
_TOKEN = r"s ?[./] ?d(?![^\W\d_])\.?|\+ ?/? ?-|[0-9]+(?:[.,][0-9]+)*|[^\W\d_]+|\S"
_FRACTION = r"([0-9])? ?([¼½¾])"
_TYPED_FRACTION = r"(?<![0-9/.,])(?:([0-9]{1,3}) )?(1/2|1/4|3/4)(?![0-9/.,])(?= ?(?:-|[^\W\d_]))"
_QUARTERS = {"¼": "25", "½": "5", "¾": "75", "1/4": "25", "1/2": "5", "3/4": "75"}
_SIGNS = str.maketrans(
    dict.fromkeys("‐‑‒–—―−﹘﹣-~∼〜…", "-")
    | dict.fromkeys("×✕*", "x")
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff")
)


def plain(text: str) -> str:
    """In lower case, with single spaces, one kind of dash and ASCII digits."""
    text = " ".join(text[:LONGEST].translate(_SIGNS).lower().split())
    text = re.sub(_TYPED_FRACTION, _decimal, text)
    if text.isascii():
        return text
    text = "".join(str(int(char)) if char.isdecimal() else char for char in text)
    return re.sub(_FRACTION, _decimal, text)


def _decimal(fraction: re.Match[str]) -> str:
    """`1 1/2` -> 1,5."""
    return f"{fraction[1] or '0'},{_QUARTERS[fraction[2]]}"


def tokens(text: str) -> list[str]:
    """Numbers, words and signs of a plain text; stops and commas between them are dropped."""
    return [part for found in re.findall(_TOKEN, text) if found not in ".," for part in _parts(found)]


def _parts(token: str) -> list[str]:
    if token[0] == "s" and token[-1] in "d." and not token.isalpha():
        return ["s.d"]
    if token[0] == "+" and token != "+":
        return ["±"]
    for scale in SCALES:
        if token.endswith(scale) and token.removesuffix(scale) in NUMBER_WORDS:
            return [token.removesuffix(scale), scale]
    return [token]
