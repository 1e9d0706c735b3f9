"""The text of a new definition, from what its author knows so far."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from datetime import date

from sopengine.frozen import frozen
from sopengine.language.write.fmt import formatted
from sopengine.model.step import END

LONGEST_ID = 64

_LATER = """
  # number: 12/SOP/2026
  # effective: 1 Februari 2026
  # approved_by: {position: Kepala Dinas, name: "Dra. Siti Aminah, M.Si", rank: Pembina, nip: 19680101 199003 2 001}
  # legal_basis: [Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik]
  # qualifications: [Mampu mengoperasikan komputer]
  # related: [SOP Pengelolaan Surat Keluar]
  # equipment: [Komputer, Printer]
  # warnings: Jika SOP tidak dilaksanakan, pelayanan terhambat
  # records: Disimpan sebagai data elektronik dan manual
"""
"""What the identity page asks for, to be filled in."""


@frozen
class Row:
    """A row of the form."""

    activity: str
    actor: str
    """Id of an actor."""
    duration: str
    question: str = ""
    decision: tuple[tuple[str, int], ...] = ()
    """Labels, and the number of the row each leads to, counted from 1; 0 is the end."""


@frozen
class Sketch:
    """What is known of a new SOP."""

    id: str
    title: str
    agency: str
    timezone: str
    actors: dict[str, str]
    """Id -> title."""
    rows: tuple[Row, ...]
    draft: bool = False
    """Not finished."""


def new_text(sketch: Sketch, schema: str, today: date, comment: str) -> str:
    """A definition in canonical form; `schema` is the path for the editor's modeline.

    `comment` allows that the identity page is empty, in the author's language.
    """
    names = unique_ids([_verb(row.activity) for row in sketch.rows])
    agency = {"name": sketch.agency, "timezone": sketch.timezone}
    text = (
        f"# yaml-language-server: $schema={schema}\n"
        f"sop: 1\nid: {sketch.id}\ntitle: {_quoted(sketch.title)}\n{_status(sketch)}agency: {_quoted(agency)}\n\n"
        f"{comment}\n"
        f"document:\n  created: {today.isoformat()}{_LATER}\n"
        f"actors:\n" + "".join(f"  {id}: {_quoted(title)}\n" for id, title in sketch.actors.items()) + "\nsteps:\n"
    )
    rows = "\n".join(_row(row, id, names) for row, id in zip(sketch.rows, names, strict=True))
    return formatted((text + rows).encode(), f"{sketch.id}.yaml")


def sample_rows(actors: Sequence[str]) -> tuple[Row, ...]:
    """A short flow with a decision in which every actor has something to do."""
    first, second, *others = (*actors, actors[0])[: max(2, len(actors))]
    last = Row(activity="Mengarsipkan berkas", actor=first, duration="15 menit")
    return (
        Row(activity="Menerima dan mencatat berkas", actor=first, duration="10 menit"),
        Row(
            activity="Memeriksa berkas",
            actor=second,
            duration="1 hari kerja",
            question="Apakah berkas lengkap?",
            decision=(("Ya", 3), ("Tidak", 1)),
        ),
        *(Row(activity="Menindaklanjuti berkas", actor=other, duration="1 hari kerja") for other in others),
        last,
    )


def unique_ids(texts: Iterable[str]) -> list[str]:
    """A name for each text: small letters, digits and hyphens, a letter first."""
    ids: list[str] = []
    for text in texts:
        id = re.sub("[^a-z0-9]+", "-", text.casefold()).strip("-0123456789")[: LONGEST_ID - 4].strip("-") or "baris"
        id = f"{id}-sop" if id == "end" or id.endswith(("-start", "-end")) else id
        same = sum(other == id or other.startswith(f"{id}-") for other in ids)
        ids.append(f"{id}-{same + 1}" if id in ids else id)
    return ids


def titled(titles: Sequence[str]) -> dict[str, str]:
    """Id -> title."""
    return dict(zip(unique_ids(titles), titles, strict=True))


def _row(row: Row, id: str, names: Sequence[str]) -> str:
    lines = [
        f"  - id: {id}",
        f"    activity: {_quoted(row.activity)}",
        f"    actor: {row.actor}",
        f"    duration: {_quoted(row.duration)}",
    ]
    if row.decision:
        ways = {label: names[number - 1] if number else END for label, number in row.decision}
        lines += [f"    question: {_quoted(row.question)}", f"    decision: {_quoted(ways)}"]
    return "\n".join(lines) + "\n"


def _status(sketch: Sketch) -> str:
    return "status: draft\n" if sketch.draft else ""


def _verb(activity: str) -> str:
    return activity.split()[0] if activity.split() else ""


def _quoted(value: object) -> str:
    """JSON is YAML; needless quotes go when the whole is written in canonical form."""
    return json.dumps(value, ensure_ascii=False)
