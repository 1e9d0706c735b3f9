"""Why work was withdrawn, and why a due time moved, in words."""

from __future__ import annotations

from collections.abc import Mapping

from sopengine.errors import Phrase
from sopengine.execution.values.events.changes import Why
from sopengine.messages.speech import Speech


def withdrawn_because(why: Why, speech: Speech) -> str:
    return _WITHDRAWN.get(why, Phrase("it is not wanted any more")).text(speech.translate)


def moved_because(why: Why, speech: Speech) -> str:
    return _MOVED.get(why, Phrase("what it is counted from changed")).text(speech.translate)


_WITHDRAWN: Mapping[Why, Phrase] = {
    Why.UNDONE: Phrase("what had opened it was undone"),
    Why.RETURNED: Phrase("the work was sent back"),
    Why.ENOUGH: Phrase("enough others were done"),
    Why.CANCELLED: Phrase("the instance was cancelled"),
    Why.IN_TIME: Phrase("what came before was done in time after all"),
}
_MOVED: Mapping[Why, Phrase] = {
    Why.CORRECTED: Phrase("what opened it was corrected"),
    Why.RESUMED: Phrase("the instance had been suspended"),
    Why.CALENDAR: Phrase("the calendar changed"),
    Why.COUNTED: Phrase("the items are counted now"),
}
