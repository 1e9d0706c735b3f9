"""All figures: how often each is played, and in words what it proves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from benchmarks.prove.figures import (
    backups,
    determinism,
    disk_errors,
    kills,
    migrations,
    power_cuts,
    races,
    restarts,
    tampering,
)
from benchmarks.prove.lot import Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    what: str
    in_indonesian: str
    """The same in Indonesian."""
    unit: str
    """What is counted."""
    run: Run
    long: int
    """How often in a long run."""
    short: int
    """How often in CI."""
    of_server: bool = False
    """Whether it needs a database of PostgreSQL."""
    may_have_server: bool = False


FIGURES: Mapping[str, Figure] = {
    "kills": Figure(
        what="`kill -9` of four writers at any moment, SQLite",
        in_indonesian="`kill -9` atas empat penulis pada saat sembarang, SQLite",
        unit="cycles",
        run=kills.on_sqlite,
        long=1_000,
        short=30,
    ),
    "kills-postgresql": Figure(
        what="`kill -9` of four writers at any moment, PostgreSQL",
        in_indonesian="`kill -9` atas empat penulis pada saat sembarang, PostgreSQL",
        unit="cycles",
        run=kills.on_postgresql,
        long=500,
        short=15,
        of_server=True,
    ),
    "power": Figure(
        what="power cuts: un-synced sectors and names of files lost by lot",
        in_indonesian="listrik padam: sektor dan nama berkas yang belum disinkronkan hilang secara acak",
        unit="cuts",
        run=power_cuts.as_it_chooses,
        long=10_000,
        short=200,
    ),
    "power-wal": Figure(
        what="the same with a write-ahead log, as newer libraries of SQLite have it here",
        in_indonesian="sama, dengan write-ahead log seperti pada pustaka SQLite yang lebih baru",
        unit="cuts",
        run=power_cuts.with_a_write_ahead_log,
        long=2_000,
        short=100,
    ),
    "errors": Figure(
        what="an input or output error, or a full disk, at every call of nine commands to the disk",
        in_indonesian="galat baca-tulis atau disk penuh pada setiap panggilan sembilan perintah ke disk",
        unit="calls",
        run=disk_errors.run,
        long=3_000,
        short=144,
    ),
    "errors-wal": Figure(
        what="the same with a write-ahead log",
        in_indonesian="sama, dengan write-ahead log",
        unit="calls",
        run=disk_errors.with_a_write_ahead_log,
        long=1_500,
        short=36,
    ),
    "races": Figure(
        what="eight processes complete the same work, SQLite",
        in_indonesian="delapan program menyelesaikan pekerjaan yang sama, SQLite",
        unit="completions",
        run=races.on_sqlite,
        long=70_000,
        short=800,
    ),
    "races-postgresql": Figure(
        what="eight processes complete the same work, PostgreSQL",
        in_indonesian="delapan program menyelesaikan pekerjaan yang sama, PostgreSQL",
        unit="completions",
        run=races.on_postgresql,
        long=10_000,
        short=400,
        of_server=True,
    ),
    "restarts": Figure(
        what="PostgreSQL crashed, restarted, its sessions ended, under four writers",
        in_indonesian="PostgreSQL mogok, dimulai ulang, sesinya diputus, di bawah empat penulis",
        unit="times",
        run=restarts.run,
        long=25,
        short=4,
        of_server=True,
    ),
    "tampering": Figure(
        what="the store changed by hand in six ways, guards off",
        in_indonesian="isi diubah langsung dengan enam cara, tanpa penjaga",
        unit="changes",
        run=tampering.run,
        long=1_000,
        short=15,
    ),
    "backups": Figure(
        what="backups while two processes write",
        in_indonesian="cadangan selagi dua program menulis",
        unit="backups",
        run=backups.run,
        long=300,
        short=10,
    ),
    "migrations": Figure(
        what="the stores of every release brought up to date; killed and cut off from power half way",
        in_indonesian="basis data setiap rilis dimutakhirkan; dibunuh dan terputus listrik di tengahnya",
        unit="releases",
        run=migrations.run,
        long=100,
        short=10,
        may_have_server=True,
    ),
    "determinism": Figure(
        what="the same commands under two hash seeds, on two databases",
        in_indonesian="perintah yang sama dengan dua hash seed, pada dua basis data",
        unit="plays",
        run=determinism.run,
        long=20,
        short=3,
        may_have_server=True,
    ),
}
