"""One person: name and address, what they hold, roles, account; each changed by a form of its own."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from starlette.responses import Response

from sopengine.errors import MisuseError, SopError
from sopengine.model.zones import USUAL_ZONE
from sopengine.office.people.agencies import KnownAgency
from sopengine.people.changes import Add, Change, Forget, GiveRole, Hold, Release, TakeRole
from sopengine.people.values import HoldingKind, Person
from sopengine.people.values import Role as Given
from sopengine.store.questions.trail import of_person
from sopengine.web.access import passwords
from sopengine.web.asked import Asked, moved
from sopengine.web.pages.people.held import AS_WHAT, agencies, held, titles, today
from sopengine.web.pages.people.trail import sentences
from sopengine.web.pages.typed import day_typed
from sopengine.web.words.moments import near
from sopengine.web.words.reason import reason

MOST_CHANGES = 20


def shown(asked: Asked) -> Response:
    return _page(asked, _person(asked))


def edit(asked: Asked) -> Response:
    """Name, NIP, address."""
    form = asked.form
    return _changed(
        asked,
        lambda person: [
            Add(person=person.id, name=form.get("name", ""), nip=form.get("nip", ""), mail=form.get("mail", ""))
        ],
    )


def hold(asked: Asked) -> Response:
    """A position from a day on."""
    return _changed(asked, lambda person: [_holding(asked, person)])


def release(asked: Asked) -> Response:
    """What they hold ends with a day."""

    def released(person: Person) -> list[Change]:
        one = next(
            (each for each in asked.engine.holdings(person.id) if str(each.id) == asked.form.get("holding")), None
        )
        if one is None:
            raise MisuseError("choose what is to end")
        last = day_typed(asked, asked.form.get("last", ""), USUAL_ZONE) or today(asked)
        return [Release(person=person.id, agency=one.agency, position=one.position, last_day=last)]

    return _changed(asked, released)


def role(asked: Asked) -> Response:
    """Given, or taken with `take`."""

    def changed(person: Person) -> list[Change]:
        kind = TakeRole if asked.form.get("take") else GiveRole
        return [kind(person=person.id, agency=_agency(asked).agency, role=_role(asked))]

    return _changed(asked, changed)


def forget(asked: Asked) -> Response:
    """Name, NIP and address go; the account closes."""
    person, accounts = _person(asked), asked.hosted.sessions.accounts
    try:
        asked.engine.change_people([Forget(person=person.id, last_day=today(asked))], by=asked.person.id)
    except SopError as error:
        return _page(asked, person, wrong=reason(error, asked.speech))
    if accounts.account(person.id):
        accounts.close(person.id, by=asked.person.id)
    return moved("/people?forgotten=1")


def account(asked: Asked) -> Response:
    """A password for the first sign-in, told once; the first account of all is that of an admin."""
    person, accounts = _person(asked), asked.hosted.sessions.accounts
    if not accounts.any() and person.id not in _admins(asked):
        words = asked.speech.text("Give the role admin first: from the first account on everybody has to sign in.")
        return _page(asked, person, wrong=words)
    password = passwords.made()
    accounts.keep(person.id, passwords.kept(password), by=asked.person.id, must_change=True)
    return _page(asked, person, password=password)


def close(asked: Asked) -> Response:
    """Nobody signs in as this person any more."""
    person, accounts = _person(asked), asked.hosted.sessions.accounts
    admins = {one.person for one in accounts.all() if not one.closed_at and one.person in _admins(asked)}
    if admins == {person.id}:
        words = asked.speech.text("This is the only account of an admin: give another one first.")
        return _page(asked, person, wrong=words)
    accounts.close(person.id, by=asked.person.id)
    return moved(f"/people/{person.id}?saved=1")


def end_sessions(asked: Asked) -> Response:
    """One of them, or all: whoever sits there has to sign in again."""
    person, accounts = _person(asked), asked.hosted.sessions.accounts
    chosen = asked.form.get("session", "")
    hashes = [one.hash for one in accounts.sessions() if one.person == person.id and chosen in ("", one.hash)]
    ended = accounts.end_from_afar(person.id, hashes, by=asked.person.id)
    return moved(f"/people/{person.id}?ended={ended}")


def _changed(asked: Asked, made: Callable[[Person], list[Change]]) -> Response:
    person = _person(asked)
    try:
        asked.engine.change_people(made(person), by=asked.person.id)
    except SopError as error:
        return _page(asked, person, wrong=reason(error, asked.speech))
    return moved(f"/people/{person.id}?saved=1")


def _person(asked: Asked) -> Person:
    return asked.engine.known_person(str(asked.place["id"]))


def _page(asked: Asked, person: Person, *, wrong: str = "", password: str = "") -> Response:
    accounts = asked.hosted.sessions.accounts
    known = accounts.account(person.id)
    holdings = asked.engine.holdings(person.id)
    now, positions = today(asked), titles(asked)
    return asked.page(
        "people/one.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
        person=person,
        wrong=wrong,
        password=password,
        typed=asked.form if wrong else {},
        current=[held(asked, one, positions) for one in holdings if one.on(now)],
        to_come=[held(asked, one, positions) for one in holdings if one.first_day > now],
        past=[held(asked, one, positions) for one in holdings if one.last_day and one.last_day < now],
        roles=[(agency, given) for who, agency, given in asked.engine.roles() if who == person.id],
        all_roles=list(Given),
        agencies=agencies(asked),
        kinds=list(AS_WHAT.items()),
        account=known if known and not known.closed_at else None,
        first_account=not accounts.any(),
        sessions=[
            (one, near(one.seen_at, asked.now, USUAL_ZONE, asked.speech))
            for one in accounts.sessions()
            if one.person == person.id
        ],
        trail=sentences(asked, asked.engine.ask(lambda reader: of_person(reader, person.id, MOST_CHANGES))),
    )


def _holding(asked: Asked, person: Person) -> Hold:
    form, where = asked.form, _agency(asked)
    kinds = {kind.value: kind for kind in HoldingKind}
    return Hold(
        person=person.id,
        agency=where.agency,
        position=where.spelled(form.get("position", "").strip()),
        kind=kinds.get(form.get("kind", ""), HoldingKind.HOLDER),
        first_day=day_typed(asked, form.get("first", ""), USUAL_ZONE) or today(asked),
        last_day=day_typed(asked, form.get("last", ""), USUAL_ZONE),
        letter=form.get("letter", ""),
    )


def _agency(asked: Asked) -> KnownAgency:
    """By its place in the list of the form."""
    known, place = agencies(asked), asked.form.get("agency", "0")
    if not place.isascii() or not place.isdecimal() or len(place) > 6 or int(place) >= len(known):
        raise MisuseError("choose the agency")
    return known[int(place)]


def _role(asked: Asked) -> Given:
    named = asked.form.get("role", "")
    if named not in {each.value for each in Given}:
        raise MisuseError("choose the role")
    return Given(named)


def _admins(asked: Asked) -> set[str]:
    return {who for who, _, given in asked.engine.roles() if given is Given.ADMIN}
