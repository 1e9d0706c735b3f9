"""The SOPs of the store that is measured: offices in three time zones, standards of every measure, ways back."""

from __future__ import annotations

from collections.abc import Iterator

from sopengine.compiled.tables import Compiled
from sopengine.graph import Graph
from sopengine.language import parse
from sopengine.rules.runnable import runnable

ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
SOPS_A_ZONE = 4
VERSIONS = ("1 hari kerja", "2 hari kerja")
"""The standard of one step, which was changed once."""

_TEXT = """\
sop: 1
id: {id}
title: Pelayanan {number}
agency: {{government: Kabupaten Contoh, name: Dinas {number}, timezone: {zone}}}
document: {{number: {number}/SOP/2026, created: 1 Juli 2026}}
actors: {{loket: Loket, staf: Staf, kabid: Kepala Bidang, kadis: Kepala Dinas,
  pemohon: {{title: Pemohon, kind: external}}}}
steps:
  - {{id: terima, activity: Menerima berkas, actor: loket, duration: 15 menit}}
  - {{id: lengkapi, activity: Melengkapi berkas, actor: pemohon, duration: 3 hari}}
  - {{id: periksa, activity: Memeriksa berkas, actor: staf, duration: {standard}}}
  - {{id: setuju, activity: Menyetujui berkas, actor: kabid, duration: 2 jam, question: Benar?,
      decision: {{Ya: paraf, Tidak: periksa}}}}
  - {{id: paraf, activity: Memaraf naskah, duration: 1 hari, tasks: [{{actor: kabid}}, {{actor: kadis}}]}}
  - {{id: umumkan, activity: Mengumumkan keputusan, actor: staf, duration: 7 hari kalender}}
  - {{id: serahkan, activity: Menyerahkan keputusan, actor: loket, duration: 5-10 menit}}
  - {{id: unggah, activity: Mengunggah keputusan, actor: staf, duration: 1 x 24 jam}}
  - {{id: arsip, activity: Mengarsipkan berkas, actor: staf, duration: Segera}}
"""


def versions() -> Iterator[Compiled]:
    """Of each SOP the older and the newer one."""
    for place, zone in enumerate(ZONES):
        for number in range(1 + place * SOPS_A_ZONE, 1 + (place + 1) * SOPS_A_ZONE):
            for standard in VERSIONS:
                yield _compiled(_TEXT.format(id=f"layanan-{number}", number=number, zone=zone, standard=standard))


def _compiled(text: str) -> Compiled:
    id = text.split("id: ")[1].split()[0]
    definition = parse(text.encode(), f"{id}.yaml").definition
    assert definition is not None
    return runnable(Graph(definition))
