"""Drawn forms, kept for those who look at the same thing soon again."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from typing import Generic, TypeVar

from markupsafe import Markup

from sopengine.diagram import Page

Kept = TypeVar("Kept")
MOST = 256
"""Of one kind: a page of a form has about 25 kB."""


class Shelf(Generic[Kept]):
    """The latest answers, by what was asked. May be shared by threads; two may make the same at once."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, Kept] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], Kept]) -> Kept:
        """What was made for this key, else what is made now."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return made


def inline(pages: Iterable[Page]) -> list[Markup]:
    """To stand in a page: our own drawing, in which every text was escaped where it was printed."""
    return [Markup(page.svg) for page in pages]
