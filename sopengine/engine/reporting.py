"""What people write of reports, and how reports are locked and reopened."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from sopengine.engine.commanding import who, why
from sopengine.engine.questions import Questions
from sopengine.errors import MisuseError, RefusedError, StorageError
from sopengine.errors.unfit import unfit_sign
from sopengine.people.called import is_called
from sopengine.people.values import Role
from sopengine.store.reader import Reader
from sopengine.store.reports.records import KeptReports, digest_of
from sopengine.store.reports.values import Assessment, ReportEvent, ReportEventKind, ReportState, folded_events
from sopengine.store.store import Store
from sopengine.store.writer import Writer

LONGEST = 4000
"""Characters of a note or an action; of initials a tenth."""
_ASSESSORS = (Role.PENGAWAS, Role.PIMPINAN, Role.ADMIN)


class Reports:
    """Of one store. Where it has no people nobody is checked; else roles are asked for anew with every command."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def state(self, period: str) -> ReportState:
        """Of the report of a period, such as `2026-Q3`; also where nothing happened to it."""
        return self._store.read(lambda reader: _state(reader, period))

    def lockings(self) -> tuple[ReportEvent, ...]:
        """When reports were locked and reopened, in their order."""
        return self._store.read(lambda reader: KeptReports(reader.link).lockings())

    def figures(self, state: ReportState) -> str:
        """Of a locked report, as they were locked; raises StorageError where they are not that any more."""
        digest = state.locked.digest if state.locked else ""
        text = self._store.read(lambda reader: KeptReports(reader.link).figures(digest))
        if text is None or digest_of(text) != digest:
            raise StorageError(
                "the figures of the report {period} are not those that were locked ({digest}), so none are shown: "
                "restore a backup; sop verify says what else is amiss",
                period=state.period,
                digest=digest[:12],
            )
        return text

    def assess(self, period: str, written: Iterable[Assessment], *, by: str) -> ReportState:
        """Keep what somebody found; what says what is kept already is left out. All of it or nothing.

        `seq` of each is that of what was read before: raises ReadBeforeError where another wrote meanwhile, and
        RefusedError where the report is locked, or `by` does not answer for the agency.
        """
        acting, asked = who(by), tuple(map(_fit, written))

        def kept(writer: Writer) -> ReportState:
            state = _unlocked(writer, period)
            changed = [one for one in asked if not _says(state, one)]
            for one in changed:
                _entitled(writer, acting, _ASSESSORS, one.agency)
            if outdated := [one for one in changed if _before(state, one).seq != one.seq]:
                raise ReadBeforeError(outdated, state)
            for one in changed:
                self._record(writer, period, ReportEventKind.ASSESSED, acting, _told(one))
            return _state(writer, period)

        return self._store.write(kept, acting)

    def lock(self, period: str, figures: str, *, version: int, by: str) -> ReportState:
        """From now on the report is these figures. `version`: of the state they hold the notes and actions of."""
        acting = who(by)

        def locked(writer: Writer) -> ReportState:
            state = _unlocked(writer, period)
            _entitled(writer, acting, _ASSESSORS)
            if state.version != version:
                raise RefusedError("the report {period} was changed meanwhile: look at it, then lock it", period=period)
            digest = KeptReports(writer.link).keep_figures(figures, self._clock())
            self._record(writer, period, ReportEventKind.LOCKED, acting, {"digest": digest})
            return _state(writer, period)

        return self._store.write(locked, acting)

    def reopen(self, period: str, *, by: str, reason: str) -> ReportState:
        """By an admin: it is measured anew from now on; what was locked stays in the store."""
        acting, said = who(by), why(reason)
        _check_length(said, LONGEST)

        def reopened(writer: Writer) -> ReportState:
            _entitled(writer, acting, (Role.ADMIN,))
            state = _state_to_change(writer, period)
            if state.locked is None:
                raise RefusedError("the report {period} is not locked", period=period)
            told = {"digest": state.locked.digest, "reason": said}
            self._record(writer, period, ReportEventKind.REOPENED, acting, told)
            return _state(writer, period)

        return self._store.write(reopened, acting)

    def _record(self, writer: Writer, period: str, kind: ReportEventKind, by: str, told: dict[str, str]) -> None:
        KeptReports(writer.link).record(period, kind, by, self._clock(), told)


class ReadBeforeError(RefusedError):
    """Somebody wrote the same after it was read: both are to be looked at."""

    def __init__(self, outdated: list[Assessment], state: ReportState) -> None:
        super().__init__(
            "{by} wrote there meanwhile: nothing was saved; look at both, then save again",
            by=", ".join(sorted({_before(state, one).by for one in outdated})),
        )
        self.outdated = outdated
        self.state = state
        """As it is now."""


def reports_of(engine: Questions) -> Reports:
    """Asked for apart from the engine: commands on work need not know of reports."""
    return Reports(engine._store, engine._clock)


def _state(reader: Reader, period: str) -> ReportState:
    return folded_events(period, KeptReports(reader.link).events(period))


def _state_to_change(writer: Writer, period: str) -> ReportState:
    """Nobody else changes a report until this transaction has ended: all of them share one chain."""
    writer.alone_with("reports")
    return _state(writer, period)


def _unlocked(writer: Writer, period: str) -> ReportState:
    state = _state_to_change(writer, period)
    if state.locked:
        raise RefusedError(
            "the report {period} is locked since {day}, by {by}: only an admin reopens it, with a reason",
            period=period,
            day=state.locked.at.date(),
            by=state.locked.by,
        )
    return state


def _before(state: ReportState, one: Assessment) -> Assessment:
    return state.assessments.get((one.agency, one.sop)) or Assessment(agency=one.agency, sop=one.sop)


def _says(state: ReportState, one: Assessment) -> bool:
    """Whether the same is kept already."""
    kept = _before(state, one)
    return (kept.note, kept.action, kept.initials) == (one.note, one.action, one.initials)


def _told(one: Assessment) -> dict[str, str]:
    return {"agency": one.agency, "sop": one.sop, "note": one.note, "action": one.action, "initials": one.initials}


def _fit(one: Assessment) -> Assessment:
    """Trimmed; raises MisuseError for what is too long, or holds signs that nobody sees."""
    trimmed = Assessment(
        agency=one.agency,
        sop=one.sop,
        note=_text(one.note, LONGEST),
        action=_text(one.action, LONGEST),
        initials=_text(one.initials, LONGEST // 10),
        seq=one.seq,
    )
    return trimmed


def _text(text: str, most: int) -> str:
    """Lines end as this program writes them."""
    plain = "\n".join(line.rstrip() for line in text.strip().splitlines())
    _check_length(plain, most)
    if sign := unfit_sign(plain.replace("\n", " ")):
        raise MisuseError("'{text}' holds a sign that nobody sees ({sign}): type it anew", text=plain[:40], sign=sign)
    return plain


def _check_length(text: str, most: int) -> None:
    if len(text) > most:
        raise MisuseError("a text of {count} signs is too long: {most} at most", count=len(text), most=most)


def _entitled(writer: Writer, by: str, roles: tuple[Role, ...], agency: str | None = None) -> None:
    """Raises RefusedError for who has none of these roles, in the agency or, without one, in any."""
    people = writer.people()
    if people is None:
        return
    given = [(who, at) for who, at, role in people.all_roles() if role in roles]
    if agency is not None:
        given = [(who, at) for who, at in given if is_called(at, agency)]
    if by.casefold() not in {who for who, _ in given}:
        raise _may_not(by, agency, sorted({who for who, _ in given}) or [role.value for role in roles])


def _may_not(by: str, agency: str | None, who: Sequence[str]) -> RefusedError:
    if agency is None:
        return RefusedError("{by} may not do that with a report: that is for {who}", by=by, who=", ".join(who))
    return RefusedError(
        "{by} may not assess SOPs of {agency}: that is for {who}", by=by, agency=agency, who=", ".join(who)
    )
