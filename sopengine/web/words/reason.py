"""Why something was refused, for those who press buttons."""

from __future__ import annotations

import re

from sopengine.errors import SopError
from sopengine.messages.speech import Speech

_COMMAND = re.compile(r"(^|[;,:]|\.\s)[^;,:]*\b(sop [a-z]+|--[a-z]+)\b.*$", re.DOTALL)
"""A mend that names a command, to the end: it is for those who type commands."""


def reason(error: SopError, speech: Speech) -> str:
    """What happened, without a mend that names a command."""
    text = error.text(speech.translate)
    return _COMMAND.sub("", text).rstrip(" ;,:") or text
