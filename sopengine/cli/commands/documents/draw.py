"""`sop draw`: draw the official form, or say whether the drawn one is still true."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import click

from sopengine.cli.commands.documents.draw_instance import instance_pages
from sopengine.cli.terminal.definition_files import definitions
from sopengine.cli.terminal.options import database
from sopengine.cli.terminal.wording import marked, say, text, translate
from sopengine.diagram import Page, draw
from sopengine.diagram.export import pdf, png
from sopengine.diagram.lanes import lanes_dot, lanes_picture
from sopengine.diagram.logo import read_logo
from sopengine.errors import MisuseError, StorageError
from sopengine.graph import Graph
from sopengine.rules import load

FORMATS = ("svg", "png", "pdf", "dot")
VIEWS = ("form", "lanes")

_MISSING, _STALE, _SURPLUS = marked("missing", "stale", "surplus")
_PAGE = re.compile(r"-(?:0[a-z]?|[1-9]\d*)\.(?:svg|png)")
"""What stands behind the id of an SOP in the name of a drawn page."""

Drawn = dict[str, Callable[[], bytes]]
"""Names of files, and how to make what they hold."""


def _chosen(_: click.Context, __: click.Parameter, value: str) -> tuple[str, ...]:
    wished = tuple(dict.fromkeys(word.strip().lower() for word in value.split(",") if word.strip()))
    unknown = [word for word in wished if word not in FORMATS]
    if unknown or not wished:
        template = "'{value}' is not made of {formats}; such as --format svg,pdf"
        raise click.BadParameter(text(template, value=value, formats=", ".join(FORMATS)))
    return wished


@click.command
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", default="diagrams", show_default=True, type=click.Path(path_type=Path, file_okay=False),
    help="Folder for the drawings.",
)  # fmt: skip
@click.option(
    "--format", "formats", default="svg", show_default=True, callback=_chosen, metavar="LIST",
    help="What to write, parted by commas: svg and png (a file a page), pdf (one file), dot (for graphviz).",
)  # fmt: skip
@click.option(
    "--view", type=click.Choice(VIEWS), default="form", show_default=True,
    help="The official form, or an overview of the lanes (svg, png, dot).",
)  # fmt: skip
@click.option("--draft", is_flag=True, help="Draw dashed what a person inferred, with a legend.")
@click.option("--instance", metavar="NAME", help="Draw this instance: done, current, late; a number or a --ref.")
@database
@click.option("--dpi", default=150.0, show_default=True, type=click.FloatRange(10, 1200), help="Sharpness of a PNG.")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 when a drawing is stale, missing or surplus.")
def command(
    files: tuple[Path, ...],
    output: Path,
    formats: tuple[str, ...],
    view: str,
    draft: bool,
    instance: str | None,
    db: str,
    dpi: float,
    check: bool,
) -> None:
    """Draw the official form of the SOPs in FILES, identity page first.

    Without FILES all definitions in the folder 'definitions' are drawn.
    """
    if instance:
        if files or check or view == "lanes" or "dot" in formats:
            raise MisuseError("--instance draws one run, as svg, png or pdf: leave out FILES, --check, dot and lanes")
        id, pages = instance_pages(db, instance, draft=draft)
        _write(id, dict(_drawn(id, pages, formats, dpi)), output, formats)
        return
    faults = 0
    for id, drawn in _all_drawn(files or definitions(), formats, dpi, draft, view):
        if check:
            faults += _compare(id, drawn, output, formats)
        else:
            _write(id, drawn, output, formats)
    if check and not faults:
        say("{folder}: every drawing is up to date", folder=output)
    sys.exit(int(bool(faults)))


def _all_drawn(
    files: Sequence[Path], formats: Sequence[str], dpi: float, draft: bool, view: str
) -> Iterator[tuple[str, Drawn]]:
    """Of each definition its id and the files of its drawing."""
    if view == "lanes" and "pdf" in formats:
        raise MisuseError("the overview of the lanes is drawn as svg, png or dot; the form also as pdf")
    for file in files:
        graph = load(file)
        id, logo = graph.definition.id, graph.definition.form.logo
        if view == "lanes":
            yield id, dict(_lanes(graph, formats))
            continue
        pages = draw(graph, draft=draft, logo=read_logo(file.parent / logo) if logo else None)
        dot = _lanes(graph, ["dot"]) if "dot" in formats else ()
        yield id, dict(_drawn(id, pages, formats, dpi)) | dict(dot)


def _lanes(graph: Graph, formats: Sequence[str]) -> Iterator[tuple[str, Callable[[], bytes]]]:
    id = graph.definition.id
    for format in formats:
        if format == "dot":
            yield f"{id}.dot", partial(_dot, graph)
        else:
            yield f"{id}-lanes.{format}", partial(lanes_picture, graph, format)


def _dot(graph: Graph) -> bytes:
    return lanes_dot(graph).encode()


def _drawn(
    id: str, pages: Sequence[Page], formats: Sequence[str], dpi: float
) -> Iterator[tuple[str, Callable[[], bytes]]]:
    for page in pages:
        if "svg" in formats:
            yield page.name, partial(page.svg.encode, "utf-8")
        if "png" in formats:
            yield f"{page.name.removesuffix('.svg')}.png", partial(png, page, dpi)
    if "pdf" in formats:
        yield f"{id}.pdf", partial(pdf, pages)


def _compare(id: str, drawn: Drawn, folder: Path, formats: Sequence[str]) -> int:
    """Name the files of one SOP that are not what would be drawn now, and count them."""
    faults = [(name, _MISSING) for name in drawn if not (folder / name).is_file()]
    present = [name for name in drawn if (folder / name).is_file()]
    faults += [(name, _STALE) for name in present if (folder / name).read_bytes() != drawn[name]()]
    faults += [(file.name, _SURPLUS) for file in _surplus(id, drawn, folder, formats)]
    for name, fault in sorted(faults):
        click.echo(f"{folder / name}: {translate(fault)}")
    if faults:
        say("mend: sop draw --output {folder} --format {formats}", err=True, folder=folder, formats=",".join(formats))
    return len(faults)


def _write(id: str, drawn: Drawn, folder: Path, formats: Sequence[str]) -> None:
    """Write all files, and remove the pages that an earlier, longer drawing of the SOP left."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, make in drawn.items():
            _replace(folder / name, make())
        for file in _surplus(id, drawn, folder, formats):
            file.unlink()
    except OSError as error:
        raise StorageError(
            "cannot write {file}: {reason}", file=error.filename or folder, reason=error.strerror
        ) from error
    for name in drawn:
        click.echo(folder / name)


def _replace(file: Path, data: bytes) -> None:
    """Nobody ever sees half a file: it is written beside its place and then moved there."""
    unfinished = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        unfinished.write_bytes(data)
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)


def _surplus(id: str, drawn: Drawn, folder: Path, formats: Sequence[str]) -> list[Path]:
    """Files of the same SOP and formats that would not be drawn now."""
    return [
        file
        for file in sorted(folder.glob(f"{id}*"))
        if file.name not in drawn
        and file.suffix.removeprefix(".") in formats
        and _PAGE.fullmatch(file.name.removeprefix(id))
    ]
