"""The columns of a list of employees, by what offices call them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sopengine.errors import MisuseError
from sopengine.interchange.readers.spreadsheet import Sheet
from sopengine.people.values import HoldingKind

MOST_ABOVE = 20
"""Rows that may stand above the headings, such as a title."""
_NAMES: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "kode", "kode pegawai", "nama pengguna", "pengguna", "username", "user", "person"),
    "name": ("nama", "nama lengkap", "nama pegawai", "nama dan gelar", "name"),
    "nip": ("nip", "nip baru", "nip/nipppk", "nip/ni pppk", "nomor induk pegawai"),
    "mail": ("surel", "email", "e-mail", "alamat surel", "alamat email", "mail"),
    "position": ("jabatan", "nama jabatan", "posisi", "pelaksana", "position", "actor"),
    "kind": ("sebagai", "status jabatan", "jenis", "as", "kind"),
    "first": ("mulai", "dari", "sejak", "tmt", "tmt jabatan", "mulai tanggal", "from", "first day"),
    "last": ("sampai", "s.d", "sd", "s/d", "sampai dengan", "hingga", "berakhir", "to", "last day"),
    "letter": ("nomor surat", "no surat", "nomor sk", "no sk", "sk", "surat perintah", "letter"),
    "agency": ("instansi", "opd", "skpd", "perangkat daerah", "satuan kerja", "agency"),
    "role": ("peran", "role"),
}
_FIELD_OF = {name: field for field, names in _NAMES.items() for name in names}
KIND_OF: Mapping[str, HoldingKind] = {
    **dict.fromkeys(("", "definitif", "pemangku", "tetap", "pejabat", "holder"), HoldingKind.HOLDER),
    **dict.fromkeys(("plt", "pelaksana tugas"), HoldingKind.PLT),
    **dict.fromkeys(("plh", "pelaksana harian"), HoldingKind.PLH),
    **dict.fromkeys(("delegasi", "pendelegasian", "delegate"), HoldingKind.DELEGATE),
}
"""Word of the column `kind`, folded -> as what."""


def headings_of(sheet: Sheet) -> tuple[Mapping[str, int], int, tuple[str, ...]]:
    """Field -> place of its column; the place of the first row below; the headings that say nothing here.

    Raises MisuseError where no row names at least who somebody is and one thing more.
    """
    for place, row in enumerate(sheet.rows[:MOST_ABOVE]):
        found = [(_FIELD_OF.get(_plain(cell)), column) for column, cell in enumerate(row.cells)]
        fields = {field: column for field, column in reversed(found) if field}
        if len(fields) > 1 and not fields.keys().isdisjoint(("id", "name", "nip")):
            twice = [row.cells[column] for field, column in found if field and fields[field] != column]
            if twice:
                raise MisuseError(
                    "{file}, row {row}: two columns say the same ({heading}): leave one out",
                    file=sheet.name,
                    row=row.number,
                    heading=twice[0],
                )
            unread = tuple(row.cells[column] for field, column in found if not field and row.cells[column])
            return fields, place + 1, unread
    raise MisuseError(
        "{file} has no row of headings such as Id, Nama, NIP, Surel, Jabatan, Sebagai, Mulai, Sampai, Nomor surat, "
        "Instansi, Peran: give at least Nama and Jabatan",
        file=sheet.name,
    )


def _plain(heading: str) -> str:
    return re.sub(r"\s*\(.*\)|[*:]", "", " ".join(heading.split())).strip(" .").casefold()
