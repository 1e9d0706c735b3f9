"""The one table of all pages: where each lives, and who may call it. What is not here is not served."""

from __future__ import annotations

from sopengine.web.access.roles import ANYONE, EVERYBODY, Role
from sopengine.web.asked import Route
from sopengine.web.pages import assets, metrics
from sopengine.web.pages.calendar import shown as calendar
from sopengine.web.pages.catalogue import approving, files
from sopengine.web.pages.catalogue import listing as sops
from sopengine.web.pages.catalogue import one as sop
from sopengine.web.pages.entry import feed, more, signing, who
from sopengine.web.pages.instances import beginning
from sopengine.web.pages.instances import listing as instances
from sopengine.web.pages.instances import one as instance
from sopengine.web.pages.oversight import desk
from sopengine.web.pages.oversight import listing as open_work
from sopengine.web.pages.people import adding, importing, trail
from sopengine.web.pages.people import listing as people
from sopengine.web.pages.people import one as person
from sopengine.web.pages.reports import comparing, filling, locking
from sopengine.web.pages.reports import listing as reports
from sopengine.web.pages.reports import one as report
from sopengine.web.pages.work import attaching, finishing, handing, reminding, sheet, tasks
from sopengine.web.words.tabs import OVERSEERS

_ADMINS = frozenset({Role.ADMIN})
_ANSWERABLE = frozenset({Role.SUPERVISOR, Role.HEAD, Role.ANALYST, Role.ADMIN})
"""Who answers for SOPs and for how they are kept."""

ROUTES: tuple[Route, ...] = (
    Route(name="static", path="/static/{name}", page=assets.static, roles=ANYONE, asks_nobody=True),
    Route(name="health", path="/health", page=assets.health, roles=ANYONE, asks_nobody=True),
    Route(name="metrics", path="/metrics", page=metrics.shown, roles=ANYONE, asks_nobody=True),
    Route(name="who", path="/who", page=who.shown, roles=ANYONE),
    Route(name="who", path="/who", page=who.choose, roles=ANYONE, writes=True),
    Route(name="who", path="/language", page=who.speak, roles=ANYONE, writes=True),
    Route(name="who", path="/signin", page=signing.shown, roles=ANYONE),
    Route(name="who", path="/signin", page=signing.sign_in, roles=ANYONE, writes=True),
    Route(name="account", path="/signout", page=signing.sign_out, roles=EVERYBODY, writes=True),
    Route(name="account", path="/account", page=signing.account, roles=EVERYBODY),
    Route(name="account", path="/account/password", page=signing.change_password, roles=EVERYBODY, writes=True),
    Route(name="account", path="/account/sessions", page=signing.end_others, roles=EVERYBODY, writes=True),
    Route(name="account", path="/calendar/{person}/{key}.ics", page=feed.shown, roles=ANYONE),
    Route(name="more", path="/more", page=more.shown, roles=EVERYBODY),
    Route(name="tasks", path="/", page=tasks.shown, roles=EVERYBODY),
    Route(name="tasks", path="/tasks/{item:int}", page=sheet.shown, roles=EVERYBODY),
    Route(
        name="tasks",
        path="/tasks/{item:int}/done",
        page=finishing.finish,
        roles=EVERYBODY,
        writes=True,
        takes_files=True,
    ),
    Route(
        name="tasks", path="/tasks/{item:int}/files", page=attaching.add, roles=EVERYBODY, writes=True, takes_files=True
    ),
    Route(name="tasks", path="/tasks/{item:int}/back", page=finishing.back, roles=EVERYBODY, writes=True),
    Route(name="tasks", path="/tasks/{item:int}/undo", page=finishing.undo, roles=EVERYBODY, writes=True),
    Route(name="tasks", path="/tasks/{item:int}/take", page=handing.take, roles=EVERYBODY, writes=True),
    Route(name="tasks", path="/tasks/{item:int}/give-back", page=handing.give_back, roles=EVERYBODY, writes=True),
    Route(name="tasks", path="/tasks/{item:int}/assign", page=handing.assign, roles=EVERYBODY, writes=True),
    Route(name="tasks", path="/tasks/{item:int}/remind", page=reminding.shown, roles=EVERYBODY),
    Route(name="tasks", path="/tasks/{item:int}/remind", page=reminding.remind, roles=EVERYBODY, writes=True),
    Route(name="desk", path="/desk", page=desk.shown, roles=OVERSEERS),
    Route(name="desk", path="/open", page=open_work.shown, roles=OVERSEERS),
    Route(name="instances", path="/instances", page=instances.shown, roles=EVERYBODY),
    Route(name="start", path="/instances/new", page=beginning.shown, roles=EVERYBODY),
    Route(name="start", path="/instances/new", page=beginning.start, roles=EVERYBODY, writes=True),
    Route(name="instances", path="/instances/{number:int}", page=instance.shown, roles=EVERYBODY),
    Route(name="instances", path="/instances/{number:int}/control", page=instance.control, roles=EVERYBODY),
    Route(name="instances", path="/instances/{number:int}/form.pdf", page=instance.as_pdf, roles=EVERYBODY),
    Route(name="instances", path="/instances/{number:int}/files/{seq:int}", page=attaching.one, roles=EVERYBODY),
    Route(name="sops", path="/sops", page=sops.shown, roles=EVERYBODY),
    Route(name="sops", path="/sops/{id}", page=sop.shown, roles=EVERYBODY),
    Route(name="sops", path="/sops/{id}/approve", page=approving.approve, roles=sop.APPROVERS, writes=True),
    Route(name="sops", path="/sops/{id}/print", page=sop.printed, roles=EVERYBODY),
    Route(name="sops", path="/sops/{id}/versions/{number:int}", page=sop.version, roles=EVERYBODY),
    Route(name="sops", path="/sops/{id}/files/{name}", page=files.file, roles=EVERYBODY),
    Route(name="calendar", path="/calendar", page=calendar.shown, roles=EVERYBODY),
    Route(name="calendar", path="/calendar/renew", page=calendar.renew_one, roles=_ADMINS, writes=True),
    Route(name="people", path="/people", page=people.shown, roles=EVERYBODY),
    Route(name="people", path="/people/new", page=adding.shown, roles=_ADMINS),
    Route(name="people", path="/people/new", page=adding.add, roles=_ADMINS, writes=True),
    Route(name="people", path="/people/import", page=importing.shown, roles=_ADMINS),
    Route(name="people", path="/people/import", page=importing.look, roles=_ADMINS, writes=True, takes_files=True),
    Route(name="people", path="/people/import/keep", page=importing.keep, roles=_ADMINS, writes=True),
    Route(name="people", path="/people/import/example.csv", page=importing.example, roles=_ADMINS),
    Route(name="people", path="/people/log", page=trail.shown, roles=_ADMINS),
    Route(name="people", path="/people/{id}", page=person.shown, roles=_ADMINS),
    Route(name="people", path="/people/{id}/edit", page=person.edit, roles=_ADMINS, writes=True),
    Route(name="people", path="/people/{id}/hold", page=person.hold, roles=_ADMINS, writes=True),
    Route(name="people", path="/people/{id}/release", page=person.release, roles=_ADMINS, writes=True),
    Route(name="people", path="/people/{id}/role", page=person.role, roles=_ADMINS, writes=True),
    Route(name="people", path="/people/{id}/account", page=person.account, roles=_ADMINS, writes=True),
    Route(name="people", path="/people/{id}/close", page=person.close, roles=_ADMINS, writes=True),
    Route(name="people", path="/people/{id}/sessions", page=person.end_sessions, roles=_ADMINS, writes=True),
    Route(name="people", path="/people/{id}/forget", page=person.forget, roles=_ADMINS, writes=True),
    Route(name="reports", path="/reports", page=reports.shown, roles=_ANSWERABLE),
    Route(name="reports", path="/compare", page=comparing.shown, roles=_ANSWERABLE),
    Route(name="reports", path="/reports/{quarter}", page=report.shown, roles=_ANSWERABLE),
    Route(name="reports", path="/reports/{quarter}/print", page=report.printed, roles=_ANSWERABLE),
    Route(name="reports", path="/reports/{quarter}/monitoring", page=report.monitoring, roles=_ANSWERABLE),
    Route(name="reports", path="/reports/{quarter}/monev.{ending}", page=report.handed_in, roles=_ANSWERABLE),
    Route(name="reports", path="/reports/{quarter}/fill", page=filling.shown, roles=OVERSEERS),
    Route(name="reports", path="/reports/{quarter}/fill", page=filling.save, roles=OVERSEERS, writes=True),
    Route(name="reports", path="/reports/{quarter}/lock", page=locking.shown, roles=OVERSEERS),
    Route(name="reports", path="/reports/{quarter}/lock", page=locking.lock, roles=OVERSEERS, writes=True),
    Route(name="reports", path="/reports/{quarter}/reopen", page=locking.reopen, roles=_ADMINS, writes=True),
    Route(name="reports", path="/reports/{quarter}/figures.json", page=locking.figures, roles=_ANSWERABLE),
)
