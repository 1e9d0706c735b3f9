"""Values of running work in words of one language: times, who, choices."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sopengine.errors.clock import clock_text
from sopengine.execution.values.work import WorkItem, WorkState
from sopengine.frozen import frozen
from sopengine.messages.speech import Speech
from sopengine.office.running.work import Work
from sopengine.people.values import Capacity

_MARKS = {Capacity.PLT: "Plt.", Capacity.PLH: "Plh."}


@frozen
class Telling:
    """To one reader, who knows which year is meant."""

    speech: Speech
    year: int
    """Of the moment that is asked about; times of other years are told with their year."""
    by_rows: bool = False
    """Tasks are called by the number of their row, as on paper; else by their id, as in commands."""

    def time(self, at: datetime | None, timezone: str) -> str:
        """To the minute, by the agency's clock; empty for None."""
        return clock_text(at.astimezone(ZoneInfo(timezone)), self.speech.translate, self.year) if at else ""

    def due(self, work: Work) -> str:
        """Empty where there is no due time."""
        return f"{self.time(work.item.due_at, work.timezone)} {self.mark(work)}".strip()

    def mark(self, work: Work) -> str:
        """Of a due time that rests on an estimated holiday; empty of others."""
        speech = self.speech
        return speech.text("(provisional)") if work.item.due_at and work.item.provisional else ""

    def who(self, work: Work) -> str:
        """Who leads, whoever has taken it, and who works along."""
        speech, partners = self.speech, ", ".join(work.partners)
        lead = f"{work.actor} ({work.item.assignee})" if work.item.assignee else work.actor
        return speech.text("{lead} with {partners}", lead=lead, partners=partners) if partners else lead

    def doer(self, item: WorkItem) -> str:
        """Who did it, marked where they stood in; empty of open work."""
        mark = _MARKS.get(item.done_as, "")
        return f"{item.done_by} ({mark})" if mark else item.done_by

    def choices(self, work: Work) -> str:
        """What is decided, and the outcomes to choose from; empty where nobody is asked."""
        if not work.item.outcomes:
            return ""
        speech, labels = self.speech, " / ".join(work.item.outcomes)
        return f"{work.question} {labels}" if work.question else speech.text("choose: {labels}", labels=labels)

    def awaited(self, work: Work) -> str:
        """What work waits for that nobody does; empty of work that somebody has to do."""
        speech = self.speech
        if work.until:
            return speech.text("goes on by itself {time}", time=self.time(work.until, work.timezone))
        if work.message:
            return speech.text("waits for the message '{name}'", name=work.message)
        if work.child:
            return speech.text("waits for the end of instance {number}", number=work.child)
        return ""

    def why_again(self, work: Work) -> str:
        """Who sent it back and why; empty where nobody did, or nobody said why."""
        found, speech = work.sent_back, self.speech
        if found is None:
            return ""
        if found.was_returned:
            return speech.text("sent back by {actor}: {reason}", actor=found.actor, reason=found.reason)
        return speech.text("note of {actor}: {reason}", actor=found.actor, reason=found.reason)

    def ended_how(self, item: WorkItem) -> str:
        """The outcome that was chosen, or how else work ended; empty of open work and where nothing is decided."""
        speech, outcome = self.speech, ", ".join(item.outcome.splitlines())
        match item.state:
            case WorkState.RETURNED:
                return speech.text("sent back")
            case WorkState.WITHDRAWN:
                return speech.text("withdrawn")
            case WorkState.EXPIRED:
                return speech.text("not in time ({time})", time=outcome)
        return outcome

    def remark(self, item: WorkItem) -> str:
        """What was noted of work, and that it was corrected; empty where nothing was."""
        said = [item.note] if item.note else []
        said += [self.speech.text("corrected")] if item.corrected else []
        return "; ".join(said)
