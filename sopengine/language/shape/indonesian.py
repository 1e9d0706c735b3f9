"""Indonesian words that an author may write where the language has an English one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sopengine.errors.nearest import nearest

SYNONYMS = {
    "akhir": ("end", "last"),
    "aktivitas": ("activity",),
    "aktor": ("actor", "actors"),
    "alat": ("equipment",),
    "alur": ("next", "steps"),
    "artefak": ("artifacts",),
    "awal": ("start", "first"),
    "bahan": ("needs", "equipment"),
    "batas": ("limit", "after"),
    "berikutnya": ("next", "review"),
    "berlaku": ("effective",),
    "cabang": ("decision",),
    "catatan": ("note", "records"),
    "daftar_dokumen": ("artifacts",),
    "dari": ("first", "based_on"),
    "data_isian": ("data",),
    "dibuat": ("created",),
    "dievaluasi": ("evaluated",),
    "dinas": ("agency", "name"),
    "dipantau": ("monitored",),
    "direvisi": ("revised",),
    "disahkan": ("approved_by",),
    "ditinjau": ("review",),
    "dokumen": ("document", "artifacts"),
    "durasi": ("duration",),
    "eskalasi": ("escalate",),
    "estimasi": ("duration",),
    "gambar": ("logo",),
    "golongan": ("rank",),
    "grup": ("group",),
    "hari": ("days",),
    "hari_khusus": ("half_days",),
    "hari_setengah": ("half_days",),
    "hasil": ("outputs",),
    "identitas": ("document",),
    "induk": ("group", "based_on"),
    "input": ("needs", "asks"),
    "isi": ("asks", "text"),
    "isian": ("data", "asks"),
    "jam": ("hours",),
    "jika": ("when",),
    "judul": ("title",),
    "jumlah": ("count", "each"),
    "kalender": ("calendar",),
    "kantor": ("agency",),
    "keluaran": ("outputs",),
    "kemudian": ("next",),
    "ket": ("note",),
    "kode": ("id",),
    "komentar": ("note",),
    "kondisi": ("when",),
    "kop": ("government", "agency"),
    "kualifikasi": ("qualifications",),
    "lainnya": ("otherwise",),
    "lambang": ("logo", "symbol"),
    "landasan_hukum": ("legal_basis",),
    "lanjut": ("next",),
    "lembaga": ("agency",),
    "libur": ("days_off",),
    "masukan": ("needs",),
    "menuju": ("next",),
    "mulai": ("start", "created"),
    "nama": ("name", "title"),
    "nama_sop": ("title",),
    "no": ("number",),
    "no_sop": ("number",),
    "nomor_sop": ("number",),
    "oleh": ("actor",),
    "pejabat": ("approved_by",),
    "pelaku": ("actor", "actors"),
    "pendataan": ("records",),
    "pengesahan": ("approved_by",),
    "periode": ("periods", "every"),
    "perlengkapan": ("equipment", "needs"),
    "persyaratan": ("needs", "qualifications"),
    "pilih": ("choose",),
    "pilihan": ("options", "decision"),
    "prosedur": ("steps",),
    "rekonstruksi": ("inferred",),
    "revisi": ("revised",),
    "sampai": ("last",),
    "selain": ("otherwise",),
    "selain_itu": ("otherwise",),
    "selanjutnya": ("next",),
    "selesai": ("end", "done_when"),
    "standar_waktu": ("duration",),
    "sub_langkah": ("substeps",),
    "syarat": ("needs", "qualifications", "when"),
    "tahap": ("steps",),
    "tahapan": ("steps",),
    "tanggal": ("date", "created"),
    "tanggal_berlaku": ("effective",),
    "tanggal_dibuat": ("created",),
    "tanggal_evaluasi": ("evaluated",),
    "tanggal_pengesahan": ("created", "effective"),
    "tata_letak": ("layout",),
    "tiap": ("every", "each"),
    "tujuan": ("next",),
    "tunggu": ("wait",),
    "unit_kerja": ("unit",),
    "uraian": ("activity",),
    "waktu_baku": ("duration",),
    "zona": ("timezone",),
}
"""Beside the title of each key: what else the forms, and people, say for it."""

VALUES = {
    "akhir": "end",
    "awal": "start",
    "banyak": "many",
    "bulan": "month",
    "bulanan": "month",
    "angka": "number",
    "bilangan": "number",
    "draf": "draft",
    "eksternal": "external",
    "folio": "F4",
    "hari kalender": "calendar",
    "hari kerja": "working",
    "kalender": "calendar",
    "kegiatan": "activity",
    "kelompok": "team",
    "kerja": "working",
    "kotak": "box",
    "kuarto": "Letter",
    "luar": "external",
    "minggu": "week",
    "mingguan": "week",
    "mulai": "start",
    "orang": "person",
    "pegawai": "person",
    "penanda": "marker",
    "pilihan": "choice",
    "selesai": "end",
    "sistem": "system",
    "aplikasi": "system",
    "tahun": "year",
    "tahunan": "year",
    "tanggal": "date",
    "teks": "text",
    "tim": "team",
    "triwulan": "quarter",
    "triwulanan": "quarter",
    "semesteran": "semester",
    "ya-tidak": "yes-no",
    "ya/tidak": "yes-no",
}
"""Fixed values by what an author may write in their place."""

Properties = Mapping[str, Any]
"""Of a map in the schema: key -> what the schema says of it."""


def meant_key(word: str, properties: Properties, taken: Mapping[str, Any]) -> str:
    """The key that a word means, or ""; keys that the map does not hold yet come first."""
    words, plain = _words(properties), _plain(word)
    free = [key for key in properties if key not in taken]
    if plain not in words:
        near = nearest(word, free) or nearest(word, properties)
        return near or _first(words.get(nearest(plain, words), ()), taken)
    return _first(words[plain], taken)


def named_key(word: str, properties: Properties) -> str:
    """As `meant_key`, without slips of the keyboard."""
    plain = _plain(word)
    return plain if plain in properties else _first(_words(properties).get(plain, ()), {})


def _first(keys: Sequence[str], taken: Mapping[str, Any]) -> str:
    return next((key for key in keys if key not in taken), keys[0] if keys else "")


def _words(properties: Properties) -> dict[str, tuple[str, ...]]:
    """Word -> keys: by their Indonesian titles, then by what else is said for them."""
    if not properties:
        return {}
    if id(properties) not in _KNOWN:
        _KNOWN[id(properties)] = (properties, _words_of(properties))
    return _KNOWN[id(properties)][1]


_KNOWN: dict[int, tuple[Properties, dict[str, tuple[str, ...]]]] = {}
"""By the maps of the schemas, which live as long as the process; kept beside, so that no other takes its place."""


def _words_of(properties: Properties) -> dict[str, tuple[str, ...]]:
    words: dict[str, tuple[str, ...]] = {word: (key,) for key, part in properties.items() for word in _titles(part)}
    for word, keys in SYNONYMS.items():
        known = tuple(key for key in keys if key in properties)
        if known:
            words.setdefault(word, known)
    return words


def _titles(part: Mapping[str, Any]) -> Iterator[str]:
    """`Equipment · Peralatan/perlengkapan` -> peralatan, perlengkapan, and both in one."""
    _, _, title = part.get("title", "").rpartition(" · ")
    yield _plain(title)
    yield from (_plain(word) for word in title.split("/") if "/" in title)


def _plain(word: str) -> str:
    """`Dasar Hukum` -> dasar_hukum."""
    return re.sub(r"[\W_]+", "_", word[:100].casefold()).strip("_")
