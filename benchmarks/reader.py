"""Mutated definitions: the reader and the rules answer each, soon and in little memory.

python benchmarks/reader.py [COUNT] [SEED]      the long run: 300000; 3000 by default
"""

from __future__ import annotations

import random
import resource
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from sopengine.cli.terminal.findings import report
from sopengine.graph import Graph
from sopengine.language import parse
from sopengine.language.yaml.surplus import told_in_part
from sopengine.rules import check

ROOT = Path(__file__).parent.parent
FOLDERS = ("definitions", "tests/definitions/valid", "tests/definitions/real")
SLOW = 0.1
"""Seconds of one file."""
MOST_MEMORY = 200
"""Megabytes that the run may add."""
SIGNS = [*"\t:#-[]{}\"'“”\u00a0&*!|>%@`,?\\~ \n\r=()<>0", ": ", " #", "\n\n", "- ", "\n  ", "\n---\n", "<<: ", "\u200b"]
WORDS = [
    "null",
    "1e9",
    "end",
    "é",
    "漢",
    "9" * 200,
    "{next: end, when: a > }",
    "[end, end]",
    "- - -",
    "ya",
    "true",
    "x " * 2000,
]


@dataclass(slots=True)
class Tally:
    """What a run has shown."""

    files: int = 0
    usable: int = 0
    crashes: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    slow: int = 0
    example: str = ""
    """The slowest file, or the first one that crashed."""


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 3_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    texts = [path.read_text(encoding="utf-8") for folder in FOLDERS for path in sorted((ROOT / folder).glob("*.yaml"))]
    for text in texts:
        answer(text)
    before, tally, chance = memory(), Tally(), random.Random(seed)
    for _ in range(count):
        tried(mutated(chance, texts), tally)
    added = memory() - before
    print(f"{tally.files:,} mutated files of {len(texts)}, seed {seed}")
    print(f"crashes   {sum(tally.crashes.values())}")
    print(f"slowest   {tally.slowest * 1000:.0f} ms; over {SLOW * 1000:.0f} ms: {tally.slow}")
    print(f"memory    {added:.0f} MB added at the peak")
    print(f"usable    {tally.usable / max(tally.files, 1):.0%} of the files are still without errors")
    for crash, times in tally.crashes.most_common():
        print(f"\n{times} x {crash}")
    if tally.crashes or tally.slow:
        print(f"\nfor example:\n{tally.example[:4000]}")
    return int(bool(tally.crashes or tally.slow or added > MOST_MEMORY))


def tried(text: str, tally: Tally) -> None:
    tally.files += 1
    begun = time.process_time()
    try:
        tally.usable += answer(text)
    except Exception:
        tally.example = tally.example if tally.crashes else text
        tally.crashes["".join(traceback.format_exc(limit=-3))] += 1
    took = time.process_time() - begun
    tally.slow += took > SLOW
    if took > tally.slowest:
        tally.slowest = took
        tally.example = tally.example if tally.crashes else text


def answer(text: str) -> bool:
    """As `sop check` does; whether the file may be used."""
    reading = parse(text.encode("utf-8", "surrogatepass"), "f.yaml")
    found = [*reading.findings, *(check(Graph(reading.definition)) if reading.definition else ())]
    report(told_in_part(found))
    return not any(finding.severity == "error" and finding.rule != "file/name" for finding in found)


def mutated(chance: random.Random, texts: list[str]) -> str:
    """A definition with one to six slips."""
    text = chance.choice(texts)
    for _ in range(chance.randint(1, 6)):
        text = chance.choice(SLIPS)(chance, text)
    return text


def typed(chance: random.Random, text: str) -> str:
    place = chance.randint(0, len(text))
    return text[:place] + chance.choice(SIGNS + WORDS) + text[place:]


def replaced(chance: random.Random, text: str) -> str:
    place = chance.randint(0, len(text))
    return text[:place] + chance.choice(SIGNS) + text[place + chance.randint(0, 30) :]


def deleted(chance: random.Random, text: str) -> str:
    place = chance.randint(0, len(text))
    return text[:place] + text[place + chance.randint(0, 200) :]


def doubled(chance: random.Random, text: str) -> str:
    place = chance.randint(0, len(text))
    return text[:place] + text[place : place + chance.randint(0, 300)] * chance.randint(2, 5) + text[place:]


def swapped(chance: random.Random, text: str) -> str:
    lines = text.split("\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return "\n".join(lines)


def renamed(chance: random.Random, text: str) -> str:
    """A word in the place of another one: names, keys and values change their roles."""
    words = text.split()
    return text.replace(chance.choice(words), chance.choice(words), chance.randint(1, 3)) if words else text


def cut(chance: random.Random, text: str) -> str:
    return text[: chance.randint(0, len(text))]


SLIPS: list[Callable[[random.Random, str], str]] = [typed, replaced, deleted, doubled, swapped, renamed, renamed, cut]


def memory() -> float:
    """Megabytes at the peak so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
