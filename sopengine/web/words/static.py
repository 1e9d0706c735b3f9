"""Style, scripts and pictures of our own: read once, named by what they hold, so that browsers may keep them."""

from __future__ import annotations

import hashlib
from importlib import resources

from sopengine.frozen import frozen
from sopengine.report.charts import LOOK
from sopengine.report.page.document import STYLE

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".json": "application/manifest+json",
}


@frozen
class File:
    """One of them."""

    data: bytes
    type: str
    digest: str


class Static:
    """All of them, by name."""

    def __init__(self) -> None:
        folder = resources.files("sopengine.web") / "static"
        found = {each.name: each.read_bytes() for each in folder.iterdir() if each.is_file()}
        found["report.css"] = STYLE.encode() + found["report.css"]
        found["charts.css"] = LOOK.encode()
        self._files = {
            name: File(data=data, type=_TYPES[name[name.rindex(".") :]], digest=hashlib.sha256(data).hexdigest()[:12])
            for name, data in found.items()
        }

    def file(self, name: str) -> File | None:
        return self._files.get(name)

    def address(self, name: str) -> str:
        """Of a file, changed whenever the file is."""
        return f"/static/{name}?{self._files[name].digest}"
