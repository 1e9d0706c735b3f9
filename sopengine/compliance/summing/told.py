"""What one store has told, before it is put together with what the others have."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sopengine.calendar import Calendar
from sopengine.compliance.setting.places import Place
from sopengine.compliance.sql.statements import COUNTED, MONTHS_APART, PLACES_APART, VERDICTS_APART
from sopengine.frozen import frozen

Row = Sequence[Any]
_NAMES = tuple(COUNTED)


@frozen
class Told:
    """Of one store, by place."""

    number: int
    """Place of the store among those that were asked."""
    places: Mapping[int, Place]
    digests: Sequence[str]
    """Of its versions, as the relations number them."""
    calendar: Callable[[Place], Calendar]
    approved: Mapping[str, date]
    """Digest -> from when the version is in force by its approval."""
    pinned_at: Mapping[str, datetime]
    """Digest -> when the store first saw the version."""
    kept_at: Mapping[str, datetime]
    """Name of a calendar -> when its hours were kept as they are."""
    rows: Mapping[str, Sequence[Row]]
    """Statement -> its rows."""

    def counted(self) -> Iterator[tuple[Place, int, int, bool, dict[str, Any]]]:
        """Place, month, verdict, whether done, and what was counted; of what no version knows nothing."""
        for apart, *counted in self.rows["CUBE"]:
            if apart is not None:
                place, rest = divmod(apart, PLACES_APART)
                month, rest = divmod(rest, MONTHS_APART)
                verdict, is_done = divmod(rest, VERDICTS_APART)
                told = dict(zip(_NAMES, counted, strict=True))
                yield self.places[place], month, verdict, bool(is_done), told

    @property
    def unread(self) -> int:
        """Work items that no kept version knows, or that no calendar reaches."""
        return sum(row[1] for row in self.rows["CUBE"] if row[0] is None)
