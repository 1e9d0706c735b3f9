"""Indonesian verbs at the start of a sentence: which word is active, which passive, and the active one meant."""

from __future__ import annotations

import re

from sopengine.rules.indonesian.verb_lists import ACTIVE_OF, BARE_VERBS, NO_ACTIVE, NO_PASSIVE, ONE_SYLLABLE, PER_ROOTS

_ACTIVE = re.compile(r"(me[lrwymn]|ber)[a-z]{2,}")
_PASSIVE = re.compile(r"di([a-z]{3,})")
_COMMAND = re.compile(r"(?!pe|ke)[a-z]{3,}kan")
"""`sampaikan`, `siapkan`; words in pe-…-an and ke-…-an are nouns."""
_CLUSTER = re.compile("[pkst][lrty]|s[^aeiou]")
"""Foreign beginnings that keep their first letter: `mentransfer`, `mengklarifikasi`, `memproses`."""


def is_active(word: str) -> bool:
    """In me- or ber-; `word` is in small letters."""
    return word not in NO_ACTIVE and bool(_ACTIVE.fullmatch(word))


def is_verb(word: str) -> bool:
    """Active, or a bare verb as forms use them: `terima`, `sampaikan`, `input`."""
    if is_active(word) or word in BARE_VERBS:
        return True
    return bool(_COMMAND.fullmatch(word)) and not is_passive(word)


def is_passive(word: str) -> bool:
    return bool(_PASSIVE.fullmatch(word)) and not word.startswith(NO_PASSIVE)


def active_for(word: str) -> str:
    """The active verb that a passive one or a noun stands for, or "" where it is not known."""
    if word in ACTIVE_OF:
        return ACTIVE_OF[word]
    passive = _PASSIVE.fullmatch(word)
    return in_me(passive[1]) if passive and is_passive(word) else ""


def in_me(root: str) -> str:
    """The me- form of a root, by the rules of the first letter: `kirim` -> `mengirim`."""
    if root in ACTIVE_OF:
        return ACTIVE_OF[root]
    if root in ONE_SYLLABLE:
        return "menge" + root
    if root.startswith(("per", "ber")) and not root.startswith(PER_ROOTS):
        return "mem" + root
    for letters, prefix, keeps in _PREFIXES:
        if root[0] in letters:
            return prefix + (root if keeps or _CLUSTER.match(root) else root[1:])
    return "me" + root


_PREFIXES = (
    ("bfv", "mem", True),
    ("p", "mem", False),
    ("cdjz", "men", True),
    ("t", "men", False),
    ("s", "meny", False),
    ("k", "meng", False),
    ("aiueoghq", "meng", True),
)
"""First letters, the prefix they take, and whether they stay behind it."""
