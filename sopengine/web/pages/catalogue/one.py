"""One SOP: the form as it prints, findings, versions and what changed, who uses it, its files."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from zoneinfo import ZoneInfo

from starlette.responses import Response

from sopengine.diagram import Page
from sopengine.errors import NotFoundError, Severity, SopError
from sopengine.frozen import frozen
from sopengine.model.definition import Definition
from sopengine.office.forms.catalogue import Entry, State, entry
from sopengine.revision import differences
from sopengine.store.questions.versions import KeptVersion
from sopengine.web.access.roles import Role
from sopengine.web.asked import Asked
from sopengine.web.pages.catalogue.files import files
from sopengine.web.pages.catalogue.shelf import all_entries, drawn, graph_of, named, version_graph
from sopengine.web.words.drawn import inline
from sopengine.web.words.moments import day

MOST_CHANGES = 6
"""Told at once of a version; its own page has all."""
MOST_FINDINGS = 12
APPROVERS = frozenset({Role.HEAD, Role.ADMIN})
"""Who may approve a version."""


@frozen
class Told:
    """One finding."""

    severity: Severity
    line: int
    words: str
    advice: str
    """How to mend it; empty where the words say it."""


@frozen
class Version:
    """One that the store keeps, or the file where it is none of these."""

    number: int | None
    """None of a file that no instance goes by yet."""
    since: str
    kept: KeptVersion | None
    approved: str
    """By whom and when; empty where nobody has."""
    changes: tuple[str, ...]
    """In words of the form, against the version before."""
    is_first: bool
    can_be_read: bool


def shown(asked: Asked) -> Response:
    return page(asked)


def page(asked: Asked, *, wrong: str = "") -> Response:
    """With what was wrong with a form of it, and what was typed."""
    everything = all_entries(asked)
    one = entry(everything, str(asked.place["id"]))
    if one.definition is None:
        return asked.page("catalogue/broken.html", one=one, findings=_findings(asked, one))
    pages = _pages(asked, one)
    wanted = "identity" if asked.query.get("page") == "identity" else "flow"
    document = one.definition.document
    return asked.page(
        "catalogue/one.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
        wrong=wrong,
        typed=asked.form,
        approval=_approval(asked, one.definition.digest),
        may_approve=bool(APPROVERS & asked.person.roles) and one.state in (State.IN_FORCE, State.CHANGED),
        one=one,
        definition=one.definition,
        effective=day(document.effective, asked.speech),
        monitored=day(document.monitored, asked.speech),
        months=one.monitoring_late(asked.now.date()),
        wanted=wanted,
        leaves=inline([page for page in pages if bool(page.sheet.number) == (wanted == "flow")]),
        flow_pages=sum(bool(page.sheet.number) for page in pages),
        findings=_findings(asked, one),
        versions=_versions(asked, one),
        files=files(one, pages),
        related=_related(one, everything),
        can_start=one.state in (State.IN_FORCE, State.CHANGED),
        everything=asked.query.get("findings") == "all",
        most=MOST_FINDINGS,
        most_changes=MOST_CHANGES,
    )


def version(asked: Asked) -> Response:
    """A version that the store keeps: what changed in it, and the form as it was."""
    one, number = named(asked), asked.number("number")
    graph = version_graph(asked, one, number)
    before = version_graph(asked, one, number - 1).definition if number > 1 else None
    return asked.page(
        "catalogue/version.html",
        one=one,
        definition=graph.definition,
        number=number,
        kept=one.versions[number - 1],
        since=_since(asked, one, one.versions[number - 1]),
        changes=_changes(asked, before, graph.definition) if before else (),
        is_first=before is None,
        leaves=inline(drawn(asked, graph)),
    )


def printed(asked: Asked) -> Response:
    """All pages, to print."""
    one = named(asked)
    pages = _pages(asked, one)
    if not pages:
        raise NotFoundError("the SOP '{id}' has errors and cannot be drawn", id=one.id)
    return asked.page("sheets.html", title=one.title, pages=inline(pages))


def _pages(asked: Asked, one: Entry) -> tuple[Page, ...]:
    """None where it cannot be drawn: all else is told all the same."""
    try:
        graph = graph_of(asked, one)
        return drawn(asked, graph) if graph else ()
    except SopError:
        return ()


def _findings(asked: Asked, one: Entry) -> list[Told]:
    """The heaviest first."""
    found = one.examination.findings if one.examination else ()
    weights = list(Severity)
    return [
        Told(
            severity=each.severity,
            line=each.at.line,
            words=each.text(asked.speech.translate),
            advice=each.mend_text(asked.speech.translate),
        )
        for each in sorted(found, key=lambda each: (weights.index(each.severity), each.at.line))
    ]


def _versions(asked: Asked, one: Entry) -> list[Version]:
    """The newest first; before them the file, where it is a version of its own."""
    readable = {each.number: _definition(asked, one, each.number) for each in one.versions}
    found = [_kept(asked, one, each, readable) for each in one.versions]
    if one.state is State.CHANGED and one.definition:
        before = readable[one.versions[-1].number]
        changes = _changes(asked, before, one.definition) if before else ()
        found.append(
            Version(
                number=None,
                since="",
                kept=None,
                approved=_approval(asked, one.definition.digest),
                changes=changes,
                is_first=False,
                can_be_read=before is not None,
            )
        )
    return found[::-1]


def _kept(asked: Asked, one: Entry, each: KeptVersion, readable: dict[int, Definition | None]) -> Version:
    now, before = readable[each.number], readable.get(each.number - 1)
    return Version(
        number=each.number,
        since=_since(asked, one, each),
        kept=each,
        approved=_approval(asked, each.digest),
        changes=_changes(asked, before, now) if before and now else (),
        is_first=each.number == 1,
        can_be_read=now is not None,
    )


def _approval(asked: Asked, digest: str) -> str:
    found = asked.engine.approval(digest)
    if found is None:
        return ""
    return asked.speech.text("approved {day} by {person}", day=day(found.approved_on, asked.speech), person=found.by)


def _since(asked: Asked, one: Entry, each: KeptVersion) -> str:
    """The day, of the agency, on which the store first saw a version."""
    zone = one.definition.agency.timezone if one.definition else "UTC"
    return day(each.kept_at.astimezone(ZoneInfo(zone)).date(), asked.speech)


def _definition(asked: Asked, one: Entry, number: int) -> Definition | None:
    """None of a version whose kept text cannot be read: the others are told all the same."""
    try:
        return version_graph(asked, one, number).definition
    except SopError:
        return None


def _changes(asked: Asked, before: Definition, after: Definition) -> tuple[str, ...]:
    return tuple(each.text(asked.speech.translate) for each in differences(before, after))


def _related(one: Entry, everything: Iterable[Entry]) -> list[tuple[str, str]]:
    """Title and address of the SOPs that it names as related; no address where the office has none so called."""
    known = {each.title.casefold(): f"/sops/{each.id}" for each in everything if each.id != one.id}
    names = one.definition.document.related if one.definition else ()
    return [(name, known.get(name.casefold().removeprefix("sop ").strip(), "")) for name in names]
