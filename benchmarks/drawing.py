"""How long the form takes to draw, and whether 200 SOPs by chance are without fault: `python benchmarks/drawing.py`.

CPU time, medians, from the graph to the text of the SVG; beside it Graphviz, which routes the same arrows between the
same places (neato -n2, splines=ortho) in the `graphviz-pure` of this environment.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "diagram"))

from drawn_faults import drawn_flows, faults
from drawn_page import read as read_page
from likely_sops import likely_text
from soft_figures import figures

from sopengine.cli.terminal.table import table
from sopengine.diagram import Page, draw
from sopengine.diagram.drawing import Sheet
from sopengine.diagram.output.typeset import pdf
from sopengine.diagram.route.router import routed
from sopengine.graph import Graph
from sopengine.language import read
from sopengine.rules import load

SIZES = {9: (41, "<= 15 ms"), 30: (21, "<= 60 ms"), 100: (11, "<= 600 ms"), 1_000: (3, "<= 5000 ms")}
"""Steps: SOPs that are drawn, and the gate for their median."""
NINE, ROUNDS = 9, 5
SEEDS = 200
PDF_PAGES = 100
GRAPHVIZ_STEPS = 100


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--save", type=Path, help="also write the definitions by chance into this folder")
    folder = options.parse_args().save
    draw(graph(0, 9))  # reads the font
    rows = [real_row(), *(timed(steps, count, gate) for steps, (count, gate) in SIZES.items())]
    rows += [pdf_row(), *graphviz_rows(), *faults_rows(folder)]
    print(table(("What", "Here", "Gate"), rows))


def graph(seed: int, steps: int = 0, folder: Path | None = None) -> Graph:
    with tempfile.TemporaryDirectory() as place:
        file = (folder or Path(place)) / f"acak-{seed}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(likely_text(seed, steps), encoding="utf-8")
        definition = read(file).definition
    assert definition
    return Graph(definition)


def real_row() -> tuple[str, str, str]:
    """The nine-step forms among the 18 that are kept in the project."""
    root = Path(__file__).parent.parent
    files = [*root.glob("definitions/*.yaml"), *root.glob("tests/definitions/real/*.yaml")]
    graphs = [made for made in map(load, sorted(files)) if len(made.definition.steps) == NINE]
    times = [statistics.median(cpu(lambda made=made: draw(made)) for _ in range(ROUNDS)) for made in graphs]
    here = f"{1000 * statistics.median(times):.0f} ms (slowest {1000 * max(times):.0f})"
    return f"{NINE} steps, real forms, median of {len(graphs)}", here, "<= 15 ms"


def timed(steps: int, count: int, gate: str) -> tuple[str, str, str]:
    graphs = [graph(seed, steps) for seed in range(count)]
    times = [cpu(lambda made=made: draw(made)) for made in graphs]
    here = f"{1000 * statistics.median(times):.0f} ms (slowest {1000 * max(times):.0f})"
    return f"{steps} steps, layout to SVG, median of {count}", here, gate


def pdf_row() -> tuple[str, str, str]:
    pages: list[Page] = []
    for seed in range(SEEDS):
        pages += draw(graph(seed, 60))
        if len(pages) >= PDF_PAGES:
            break
    begun = time.perf_counter()
    pdf(pages[:PDF_PAGES])
    return f"PDF of {PDF_PAGES} pages, wall clock", f"{time.perf_counter() - begun:.2f} s", "<= 2 s"


def graphviz_rows() -> Iterable[tuple[str, str, str]]:
    """Routing alone, both on the pages of one SOP."""
    program = Path(sys.executable).with_name("graphviz-pure")
    if not program.is_file():
        yield "against Graphviz ortho", "graphviz-pure is not installed", ""
        return
    sheets = [page.sheet for page in draw(graph(1, GRAPHVIZ_STEPS)) if page.sheet.number]
    ours = sum(cpu(lambda sheet=sheet: routed(sheet)) for sheet in map(bare, sheets))
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for sheet in sheets:
        command = [program, "-Kneato", "-n2", "-Tplain"]
        subprocess.run(command, input=pinned(sheet), text=True, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    theirs = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    what = f"routing {len(sheets)} pages of {GRAPHVIZ_STEPS} steps: here, Graphviz ortho, ratio"
    yield what, f"{1000 * ours:.0f} ms, {1000 * theirs:.0f} ms, {ours / theirs:.2f}", ""


def bare(sheet: Sheet) -> Sheet:
    """The sheet before its arrows were routed."""
    arrows = tuple(type(a)(**{**fields(a), "points": (), "joined": False}) for a in sheet.arrows)
    texts = tuple(text for text in sheet.texts if not text.label_of)
    return type(sheet)(**{**fields(sheet), "arrows": arrows, "texts": texts, "cramped": frozenset()})


def fields(value: object) -> dict[str, object]:
    return {name: getattr(value, name) for name in type(value).__slots__}


def pinned(sheet: Sheet) -> str:
    """The symbols of a page at their places and its arrows, in DOT."""
    nodes = [
        f'"{s.id}" [pos="{s.box.centre[0]:.2f},{sheet.height - s.box.centre[1]:.2f}!", shape=box, fixedsize=true,'
        f' label="", width={s.box.width / 72:.3f}, height={s.box.height / 72:.3f}];'
        for s in sheet.symbols
    ]
    edges = [f'"{arrow.source}" -> "{arrow.target}";' for arrow in sheet.arrows]
    return "\n".join(["digraph {", "splines=ortho;", *nodes, *edges, "}"])


def faults_rows(folder: Path | None) -> Iterable[tuple[str, str, str]]:
    found: list[str] = []
    soft = {"crossings": 0, "bends": 0, "pages": 0, "cut_arrows": 0}
    times = []
    for seed in range(SEEDS):
        made = graph(seed, folder=folder)
        begun = time.process_time()
        pages = draw(made)
        times.append(time.process_time() - begun)
        shown = [read_page(page.svg) for page in pages if page.sheet.number]
        found += [f"acak-{seed}: {fault}" for fault in faults(shown)]
        assert drawn_flows(shown)
        for name, value in figures(shown).items():
            soft[name] += value
    for fault in found:
        print(fault, file=sys.stderr)
    yield f"hard faults on {SEEDS} SOPs by chance", str(len(found)), "0"
    yield "their crossings, bends, pages, cut arrows", ", ".join(map(str, soft.values())), ""
    yield "their time", f"{1000 * statistics.median(times):.0f} ms (slowest {1000 * max(times):.0f})", ""


def cpu(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


if __name__ == "__main__":
    main()
