"""Catalogues of what the program says: English templates and what they are in other languages.

`id.po` is the source; its compiled form is made when the package is built or installed.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Callable

DOMAIN = "sopengine"
FOLDER = os.path.join(os.path.dirname(__file__), "locale")  # without pathlib, which `sop --help` would wait for
"""Compiled catalogues, laid out as gettext wants: LANGUAGE/LC_MESSAGES/DOMAIN.mo."""
LANGUAGES = ("id", "en")
"""English is the language of the templates and needs no catalogue."""


def translator(language: str) -> Callable[[str], str]:
    """For `Finding.text` and `SopError.text`; English for what has no translation. Sets nothing global."""
    return gettext.translation(DOMAIN, FOLDER, languages=[language], fallback=True).gettext
