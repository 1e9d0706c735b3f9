"""What a hostile case is: an office's folder, and a text for the arguments of commands."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ID = "kasus"
"""Of the SOP that a case is about; its file is `definitions/kasus.yaml`."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """One hostile office."""

    name: str
    make: Callable[[Path], None]
    """Makes it in an empty folder that is the current one too."""
    text: str = ""
    """Given to `sop new`, `--ref`, `--by`, `--at`; empty where the case is about a file."""


def definition(name: str, content: bytes | str, text: str = "") -> Case:
    """A case whose definition says this."""
    data = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")

    def make(office: Path) -> None:
        (office / "definitions" / f"{ID}.yaml").write_bytes(data)

    return Case(name=name, make=make, text=text)


def said(name: str, sop: dict[str, Any], text: str = "") -> Case:
    """A case whose definition says this as a YAML of JSON's kind: every sign is escaped, so that it is read."""
    return definition(name, json.dumps(sop), text)


def plain() -> dict[str, Any]:
    """A harmless SOP with a text of every kind, to be changed."""
    return {
        "sop": 1,
        "id": ID,
        "title": "Penanganan surat",
        "agency": {"government": "Pemerintah Kabupaten Contoh", "name": "Dinas Contoh"},
        "document": {
            "number": "1/SOP/2024",
            "created": "1 Februari 2024",
            "approved_by": {"position": "Kepala Dinas", "name": "Contoh"},
            "legal_basis": ["UU 25/2009"],
            "warnings": ["Jangan terlambat"],
        },
        "form": {"start": "Mulai", "end": "Selesai"},
        "actors": {"staf": "Staf", "kepala": {"title": "Kepala", "group": "Pimpinan"}},
        "artifacts": {"surat": {"title": "Surat masuk", "external": True}},
        "data": {"nilai": {"type": "number", "title": "Nilai (Rp)"}},
        "steps": [
            {
                "id": "terima",
                "number": "1",
                "activity": "Menerima surat masuk",
                "substeps": ["Mencatat nomornya"],
                "actor": "staf",
                "needs": ["surat", "Meja"],
                "duration": "10 menit",
                "outputs": ["Catatan"],
                "note": "Setiap hari",
            },
            {
                "id": "periksa",
                "activity": "Memeriksa surat masuk",
                "actor": "kepala",
                "duration": "1 hari kerja",
                "question": "Sudah lengkap?",
                "decision": {"Ya": "simpan", "Tidak": "terima"},
            },
            {"id": "simpan", "activity": "Menyimpan surat", "actor": "staf", "duration": "5 menit", "asks": ["nilai"]},
        ],
    }


def steps(count: int, **more: Any) -> list[dict[str, Any]]:
    """So many plain rows, one behind the other."""
    return [
        {"id": f"s{number}", "activity": f"Mencatat surat {number}", "actor": "staf", "duration": "5 menit", **more}
        for number in range(count)
    ]
