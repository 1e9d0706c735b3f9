"""A map in the language DOT as SVG, drawn by the program of the package graphviz-pure."""

from __future__ import annotations

import re
import sys
from datetime import datetime
from pathlib import Path

import graphviz
from graphviz.backend import dot_command

from sopengine.diagram.drawing import Sheet
from sopengine.diagram.output.svg import Page
from sopengine.errors import NotFoundError, RefusedError

_PROGRAM = Path("graphviz-pure.exe" if sys.platform == "win32" else "graphviz-pure")
_BEFORE_ROOT = re.compile(r"\A.*?(?=<svg )", re.DOTALL)
_SIZE = re.compile(r'width="([\d.]+)pt" height="([\d.]+)pt"')
_COMMENT = re.compile(r"<!--.*?-->\n?", re.DOTALL)


def map_page(dot: str, sop: str, title: str, dated: datetime | None) -> Page:
    """The drawing with the marks that our drawings bear; refused with the mend where no program draws it.

    `sop`: id of the SOP.
    """
    plain = _COMMENT.sub("", _BEFORE_ROOT.sub("", _drawn(dot)))
    width, height = map(float, _SIZE.search(plain).groups())  # type: ignore[union-attr]
    sheet = Sheet(
        sop=sop, file=f"{sop}-map.svg", sop_title=title, title=f"{title}, peta alur", width=width, height=height
    )
    svg = plain.replace("<svg ", f'<svg data-sop="{sop}" data-view="map" ', 1)
    return Page(name=sheet.file, sop_title=title, title=sheet.title, svg=svg, sheet=sheet, view="map", dated=dated)


def _drawn(dot: str) -> str:
    beside = Path(sys.executable).with_name(_PROGRAM.name)
    dot_command.DOT_BINARY = beside if beside.is_file() else _PROGRAM
    try:
        return bytes(graphviz.Source(dot, encoding="utf-8").pipe(format="svg", quiet=True)).decode("utf-8")
    except graphviz.CalledProcessError as error:
        raise RefusedError("Graphviz could not lay out the map: its flow is too tangled") from error
    except graphviz.ExecutableNotFound as error:
        message = "the program graphviz-pure is not there to draw the map: pip install graphviz-pure, or --format dot"
        raise NotFoundError(message) from error
