"""How activities begin: real forms' good texts pass, the others are told apart."""

from __future__ import annotations

import pytest

from sopengine.rules.indonesian.sentence import Start, opening
from sopengine.rules.indonesian.verbs import active_for

LANES = ("Tim Sakip", "Sekretaris Dinas", "PPK", "Loket")


@pytest.mark.parametrize(
    "text",
    [
        "Menganalisa hasil rekapitulasi",
        "• Menyusun draft",
        "1. Memeriksa berkas",
        "a) Mencatat surat",
        "Meng-upload FRA triwulan",
        "Melakakukan pengiriman pre-survey",
        "Memperbanyak dan mengirimkan",
        "Membuat generate Berita Acara",
        "Mengompilasi laporan data",
        "Berkoordinasi dengan bagian hukum",
        "Mem-verifikasi data",
        "Upload LKIP ke aplikasi",
        "Update/Upgrade Service/Aplikasi",
        "Update status disposisi",
        "Submit perubahan wilayah",
        "Input data",
        "Terima berkas",
        "Sampaikan laporan kepada Kepala Dinas",
        "Tandatangani surat",
        "Mereviu laporan",
        "Mengecek kelengkapan",
        "menerima surat",
        '"Menerima" surat',
    ],
)
def test_a_verb_first_is_as_the_regulation_wants_it(text: str) -> None:
    assert opening(text, LANES).start is Start.VERB


@pytest.mark.parametrize(
    ("text", "subject", "rest"),
    [
        ("Tim Sakip menyusun rencana", "Tim Sakip", "menyusun rencana"),
        ("Tim menyimpan dokumen", "Tim", "menyimpan dokumen"),
        ("Kepala Dinas Memerintahkan Sekretaris", "Kepala Dinas", "Memerintahkan Sekretaris"),
        ("PA/KPA menetapkan Penyelenggara", "PA/KPA", "menetapkan Penyelenggara"),
        ("Loket menerima berkas", "Loket", "menerima berkas"),
        ("Sekretaris akan memeriksa", "Sekretaris", "memeriksa"),
        ("Sekretaris Dinas Kota menyetujui", "Sekretaris Dinas Kota", "menyetujui"),
    ],
)
def test_a_performer_first_is_told_from_the_verb_behind(text: str, subject: str, rest: str) -> None:
    found = opening(text, LANES)
    assert (found.start, found.subject, found.rest) == (Start.PERFORMER, subject, rest)


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Penyusunan laporan", "menyusun"),
        ("Persiapan", "menyiapkan"),
        ("Verifikasi data", "memverifikasi"),
        ("Rapat persiapan", "mengadakan rapat"),
        ("Angka Inisial", ""),
        ("Menteri terkait", ""),
        ("Berkas masuk", ""),
        ("Melalui aplikasi", ""),
        ("Disposisi surat", "mendisposisikan"),
        ("Dinas terkait", ""),
        ("Berita acara untuk mengesahkan", ""),
    ],
)
def test_a_noun_first_is_no_verb_and_the_verb_is_proposed_where_it_is_known(text: str, verb: str) -> None:
    found = opening(text, LANES)
    assert (found.start, found.verb) == (Start.OTHER, verb)


@pytest.mark.parametrize(
    ("passive", "active"),
    [
        ("dikirim", "mengirim"),
        ("diserahkan", "menyerahkan"),
        ("dilakukan", "melakukan"),
        ("diperiksa", "memeriksa"),
        ("diproses", "memproses"),
        ("dicatat", "mencatat"),
        ("ditandatangani", "menandatangani"),
        ("ditransfer", "mentransfer"),
        ("diketahui", "mengetahui"),
        ("diklarifikasi", "mengklarifikasi"),
        ("disahkan", "mengesahkan"),
        ("dicek", "mengecek"),
        ("dipersiapkan", "mempersiapkan"),
        ("diperbaiki", "memperbaiki"),
        ("diberikan", "memberikan"),
        ("divalidasi", "memvalidasi"),
        ("diarsipkan", "mengarsipkan"),
        ("dinilai", "menilai"),
        ("dirinci", "merinci"),
        ("direkap", "merekap"),
        ("disusun", "menyusun"),
    ],
)
def test_a_passive_has_its_active_verb(passive: str, active: str) -> None:
    assert opening(passive.capitalize()).start is Start.PASSIVE
    assert active_for(passive) == active


@pytest.mark.parametrize("text", ["", "•", "123", "Akan memeriksa"])
def test_a_text_without_a_word_begins_with_nothing(text: str) -> None:
    assert opening(text).start is Start.OTHER
