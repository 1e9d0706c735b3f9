"""Values of running work in words of one language: times, lateness, who."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sopengine.errors.clock import clock_text
from sopengine.messages.speech import Speech
from sopengine.office.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """To one reader, who knows which year is meant."""

    speech: Speech
    year: int
    """Of the moment that is asked about; times of other years are told with their year."""

    def time(self, at: datetime | None, timezone: str) -> str:
        """To the minute, by the agency's clock; empty for None."""
        return clock_text(at.astimezone(ZoneInfo(timezone)), self.speech.translate, self.year) if at else ""

    def due(self, work: Work) -> str:
        """Marked where it rests on an estimated holiday; empty where there is none."""
        item, speech = work.item, self.speech
        due = self.time(item.due_at, work.timezone)
        return speech.text("{time} (provisional)", time=due) if due and item.provisional else due

    def who(self, work: Work) -> str:
        """Who leads, and who works along."""
        speech, partners = self.speech, ", ".join(work.partners)
        if not partners:
            return work.actor
        return speech.text("{lead} with {partners}", lead=work.actor, partners=partners)

    def length(self, length: timedelta | None) -> str:
        """Hours and minutes of working time, begun minutes counted; empty for None."""
        if length is None:
            return ""
        speech = self.speech
        hours, minutes = divmod(-(-length // timedelta(minutes=1)), 60)
        if not hours:
            return speech.text("{minutes} min", minutes=minutes)
        return speech.text("{hours} h {minutes:02} min", hours=hours, minutes=minutes)
