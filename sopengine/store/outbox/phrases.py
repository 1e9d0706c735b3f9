"""Why something failed, as text that is kept and can be said in any language later."""

from __future__ import annotations

import json

from sopengine.errors import SopError
from sopengine.errors.phrase import Translate

LONGEST = 300
"""Characters of a foreign text that are kept."""


def kept(error: SopError) -> str:
    values = {name: value if isinstance(value, int) else str(value)[:LONGEST] for name, value in error.values.items()}
    return json.dumps([error.message, values], ensure_ascii=False)


def told(text: str, translate: Translate) -> str:
    """In the language of the reader; "" where nothing failed."""
    if not text:
        return ""
    said, values = json.loads(text)
    return str(translate(said)).format_map(values)
