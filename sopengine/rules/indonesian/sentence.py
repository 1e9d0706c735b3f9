"""How the text of an activity begins: with a verb, with who does it, with a condition …"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum, auto
from functools import lru_cache

from sopengine.frozen import frozen
from sopengine.rules.indonesian.verb_lists import word_set
from sopengine.rules.indonesian.verbs import active_for, is_active, is_passive, is_verb

CONDITIONS = frozenset({"apabila", "bila", "bilamana", "jika", "jikalau", "kalau", "seandainya"})
LONGEST_SUBJECT = 8
"""Words; what stands further from the start is no subject."""

_BULLET = re.compile(r"(?:[^\w(]+|\d+[.)]\s*|[a-zA-Z][.)]\s+)*")
_LINKS = word_set("atas bagi dalam dan dari dengan di guna ke kepada oleh pada sebagai serta untuk yang")
"""Words that stand in no bare name of a performer, but for `dan`."""
_AUXILIARIES = word_set("akan bisa dapat harus juga kemudian langsung selanjutnya segera sudah telah wajib")
_ROLES = word_set(
    """
    admin administrator analis arsiparis asisten atasan auditor bagian bendahara bidang bupati camat direktur fungsional
    gubernur inspektur jabatan jfu jft kabag kabid kabidang kadis kadin kasi kasie kasubag kasubbag kasubbid kasubsi
    kelompok kepala ketua koordinator kpa lurah operator pa panitia pegawai pejabat pelaksana pemohon pengelola penyedia
    peserta petugas pimpinan pokja ppk ppkom pptk resepsionis sekda sekdis sekretariat sekretaris seksi staf staff sub
    subbag subbagian subkoordinator tim unit verifikator walikota
    """
)
"""Words by which a performer begins, also where no lane bears that name."""


class Start(Enum):
    """What the first words are."""

    VERB = auto()
    PERFORMER = auto()
    PASSIVE = auto()
    CONDITION = auto()
    OTHER = auto()


@frozen
class Opening:
    """The start of an activity."""

    start: Start
    subject: str = ""
    """Of a PERFORMER: who is named, as written."""
    rest: str = ""
    """Of a PERFORMER: what follows, from the verb on."""
    first: str = ""
    """The first word, as written."""
    verb: str = ""
    """The active verb that the first word stands for, where it is known and is none itself."""


def opening(text: str, titles: Iterable[str] = ()) -> Opening:
    """`titles` are those of the lanes."""
    words = tuple(_BULLET.sub("", text, count=1).split())
    if not words:
        return Opening(start=Start.OTHER)
    first = _bare(words[0])
    start = _first_word(first)
    if start is Start.OTHER:
        place = _verb_place(words)
        if place and _is_performer(words[:place], titles):
            subject = _without_auxiliaries(words[:place])
            return Opening(start=Start.PERFORMER, subject=" ".join(subject), rest=" ".join(words[place:]))
    return Opening(start=start, first=words[0].strip(".,;:"), verb="" if start is Start.VERB else active_for(first))


@lru_cache(maxsize=4096)
def _first_word(word: str) -> Start:
    if word in CONDITIONS:
        return Start.CONDITION
    if is_verb(word):
        return Start.VERB
    return Start.PASSIVE if is_passive(word) else Start.OTHER


def _verb_place(words: tuple[str, ...]) -> int:
    """Where the first active verb stands behind the first word; 0 where there is none."""
    return next((place for place, word in enumerate(words[: LONGEST_SUBJECT + 1]) if place and _acts(word)), 0)


def _acts(word: str) -> bool:
    return is_active(_bare(word))


def _is_performer(words: tuple[str, ...], titles: Iterable[str]) -> bool:
    subject = [_bare(word) for word in _without_auxiliaries(words)]
    if not subject:
        return False
    spoken = " ".join(subject)
    if any(_names(spoken, normal(title)) for title in titles):
        return True
    return not _LINKS.intersection(subject).difference({"dan"}) and subject[0].split("/")[0] in _ROLES


def _names(spoken: str, title: str) -> bool:
    """The title, its first words, or the title and more."""
    return f"{title} ".startswith(f"{spoken} ") or f"{spoken} ".startswith(f"{title} ")


def normal(text: str) -> str:
    """Small letters, single spaces, no punctuation around words."""
    return " ".join(_bare(word) for word in text.split())


def _without_auxiliaries(words: tuple[str, ...]) -> tuple[str, ...]:
    while words and _bare(words[-1]) in _AUXILIARIES:
        words = words[:-1]
    return words


def _bare(word: str) -> str:
    """Of `Meng-upload`, `Membuat/menyusun` or `"Memeriksa",` the word that counts."""
    word = word.casefold().strip("\"'“”‘’().,;:*•-–")
    head = word.split("/")[0]
    if head.count("-") == 1 and head.startswith(("me", "di")):
        head = head.replace("-", "")
    return head
