"""Reports with what people wrote of them; those that were locked as they were then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sopengine.engine.reporting import Reports
from sopengine.errors import StorageError
from sopengine.report.account import Account, Assessed, Seal
from sopengine.report.locked.stored import restored, stored
from sopengine.store.reports.values import Assessment, ReportState


def assessed(account: Account, state: ReportState) -> Account:
    """With the notes, actions and initials that were written into the monitoring table."""
    written = {key: _assessed(one) for key, one in state.assessments.items()}
    return replace(account, assessed={key: one for key, one in written.items() if one != Assessed()})


def lock(reports: Reports, account: Account, state: ReportState, *, by: str) -> ReportState:
    """The report of the period of a state, with what was measured and written, as it now stands."""
    return reports.lock(state.period, stored(assessed(account, state), state.period), version=state.version, by=by)


def as_locked(reports: Reports, state: ReportState, read: Callable[[str, Callable[[], Account]], Account]) -> Account:
    """Of a locked report; `read` may remember by digest what was read. Raises StorageError where it was changed."""
    if state.locked is None:
        raise StorageError("the report {period} is not locked", period=state.period)
    text = reports.figures(state)
    account = read(state.locked.digest, lambda: restored(text))
    return replace(account, seal=Seal(by=state.locked.by, at=state.locked.at, digest=state.locked.digest))


def _assessed(one: Assessment) -> Assessed:
    return Assessed(note=one.note, action=one.action, initials=one.initials)
