"""Keys that are not known, and keys that are missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from sopengine.errors import Finding
from sopengine.errors.nearest import nearest
from sopengine.language.shape.mismatch import Mismatch
from sopengine.language.yaml.fault import fault, shown
from sopengine.language.yaml.plain import Plain
from sopengine.language.yaml.surplus import MOST_TOLD

MOST_LISTED = 12
"""Known keys that a message names."""
IN_INDONESIAN = {
    "aktivitas": ("activity",),
    "aktor": ("actor", "actors"),
    "berlaku": ("effective",),
    "bersama": ("with",),
    "bila": ("when",),
    "dasar_hukum": ("legal_basis",),
    "dibuat": ("created",),
    "dievaluasi": ("evaluated",),
    "dipantau": ("monitored",),
    "direvisi": ("revised",),
    "disahkan_oleh": ("approved_by",),
    "ditinjau": ("review",),
    "dokumen": ("document",),
    "durasi": ("duration",),
    "eskalasi": ("escalate",),
    "hari": ("days",),
    "hari_kerja": ("working_day",),
    "ingatkan": ("remind",),
    "instansi": ("agency",),
    "isian": ("data", "asks"),
    "jabatan": ("position",),
    "jadwal": ("schedule",),
    "jenis": ("kind", "type"),
    "jika": ("when",),
    "judul": ("title",),
    "kalender": ("calendar",),
    "kegiatan": ("activity",),
    "kelengkapan": ("needs",),
    "kelompok": ("group",),
    "keputusan": ("decision",),
    "kertas": ("paper",),
    "ket": ("note",),
    "keterangan": ("note",),
    "keterkaitan": ("related",),
    "kolom": ("columns",),
    "kualifikasi": ("qualifications",),
    "lainnya": ("otherwise",),
    "langkah": ("steps",),
    "lanjut": ("next",),
    "mulai": ("start",),
    "nama": ("name", "title"),
    "nomor": ("number",),
    "pangkat": ("rank",),
    "pelaksana": ("actor", "actors"),
    "pemerintah": ("government",),
    "peralatan": ("equipment",),
    "peringatan": ("warnings",),
    "persyaratan": ("needs",),
    "pertanyaan": ("question",),
    "pilihan": ("options", "decision"),
    "revisi": ("revised",),
    "rincian": ("substeps",),
    "selesai": ("end",),
    "setelah": ("after",),
    "setiap": ("every", "each"),
    "simbol": ("symbol",),
    "sumber": ("source",),
    "tanggal": ("date", "created"),
    "teks": ("text",),
    "tempat": ("place",),
    "tiap": ("every", "each"),
    "tugas": ("tasks",),
    "tunggu": ("wait",),
    "uraian": ("activity",),
    "waktu": ("duration",),
}
"""Words of the form that an author may write in place of the key."""


def meant_keys(found: Mismatch) -> tuple[tuple[str, str], ...]:
    """The first unknown keys of a map, each with the key that it means, or ""."""
    known = tuple(found.schema["properties"])
    free = tuple(key for key in known if key not in found.got)
    unknown = islice((key for key in found.got if key not in known), MOST_TOLD)
    return tuple((key, _meant(key, free) or _meant(key, known)) for key in unknown)


def unknown_keys(plain: Plain, found: Mismatch) -> Iterator[Finding]:
    for key, near in meant_keys(found):
        yield fault(
            "schema/unknown-key",
            plain.positions.key((*found.path, key)),
            "unknown key '{key}'",
            "did you mean '{nearest}'?" if near else "known here: {known}",
            key=shown(key),
            nearest=near,
            known=_listed(found.schema["properties"]),
        )


def _listed(keys: Mapping[str, Any]) -> str:
    return ", ".join(islice(keys, MOST_LISTED)) + (", …" if len(keys) > MOST_LISTED else "")


def missing_keys(plain: Plain, found: Mismatch) -> Iterator[Finding]:
    """Told once a map; a key that is there under a misspelt name is not missing."""
    meant = {known for _, known in meant_keys(found)}
    there = meant | set(found.got)
    missing = [key for key in found.schema["required"] if key not in there]
    choice = [alternative["required"][0] for alternative in found.schema.get("anyOf", ())]
    if choice and not there.intersection(choice):
        missing.append(choice[0])
    if not missing:
        return
    first = next(iter(found.got), None)
    example = _example(found.schema["properties"][missing[0]])
    yield fault(
        "schema/missing-key",
        plain.positions.key(found.path if first is None else (*found.path, first)),
        "'{key}' is missing" if len(missing) == 1 else "these keys are missing: {key}",
        _missing_mend(missing, example),
        key=", ".join(missing),
        example=example,
    )


def lonely_keys(plain: Plain, found: Mismatch) -> Iterator[Finding]:
    """Keys that say something only beside another one."""
    meant = {known for _, known in meant_keys(found)}
    for key, needed in found.expected.items():
        if key in found.got and needed[0] not in meant | set(found.got):
            yield fault(
                "schema/alone",
                plain.positions.key((*found.path, key)),
                "'{key}' has a meaning only beside '{needed}'",
                "add '{needed}', or leave '{key}' out",
                key=key,
                needed=needed[0],
            )


def _missing_mend(missing: list[str], example: str) -> str:
    if len(missing) > 1:
        return "add a line for each"
    return "add a line such as '{key}: {example}'" if example else "write '{key}:' and below it what belongs there"


def _example(schema: Mapping[str, Any]) -> str:
    """The first example of a key as one writes it, or "" where that takes more than a line."""
    example = schema["examples"][0]
    if isinstance(example, dict):
        return "{" + ", ".join(f"{key}: {value}" for key, value in example.items()) + "}"
    return "" if isinstance(example, list) else str(example)


def _meant(key: str, known: tuple[str, ...]) -> str:
    word = key.casefold().replace(" ", "_")
    translated = (name for name in IN_INDONESIAN.get(word, ()) if name in known)
    return next(translated, "") or nearest(key, known)
