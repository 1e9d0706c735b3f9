"""`python -m tools.messages`: list what the Indonesian catalogue lacks; `--write` adds it, to be translated by hand.

Compiles the catalogue too, so that what was translated is seen at once.
"""

from __future__ import annotations

import sys

from hatch_build import compile_catalogues
from tools.messages.catalogue import ROOT, Gaps, gaps, write


def main(arguments: list[str]) -> int:
    found = gaps()
    _print(found)
    if "--write" in arguments:
        write()
    compile_catalogues(ROOT)
    return int(any((found.missing, found.empty, found.stale, found.unreadable, found.misfilled)))


def _print(found: Gaps) -> None:
    for heading, entries in (
        ("not in the catalogue", found.missing),
        ("without translation", found.empty),
        ("fills in other values than its template", found.misfilled),
        ("no longer in the code", found.stale),
        ("cannot be read from the code: write the template as a literal", found.unreadable),
    ):
        for entry in entries:
            print(f"{heading}: {entry}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
