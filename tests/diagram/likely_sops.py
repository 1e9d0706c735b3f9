"""Definitions by chance that are like real forms: as many of them decide, go back, fork and share rows."""

from __future__ import annotations

from pathlib import Path
from random import Random

from sopengine.graph import Graph
from sopengine.rules import load

DECISIONS, LOOPS, SHARED_ROWS, FORKS = 0.42, 0.35, 0.58, 0.18
"""Parts of the real forms that have such a thing at all."""
_MARKERS, _GROUPS, _CAPTIONS = 0.15, 0.15, 0.1
_SOME_GET_NONE = 1.15
"""Of those that may decide or fork some find no place for it."""
_PAPERS = ("A4", "A4", "A4", "F4", "Legal", "Letter")
_LABELS = (
    ("Ya", "Tidak"), ("Y", "T"), ("Setuju", "Revisi"), ("Lengkap", "Tidak lengkap"),
    ("Disetujui pimpinan", "Perlu diperbaiki lebih dahulu"), ("Layak", "Kembalikan kepada pengusul"),
)  # fmt: skip
_QUESTIONS = ("Lengkap?", "Sudah sesuai dengan ketentuan?", "Layak dilanjutkan kepada pimpinan?")
_LONGEST = {"activity": 400, "note": 600, "needs": 200, "outputs": 160}
"""Characters of the longest texts of real forms."""
_FULL_TIMES = ("15 Menit", "1 – 20 Hari Kerja", "2 jam per berkas", "1 semester", "3 Hari Kerja 4 Jam")
_JOINT = 0.12
"""Part of the tasks that others work on along."""
_BEGINNINGS = ("Memeriksa", "Menyusun", "Menyampaikan", "Menetapkan", "Mengarsipkan", "Membahas", "Menelaah")
_OBJECTS = (
    "berkas permohonan", "konsep laporan kinerja", "daftar hadir dan undangan rapat", "rencana kegiatan tahunan",
    "surat keluar beserta lampirannya kepada perangkat daerah terkait", "hasil pemeriksaan lapangan",
)  # fmt: skip
_TIMES = ("15 Menit", "1 Jam", "1 Hari", "3 Hari", "2 Minggu")


def likely_graph(seed: int, folder: Path, steps: int = 0, *, full: bool = False) -> Graph:
    """The graph of a definition by chance, and its file in the folder."""
    file = folder / f"acak-{seed}.yaml"
    file.write_text(likely_text(seed, steps, full=full), encoding="utf-8")
    return load(file)


def likely_text(seed: int, steps: int = 0, *, full: bool = False) -> str:
    """A definition with so many steps, or with 4 to 17 as most real forms; full: every cell has a text as long as
    real ones are at times, and each decision its question."""
    return "\n".join(_Writer(Random(seed), seed, steps, full).lines()) + "\n"


class _Writer:
    def __init__(self, chance: Random, seed: int, steps: int, full: bool) -> None:
        self.chance, self.seed, self.count = chance, seed, steps or chance.randint(4, 17)
        self.full, self.words = full, Random(seed)
        """Chance for the texts alone, so that both kinds of definition have the same flow."""
        self.lanes = chance.randint(2, 7)
        self.decides = chance.random() < DECISIONS * _SOME_GET_NONE
        self.goes_back = self.decides and chance.random() < LOOPS / DECISIONS
        self.shares = chance.random() < SHARED_ROWS
        self.forks = chance.random() < FORKS * _SOME_GET_NONE
        self.forking = 0
        """Steps that still belong to the last fork: no other arrow may lead into or out of it."""
        self.open = 0
        """The first step that a way back may lead to."""

    def lines(self) -> list[str]:
        chance = self.chance
        capsules = "marker" if chance.random() < _MARKERS else "activity"
        lines = ["sop: 1", f"id: acak-{self.seed}", f"title: Contoh acak {self.seed}", "agency: {name: Dinas Contoh}"]
        lines += [f"form: {{paper: {chance.choice(_PAPERS)}, capsules: {capsules}}}", "actors:"]
        grouped = chance.random() < _GROUPS and self.lanes > 2
        for lane in range(self.lanes):
            group = ", group: Pelaksana teknis" if grouped and lane < 2 else ""
            lines.append(f"  a{lane}: {{title: {chance.choice(('Kepala Bidang', 'Kasubbag', 'Staf'))} {lane}{group}}}")
        lines.append("steps:")
        for place in range(self.count):
            lines += self._step(place)
        return lines

    def _step(self, place: int) -> list[str]:
        chance = self.chance
        words = [chance.choice(_BEGINNINGS), *chance.sample(_OBJECTS, chance.randint(1, 3))]
        time, output = chance.choice(_TIMES), chance.choice(_OBJECTS)
        lines = [f"  - id: s{place}", f"    activity: {' '.join(words)}", f"    duration: {time}"]
        lines += [f"    outputs: [{output}]", "    needs: [berkas]"]
        if self.full:
            lines = [f"  - id: s{place}", *self._full_cells()]
        inner, self.forking = self.forking > 0, max(0, self.forking - 1)
        if inner:
            return [*lines, *self._who()]
        if place and place < self.count - 3 and self.forks and chance.random() < 0.5:
            self.forking, self.open = 2, place + 3
            return [*lines, *self._fork(place)]
        if self.shares and chance.random() < 0.4 and self.lanes > 1:
            return [*lines, *self._row(place)]
        return [*lines, *self._who(), *(f"    {key}" for key in self._exit(place))]

    def _who(self) -> list[str]:
        """The actor, and at times one who works along."""
        lead = self._lane()
        if not self.full or self.lanes < 2 or self.words.random() > _JOINT:
            return [f"    actor: {lead}"]
        others = [f"a{lane}" for lane in range(self.lanes) if f"a{lane}" != lead]
        return [f"    actor: {lead}", f"    with: [{', '.join(self.words.sample(others, min(2, len(others))))}]"]

    def _full_cells(self) -> list[str]:
        """Texts of up to the longest length in every cell, of two paragraphs at times."""
        cells = [f"    duration: {self.words.choice(_FULL_TIMES)}"]
        for key, most in _LONGEST.items():
            text, longest = self.words.choice(_BEGINNINGS), self.words.randint(most // 8, most)
            while len(longer := f"{text} {self.words.choice(_OBJECTS)}") <= longest:
                text = longer
            if key == "note" and self.words.random() < 0.3:
                half = text.find(" ", len(text) // 2)
                text = f"{text[:half]}\n      {text[half + 1 :]}"
            cells += [f"    {key}: |", f"      {text}"] if key in ("activity", "note") else [f"    {key}: ['{text}']"]
        return cells

    def _fork(self, place: int) -> list[str]:
        """Two steps side by side, or a copy for somebody whose box ends in the row itself."""
        first, second = self._two_lanes()
        if self.chance.random() < 0.5 and self.lanes > 1:
            self.forking = 0
            forking = f"      - {{actor: {first}, next: [s{place}/{second}, s{place + 1}]}}"
            return ["    tasks:", forking, f"      - {{actor: {second}, symbol: box, next: end}}"]
        return [f"    actor: {first}", f"    next: [s{place + 1}, s{place + 2}]"]

    def _row(self, place: int) -> list[str]:
        most = self.chance.randint(2, min(4, self.lanes))
        actors = self.chance.sample([f"a{lane}" for lane in range(self.lanes)], most)
        lines = ["    tasks:", *(f"      - actor: {actor}" for actor in actors)]
        return [*lines, *(f"        {key}" for key in self._exit(place))]

    def _exit(self, place: int) -> list[str]:
        chance = self.chance
        if self.decides and self.open <= place and 0 < place < self.count - 1 and chance.random() < 0.45:
            return [*self._decision(place), *self._question()]
        if chance.random() < _CAPTIONS:
            return ["text: Catat"]
        return []

    def _question(self) -> list[str]:
        return [f"question: {self.words.choice(_QUESTIONS)}"] if self.full else []

    def _decision(self, place: int) -> list[str]:
        good, bad = self.chance.choice(_LABELS)
        back = [f"s{other}" for other in range(max(self.open, place - 5), place + 1)]
        ahead = [f"s{other}" for other in range(place + 2, min(place + 5, self.count))] if not self.forks else []
        ways = [*(back if self.goes_back else []), *(ahead if not self.goes_back or self.chance.random() < 0.3 else [])]
        return [f"decision: {{{good}: s{place + 1}, {bad}: {self.chance.choice(ways or ['end'])}}}"]

    def _lane(self) -> str:
        return f"a{self.chance.randrange(self.lanes)}"

    def _two_lanes(self) -> tuple[str, str]:
        first, second = self.chance.sample(range(self.lanes), 2)
        return f"a{first}", f"a{second}"
