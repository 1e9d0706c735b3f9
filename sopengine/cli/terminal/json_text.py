"""Values as JSON, as programs read it."""

from __future__ import annotations

import json
from collections.abc import Callable

from sopengine.errors.unfit import UNFIT


def json_text(value: object, default: Callable[[object], object] | None = None) -> str:
    """With signs escaped that would not pass to a terminal: a program reads them as they were."""
    text = json.dumps(value, ensure_ascii=False, indent=2, default=default)
    return UNFIT.sub(lambda sign: json.dumps(sign[0])[1:-1], text)
