"""How long the form takes to draw, and whether 400 SOPs by chance are without fault: `python benchmarks/drawing.py`.

CPU time, warm, medians of five rounds, from the graph to the text of the SVG, in units of one fixed search in pure
Python that runs beside each round (`unit.py`): so the gates hold on slow and busy machines, too. Exits with 1 where a
gate is missed. Beside it Graphviz, which routes the same arrows between the same places (neato -n2, splines=ortho) in
the `graphviz-pure` of this environment.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "diagram"))

from drawn_faults import drawn_flows, faults
from drawn_page import read as read_page
from likely_sops import likely_text
from soft_figures import figures
from unit import cpu, in_units

from sopengine.cli.terminal.table import table
from sopengine.diagram import Page, draw
from sopengine.diagram.drawing import Sheet
from sopengine.diagram.output.typeset import pdf
from sopengine.diagram.route.effort import Effort
from sopengine.diagram.route.router import routed
from sopengine.graph import Graph
from sopengine.language import read
from sopengine.rules import load

REAL_MEDIAN, REAL_WORST, TANGERANG = 1.75, 0.8 * 5.20, 0.7 * 3.30
"""Gates of the 18 real forms: parts of what the first router took (1.75, 5.20 and 3.30 units)."""
SIZES = {30: (11, 8.9), 100: (9, 23.4), 1_000: (1, 232.0)}
"""Steps: SOPs by chance that are drawn, and the gate for their median, which is what the first router took."""
SEEDS = 200
Row = tuple[str, str, str, str]
"""What, how much here, the gate, and whether it is missed."""
PDF_PAGES = 100
GRAPHVIZ_STEPS = 100


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--save", type=Path, help="also write the definitions by chance into this folder")
    folder = options.parse_args().save
    rows = [*real_rows(), *(timed(steps, count, gate) for steps, (count, gate) in SIZES.items())]
    rows += [pdf_row(), *graphviz_rows(), *faults_rows(folder, full=False), *faults_rows(folder, full=True)]
    print(table(("What", "Here", "Gate", ""), rows))
    sys.exit(any(row[3] for row in rows))


def row(what: str, here: str, gate: str = "", *, missed: bool = False) -> Row:
    return what, here, gate, "missed" if missed else ""


def graph(seed: int, steps: int = 0, folder: Path | None = None, *, full: bool = False) -> Graph:
    with tempfile.TemporaryDirectory() as place:
        file = (folder or Path(place)) / f"{'penuh' if full else 'acak'}-{seed}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(likely_text(seed, steps, full=full), encoding="utf-8")
        definition = read(file).definition
    assert definition
    return Graph(definition)


def real_rows() -> Iterable[Row]:
    """Every one of the 18 forms that are kept in the project."""
    root = Path(__file__).parent.parent
    files = sorted([*root.glob("definitions/*.yaml"), *root.glob("tests/definitions/real/*.yaml")])
    units = {file.stem: drawn_in_units(load(file)) for file in files}
    for name, taken in sorted(units.items(), key=lambda entry: entry[1]):
        yield row(name, f"{taken:.2f}")
    middle, slowest = statistics.median(units.values()), max(units, key=lambda name: units[name])
    tangerang = next(taken for name, taken in units.items() if name.startswith("tangerang"))
    yield row(f"median of the {len(units)}", f"{middle:.2f}", f"<= {REAL_MEDIAN:.2f}", missed=middle > REAL_MEDIAN)
    worst = units[slowest]
    yield row(f"slowest: {slowest}", f"{worst:.2f}", f"<= {REAL_WORST:.2f}", missed=worst > REAL_WORST)
    yield row("tangerang", f"{tangerang:.2f}", f"<= {TANGERANG:.2f}", missed=tangerang > TANGERANG)


def timed(steps: int, count: int, gate: float) -> Row:
    taken = {seed: drawn_in_units(graph(seed, steps)) for seed in range(count)}
    middle, slowest = statistics.median(taken.values()), max(taken, key=lambda seed: taken[seed])
    here = f"{middle:.2f} (slowest {taken[slowest]:.2f}: acak-{slowest})"
    return row(f"{steps} steps, median of {count}", here, f"<= {gate:.1f}", missed=middle > gate)


def drawn_in_units(made: Graph) -> float:
    draw(made)
    return in_units(lambda: draw(made))


def pdf_row() -> Row:
    pages: list[Page] = []
    for seed in range(SEEDS):
        pages += draw(graph(seed, 60))
        if len(pages) >= PDF_PAGES:
            break
    begun = time.perf_counter()
    pdf(pages[:PDF_PAGES])
    return row(
        f"PDF of {PDF_PAGES} pages, wall clock", f"{time.perf_counter() - begun:.2f} s", "2 s where nothing else runs"
    )


def graphviz_rows() -> Iterable[Row]:
    """Routing alone, both on the pages of one SOP."""
    program = Path(sys.executable).with_name("graphviz-pure")
    if not program.is_file():
        yield row("against Graphviz ortho", "graphviz-pure is not installed")
        return
    sheets = [page.sheet for page in draw(graph(1, GRAPHVIZ_STEPS)) if page.sheet.number]
    ours = sum(cpu(lambda sheet=sheet: routed(sheet, Effort(len(sheet.rows)))) for sheet in map(bare, sheets))
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for sheet in sheets:
        command = [program, "-Kneato", "-n2", "-Tplain"]
        subprocess.run(command, input=pinned(sheet), text=True, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    theirs = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    what = f"routing {len(sheets)} pages of {GRAPHVIZ_STEPS} steps: here, Graphviz ortho, ratio"
    yield row(what, f"{1000 * ours:.0f} ms, {1000 * theirs:.0f} ms, {ours / theirs:.2f}")


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


def faults_rows(folder: Path | None, *, full: bool) -> Iterable[Row]:
    """SOPs by chance, with short texts or with texts as long as real ones in every cell."""
    found: list[str] = []
    soft: Counter[str] = Counter()
    times: list[tuple[float, int]] = []
    for seed in range(SEEDS):
        made = graph(seed, folder=folder, full=full)
        begun = time.process_time()
        pages = draw(made)
        times.append((time.process_time() - begun, seed))
        shown = [read_page(page.svg) for page in pages if page.sheet.number]
        found += [f"acak-{seed}: {fault}" for fault in faults(shown)]
        assert drawn_flows(shown)
        soft.update(figures(shown))
    for fault in found:
        print(fault, file=sys.stderr)
    what = f"{SEEDS} SOPs by chance, {'full' if full else 'short'} texts"
    yield row(f"{what}: faults", str(len(found)), "0", missed=bool(found))
    yield row(f"{what}: counts", ", ".join(f"{name} {count}" for name, count in soft.items()))
    slowest, seed = max(times)
    middle = 1000 * statistics.median(taken for taken, _ in times)
    yield row(f"{what}: time", f"{middle:.0f} ms (slowest {1000 * slowest:.0f}: acak-{seed})")


if __name__ == "__main__":
    main()
