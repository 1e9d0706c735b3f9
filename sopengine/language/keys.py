"""Keys that are not known, and keys that are missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from sopengine.errors import Finding
from sopengine.language.fault import fault, shown
from sopengine.language.mismatch import Mismatch
from sopengine.language.plain import Plain
from sopengine.model.nearest import nearest

MOST_TOLD = 100
"""Unknown keys of one map."""
IN_INDONESIAN = {
    "aktivitas": ("activity",),
    "aktor": ("actor", "actors"),
    "berlaku": ("effective",),
    "dasar_hukum": ("legal_basis",),
    "dibuat": ("created",),
    "direvisi": ("revised",),
    "disahkan_oleh": ("approved_by",),
    "dokumen": ("document",),
    "durasi": ("duration",),
    "hari": ("days",),
    "instansi": ("agency",),
    "jabatan": ("position",),
    "judul": ("title",),
    "kegiatan": ("activity",),
    "kelengkapan": ("needs",),
    "kertas": ("paper",),
    "keputusan": ("decision",),
    "ket": ("note",),
    "keterangan": ("note",),
    "keterkaitan": ("related",),
    "kolom": ("columns",),
    "kualifikasi": ("qualifications",),
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
    "revisi": ("revised",),
    "selesai": ("end",),
    "sumber": ("source",),
    "tempat": ("place",),
    "tanggal": ("date", "created"),
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
            known=", ".join(found.schema["properties"]),
        )


def missing_keys(plain: Plain, found: Mismatch) -> Iterator[Finding]:
    """Told once a map; a key that is there under a misspelt name is not missing."""
    meant = {known for _, known in meant_keys(found)}
    missing = [key for key in found.schema["required"] if key not in found.got and key not in meant]
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
