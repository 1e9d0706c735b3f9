"""`sop draw`: draw the official form, or say whether the drawn one is still true."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from sopengine.cli.terminal.findings import report
from sopengine.cli.terminal.wording import marked, say, spoken, text, translate
from sopengine.cli.typed.definition_files import definitions
from sopengine.cli.typed.options import asked_at, database
from sopengine.diagram import Page, draw, draw_control, draw_lanes, draw_live, draw_map, map_dot
from sopengine.diagram.layout.identity.logo import read_logo
from sopengine.engine import Engine
from sopengine.errors import DefinitionError, MisuseError, NotFoundError, RefusedError, SopError
from sopengine.frozen import frozen
from sopengine.graph import Graph
from sopengine.model.definition import Definition
from sopengine.office.forms.approved import as_approved
from sopengine.office.forms.drawings import Drawing, faults, publish
from sopengine.office.forms.live import kept_graph, live_form
from sopengine.office.forms.versions import in_file, kept_version
from sopengine.office.words.times import moment
from sopengine.people.approval import not_approved
from sopengine.rules import load

FORMATS = ("svg", "png", "pdf", "dot")
VIEWS = ("form", "lanes", "map", "control")

_DRAFT = "-draft"
"""In the names of files, behind what a draft is one of: it never takes the place of the form itself."""
_FAULTS = marked("missing", "stale", "surplus")


@frozen
class _Wish:
    """What shall be drawn, and how."""

    view: str
    formats: tuple[str, ...]
    dpi: float
    draft: bool
    approved: bool
    changes_from: str
    db: str


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
    help="The official form; the lanes without the table; a map in layers; the control sheet of an --instance.",
)  # fmt: skip
@click.option(
    "--approved", is_flag=True,
    help="With number, dates and signature of its approval in the store, where the file leaves them open.",
)  # fmt: skip
@click.option("--draft", is_flag=True, help="DRAF across every sheet; what a person inferred is dashed.")
@click.option(
    "--changes-from", default="", metavar="VERSION",
    help="Mark the rows that are new or changed since this version: a file, a number, the first signs of a digest.",
)  # fmt: skip
@click.option("--instance", metavar="NAME", help="Draw this instance: who did what when; a number or a --ref.")
@asked_at
@database
@click.option("--dpi", default=150.0, show_default=True, type=click.FloatRange(10, 1200), help="Sharpness of a PNG.")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 when a drawing is stale, missing or surplus.")
def command(
    files: tuple[Path, ...],
    output: Path,
    formats: tuple[str, ...],
    view: str,
    approved: bool,
    draft: bool,
    changes_from: str,
    instance: str | None,
    at: str | None,
    db: str,
    dpi: float,
    check: bool,
) -> None:
    """Draw the official form of the SOPs in FILES, identity page first.

    Without FILES all definitions in the folder 'definitions' are drawn.
    """
    wish = _Wish(view=view, formats=formats, dpi=dpi, draft=draft, approved=approved, changes_from=changes_from, db=db)
    if draft and view != "form":
        raise MisuseError("--draft dashes what the form shows: leave out --view")
    if instance:
        if files or check or changes_from or view in ("lanes", "map") or "dot" in formats:
            raise MisuseError("--instance draws one run as form or control sheet: leave out FILES, --check and dot")
        _write(_instance(instance, at, wish), output, wish)
        return
    if view == "control" or at:
        raise MisuseError("the control sheet and --at are for one run: name it with --instance")
    if changes_from and view != "form":
        raise MisuseError("--changes-from marks the rows of the form: leave out --view")
    sys.exit(_draw_all(files or definitions(), output, wish, check=check))


def _draw_all(files: Sequence[Path], output: Path, wish: _Wish, *, check: bool) -> int:
    """Draw, or check, all that can be drawn; the exit code tells what is wrong with the first that cannot."""
    codes: list[int] = []
    for file in files:
        try:
            drawing = _drawing(file, wish)
            codes.append(_compare(drawing, output, wish) if check else _write(drawing, output, wish))
        except (DefinitionError, NotFoundError, RefusedError) as error:
            if len(files) == 1:
                raise
            codes.append(_told(error, file))
    if check and not any(codes):
        say("{folder}: every drawing is up to date", folder=output)
    return next((code for code in codes if code), 0)


def _told(error: SopError, file: Path) -> int:
    """What is wrong with one file; the others are drawn all the same."""
    if isinstance(error, DefinitionError):
        click.echo(report(error.findings), err=True)
    else:
        click.echo(f"sop: {error.text(spoken().translate)}", err=True)
    say("{file} is not drawn", err=True, file=file)
    return error.exit_code


def _instance(name: str, at: str | None, wish: _Wish) -> Drawing:
    with Engine(wish.db, create=False) as engine:
        live = live_form(engine, name, at=moment(at, engine.now()))
        sop, graph = live.compiled.sop, as_approved(engine, live.graph)
    named = f"{sop}-instance-{live.progress.instance.id}"
    if wish.view == "control":
        pages = draw_control(graph, live.progress)
        return Drawing(sop=sop, view="control", name=f"{named}-control", pages=_renamed(pages, sop, named))
    pages = draw_live(graph, live.progress, draft=wish.draft)
    named += _DRAFT * wish.draft
    return Drawing(sop=sop, view="live", name=named, pages=_renamed(pages, sop, named))


def _drawing(file: Path, wish: _Wish) -> Drawing:
    graph = _approved(load(file), wish) if wish.approved else load(file)
    sop = graph.definition.id
    dot = map_dot(graph) if "dot" in wish.formats else ""
    if wish.view == "lanes":
        return Drawing(sop=sop, view="lanes", name=f"{sop}-lanes", pages=(draw_lanes(graph),), dot=dot)
    if wish.view == "map":
        drawn = (draw_map(graph),) if {*wish.formats} - {"dot"} else ()
        return Drawing(sop=sop, view="map", name=f"{sop}-map", pages=drawn, dot=dot)
    logo = graph.definition.form.logo
    picture = read_logo(file.parent / logo) if logo else None
    pages = draw(graph, draft=wish.draft, logo=picture, since=_older(graph, wish) if wish.changes_from else None)
    named = f"{sop}{'-changes' * bool(wish.changes_from)}{_DRAFT * wish.draft}"
    told = "changes" if wish.changes_from else "form"
    return Drawing(sop=sop, view=told, name=named, pages=_renamed(pages, sop, named), dot=dot)


def _approved(graph: Graph, wish: _Wish) -> Graph:
    """Raises RefusedError where nobody has approved this version."""
    definition = graph.definition
    with Engine(wish.db, create=False) as engine:
        if engine.approval(definition.digest) is None:
            raise not_approved(definition.id, definition.digest)
        return as_approved(engine, graph)


def _older(graph: Graph, wish: _Wish) -> Definition:
    """The version to compare with: a file, or else one that the store keeps."""
    file = Path(wish.changes_from)
    if file.exists():
        return in_file(graph.definition.id, file)
    with Engine(wish.db, create=False) as engine:
        return kept_graph(kept_version(engine.versions(), graph.definition.id, wish.changes_from)).definition


def _renamed(pages: Sequence[Page], sop: str, name: str) -> tuple[Page, ...]:
    """With what the names of their files begin with."""
    return tuple(replace(page, name=f"{name}{page.name.removeprefix(sop)}") for page in pages)


def _compare(drawing: Drawing, folder: Path, wish: _Wish) -> int:
    """Name the files that are not what would be drawn now."""
    found = faults(drawing, folder, wish.formats, wish.dpi)
    for file, fault in found:
        click.echo(f"{file}: {translate(str(fault))}")
    if found:
        template = "mend: sop draw --view {view} --output {folder} --format {formats}"
        say(template, err=True, view=_told_view(wish), folder=folder, formats=",".join(wish.formats))
    return int(bool(found))


def _told_view(wish: _Wish) -> str:
    """The view with the options that belong to it, as they are typed."""
    since = f" --changes-from {wish.changes_from}" if wish.changes_from else ""
    return f"{wish.view}{' --draft' * wish.draft}{since}"


def _write(drawing: Drawing, folder: Path, wish: _Wish) -> int:
    for file in publish(drawing, folder, wish.formats, wish.dpi):
        click.echo(file)
    return 0
