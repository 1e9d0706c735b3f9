"""Signs that a terminal would obey, or that nobody sees: they are shown as a mark, and names must not hold them."""

from __future__ import annotations

import re
from functools import cache

MARK = "\ufffd"
"""What is shown in place of such a sign."""
_CONTROL = "\x00-\x08\x0b-\x1f\x7f-\x9f"
_TURNS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""They change the direction of writing, and so what a line seems to say."""
_UNSEEN = "\u00ad\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b\u2060-\u2065\u206a-\u206f\ufff9-\ufffb"
_UNSEEN_FAR = "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f"
_BREAKS = "\u2028\u2029"
_HALVES = "\ud800-\udfff"
"""Half signs, such as bytes of a file's name that are no UTF-8: they cannot be printed."""

_ALL = f"{_CONTROL}{_TURNS}{_UNSEEN}{_UNSEEN_FAR}{_BREAKS}{_HALVES}\ufeff"


@cache
def unfit() -> re.Pattern[str]:
    """One such sign; made when it is first needed, since most commands meet none."""
    return re.compile(f"[{_ALL}]")


def shown(text: str) -> str:
    """The text, sign for sign, fit for a terminal. Line ends pass, and a mark of byte order at the beginning."""
    if text.replace("\r\n", "").replace("\n", "").isprintable():  # ten times faster than to look for each sign
        return text
    return unfit().sub(_shown, text)


def unfit_sign(name: str) -> str:
    """The first sign that a name of one line must not hold, as `U+001B`; "" where there is none."""
    if name.isprintable():  # all such signs are not
        return ""
    found = re.search(f"[\t\n{_ALL}]", name)
    return f"U+{ord(found[0]):04X}" if found else ""


def _shown(found: re.Match[str]) -> str:
    sign, place = found[0], found.start()
    ends_a_line = sign == "\r" and found.string.startswith("\n", place + 1)
    begins = sign == "\ufeff" and place == 0
    return sign if ends_a_line or begins else MARK
