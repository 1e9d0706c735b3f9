"""Templates become pages in one language; whatever a value holds is text and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from sopengine.errors.unfit import shown
from sopengine.messages.speech import Speech
from sopengine.web.words.static import Static


class Pages:
    """Compiled once. May be shared by threads."""

    def __init__(self, static: Static) -> None:
        self._environment = Environment(
            loader=PackageLoader("sopengine.web"),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=_fit,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._environment.globals["static"] = static.address

    def text(self, template: str, speech: Speech, values: Mapping[str, object]) -> str:
        """The page. In templates `t` says a sentence, `n` one by the number of things, `say` a phrase."""
        said: dict[str, Any] = {
            "t": speech.text,
            "n": speech.several,
            "say": lambda phrase: phrase.text(speech.translate),
            "size": size,
            "language": speech.language,
        }
        return self._environment.get_template(template).render(said | dict(values))


def _fit(value: object) -> object:
    """Signs that turn the direction of writing, or that nobody sees, are shown as a mark."""
    return shown(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def size(count: int) -> str:
    """Of bytes: `240 kB`, `3 MB`."""
    if count < 1_000_000:
        return f"{max(1, round(count / 1000))} kB"
    return f"{round(count / 1_000_000)} MB"
