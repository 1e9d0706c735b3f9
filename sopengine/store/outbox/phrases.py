"""Why something failed, as text that is kept and can be said in any language later."""

from __future__ import annotations

import json

from sopengine.errors import Phrase, SopError

LONGEST = 300
"""Characters of a foreign text that are kept."""


def kept(error: SopError) -> str:
    values = {name: value if isinstance(value, int) else str(value)[:LONGEST] for name, value in error.values.items()}
    return json.dumps([error.message, values], ensure_ascii=False)


def told(text: str) -> Phrase | None:
    """None where nothing failed."""
    if not text:
        return None
    message, values = json.loads(text)
    return Phrase(message, values)
