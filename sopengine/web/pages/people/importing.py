"""A list of employees: chosen, looked through with all that is amiss at its place, then kept whole or not at all."""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Iterator
from datetime import date
from http import HTTPStatus

from starlette.responses import Response

from sopengine.errors import MisuseError, SopError
from sopengine.frozen import frozen
from sopengine.interchange.readers.spreadsheet import LARGEST, Sheet, sheet_in
from sopengine.model.zones import USUAL_ZONE
from sopengine.office.keeping.attachments import fit_name
from sopengine.office.people.employees import Amiss, Imported, ReadRow, import_employees
from sopengine.people.changes import Add, GiveRole, Hold
from sopengine.people.values import Holding
from sopengine.web.access import passwords
from sopengine.web.asked import Asked, moved
from sopengine.web.pages.people.held import Held, agencies, held, titles, today
from sopengine.web.pages.typed import day_typed
from sopengine.web.words.reason import reason

MOST_SHOWN = 200
"""Rows, and findings."""
MOST_ROWS = 1_000
"""Of a list: while it is looked through nobody else writes, and all its rows stand on one page."""
MOST_ACCOUNTS = 100
"""That are given at once: each password takes some 50 ms to be kept."""
LARGEST_CARRIED = 900_000
"""Signs of a list on its way from the page on which it is looked through to the one on which it is kept."""
_EXAMPLE = (
    "Id;Nama;NIP;Surel;Jabatan;Sebagai;Mulai;Sampai;Nomor surat;Peran\r\n"
    "staf-1;Nama dan gelar;;staf-1@contoh.go.id;Tim SAKIP;definitif;1 Januari 2026;;;petugas\r\n"
    "sekretaris;Nama dan gelar;;;Kepala Dinas;Plh;6 April 2026;10 April 2026;800/12/2026;pimpinan\r\n"
)


@frozen
class Finding:
    """One row that cannot be."""

    row: int
    column: str
    heading: str
    words: str


@frozen
class Line:
    """One row as it would be kept."""

    number: int
    person: str
    name: str
    nip: str
    is_new: bool
    held: tuple[Held, ...]
    roles: tuple[str, ...]
    doubts: tuple[str, ...]
    """Why a position is perhaps a slip."""


def shown(asked: Asked) -> Response:
    return _choosing(asked)


def example(asked: Asked) -> Response:
    """To be filled in; a spreadsheet opens it."""
    headers = {"Content-Disposition": 'attachment; filename="pegawai.csv"'}
    return Response(_EXAMPLE.encode("utf-8-sig"), media_type="text/csv; charset=utf-8", headers=headers)


def look(asked: Asked) -> Response:
    """What the chosen file would change; nothing is kept yet."""
    if not asked.uploads:
        return _choosing(asked, asked.speech.text("Choose a file first."))
    upload = asked.uploads[0]
    return _looked_through(asked, fit_name(upload.name), upload.stream.read(LARGEST + 1))


def keep(asked: Asked) -> Response:
    """All of what was looked through; where something is amiss meanwhile, nothing, and it is told."""
    try:
        name, content = _carried(asked)
        found = _imported(asked, sheet_in(name, content), dry_run=False)
    except SopError as error:
        return _choosing(asked, reason(error, asked.speech))
    if found.amiss:
        return _looked_through(asked, name, content)
    if asked.form.get("accounts") and found.added:
        return _with_accounts(asked, found)
    return moved(f"/people?added={len(found.added)}&changed={found.changed}&held={found.held}")


def _looked_through(asked: Asked, name: str, content: bytes) -> Response:
    try:
        carried = _packed(content)
        found = _imported(asked, sheet_in(name, content), dry_run=True)
    except SopError as error:
        return _choosing(asked, reason(error, asked.speech))
    amiss = [_finding(one, asked) for one in found.amiss]
    return asked.page(
        "people/look.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if amiss else HTTPStatus.OK,
        name=name,
        carried=carried,
        agencies=agencies(asked),
        agency=asked.form.get("agency", "0"),
        found=found,
        amiss=amiss[:MOST_SHOWN],
        lines=list(_lines(asked, found.rows[:MOST_SHOWN])),
        may_sign_in=asked.hosted.sessions.accounts.any() and 0 < len(found.added) <= MOST_ACCOUNTS,
        nothing=not (found.added or found.changed or found.held or _roles(found)),
        most=MOST_SHOWN,
    )


def _choosing(asked: Asked, wrong: str = "") -> Response:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    known = agencies(asked)
    return asked.page("people/importing.html", status=status, wrong=wrong, agencies=known, agency=_chosen(asked))


def _chosen(asked: Asked) -> str:
    return asked.form.get("agency", "0")


def _imported(asked: Asked, sheet: Sheet, *, dry_run: bool) -> Imported:
    """Raises MisuseError for more rows than a page takes."""
    if len(sheet.rows) > MOST_ROWS:
        raise MisuseError("{file} has more than {most} rows: part it", file=sheet.name, most=MOST_ROWS)
    known = agencies(asked)
    place = _chosen(asked)
    agency = known[int(place)].told if place in {str(each) for each in range(len(known))} else None

    def day(written: str) -> date:
        return day_typed(asked, written, USUAL_ZONE) or today(asked)

    return import_employees(asked.engine, sheet, known, agency, day, by=asked.person.id, dry_run=dry_run)


def _with_accounts(asked: Asked, found: Imported) -> Response:
    """The passwords for the first sign-in, told once."""
    accounts = asked.hosted.sessions.accounts
    made = {person: passwords.made() for person in found.added[:MOST_ACCOUNTS]}
    for person, password in made.items():
        accounts.keep(person, passwords.kept(password), by=asked.person.id, must_change=True)
    names = {person: asked.engine.known_person(person).name for person in made}
    return asked.page("people/passwords.html", made=made, names=names)


def _roles(found: Imported) -> int:
    return sum(isinstance(change, GiveRole) for row in found.rows for change in row.changes)


def _finding(one: Amiss, asked: Asked) -> Finding:
    return Finding(row=one.row, column=one.column, heading=one.heading, words=reason(one.why, asked.speech))


def _lines(asked: Asked, rows: tuple[ReadRow, ...]) -> Iterator[Line]:
    known, people = titles(asked), {one.id: one for one in asked.engine.people()}
    for row in rows:
        said = next(change for change in row.changes if isinstance(change, Add))
        person = people.get(row.person)
        yield Line(
            number=row.number,
            person=row.person,
            name=said.name or (person.name if person else ""),
            nip=said.nip or (person.nip if person else ""),
            is_new=row.is_new,
            held=tuple(held(asked, _holding(one), known) for one in row.changes if isinstance(one, Hold)),
            roles=tuple(one.role.value for one in row.changes if isinstance(one, GiveRole)),
            doubts=tuple(reason(one, asked.speech) for one in row.doubts),
        )


def _holding(new: Hold) -> Holding:
    """As it would be."""
    return Holding(
        id=0,
        person=new.person,
        agency=new.agency,
        position=new.position,
        kind=new.kind,
        first_day=new.first_day,
        last_day=new.last_day,
        letter=new.letter,
    )


def _packed(content: bytes) -> str:
    """To be carried by the page: no server has to remember what somebody perhaps confirms."""
    packed = base64.b64encode(zlib.compress(content, 9)).decode()
    if len(packed) > LARGEST_CARRIED:
        raise MisuseError("the list is too large for this page: part it, or leave out its pictures")
    return packed


def _carried(asked: Asked) -> tuple[str, bytes]:
    try:
        unpacking = zlib.decompressobj()
        content = unpacking.decompress(base64.b64decode(asked.form.get("list", ""), validate=True), LARGEST + 1)
    except (binascii.Error, zlib.error, ValueError) as error:
        raise MisuseError("the list did not arrive whole: choose the file once more") from error
    return fit_name(asked.form.get("name", "")), content
