"""`python -m tools.pages`: tell whether the tables of the reference are those of the schemas; `--write` mends them."""

from __future__ import annotations

import sys

from tools.pages.tables import PAGES, renewed


def main(arguments: list[str]) -> int:
    stale = {
        page: text for page, language in PAGES.items() if (text := renewed(page, language)) != page.read_text("utf-8")
    }
    for page, text in stale.items():
        if "--write" in arguments:
            page.write_text(text, encoding="utf-8")
        print(f"{page.name}: {'written' if '--write' in arguments else 'stale; write it with --write'}")
    return int(bool(stale) and "--write" not in arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
