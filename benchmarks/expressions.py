"""A million mutated conditions: no crash, none over 100 ms: `python benchmarks/expressions.py [COUNT] [SEED]`.

Each is read, checked against declared data and, where it fits them, evaluated. Exit code 1 where something else than
the errors meant for it is raised, or where one takes too long.
"""

from __future__ import annotations

import random
import re
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from sopengine.cli.terminal.table import table
from sopengine.expression.condition import EvaluationError, Expression, ExpressionError
from sopengine.expression.data import DataType, Field, Value

COUNT = 1_000_000
SLOWEST = 0.1
"""Seconds."""
MOST_MEMORY = 200
"""MB."""

SEEDS = (
    'nilai > 200000000 and jenis == "barang"',
    "lengkap == ya or not lengkap and nilai <= 2.5",
    "tanggal-terima >= 2024-02-01 and tanggal-terima not in [2024-03-11, 2024-03-12]",
    "pagu != 0 and (nilai - pagu) / pagu * 100 < -10.25",
    'jenis in ["barang", \'jasa lainnya\'] and catatan != "selesai"',
    "((((nilai)))) == -(-(pagu + 1))",
    "not not not (lengkap == tidak) or nilai / 3 / 3 > 1",
)
PIECES = (
    *"()[],+-*/<>=!.\"'“”‘’ \t\n\u00a0\u200b{}@#%^&|~`$?:;\\\x00\ud800é٣१½",
    *(" and ", " or ", "not ", " in ", " not in ", "==", "!=", "<=", ">=", "**", "<>"),
    *("nilai", "pagu", "jenis", "lengkap", "tanggal-terima", "catatan", "barang", "ya", "tidak", "true"),
    *("0", "1", "0.5", "200.000", "1e9", "9" * 60, "0.000000001", "2024-02-01", "2024-13-99", "9999-12-31"),
    *("(" * 25, "not " * 25, "-" * 25, "1+" * 60, "1*" * 60, "x" * 120, "[" * 25, "999999999*" * 30),
)
KINDS = (
    ("nilai", "pagu", "jenis", "lengkap", "tanggal-terima", "catatan", "2.5", "0", '"barang"', "2024-02-01", "(nilai)"),
    ("==", "!=", "<=", ">=", "<", ">"),
    ("+", "-", "*", "/"),
    ("and", "or", "and not"),
    ("in", "not in"),
)
"""What `mutated` exchanges among themselves."""
FIELDS = {
    field.id: field
    for field in (
        Field(id="nilai", type=DataType.NUMBER),
        Field(id="pagu", type=DataType.NUMBER),
        Field(id="jenis", type=DataType.CHOICE, options=("barang", "jasa lainnya")),
        Field(id="lengkap", type=DataType.YES_NO),
        Field(id="tanggal-terima", type=DataType.DATE),
        Field(id="catatan", type=DataType.TEXT),
    )
}
DATA: dict[str, Value] = {
    "nilai": Decimal("250000000.5"),
    "pagu": Decimal(0),
    "jenis": "barang",
    "lengkap": True,
    "tanggal-terima": date(2024, 2, 1),
    "catatan": "",
}


def main(count: int = COUNT, seed: int = 1) -> int:
    dice = random.Random(seed)
    outcomes: Counter[str] = Counter()
    slowest, longest = "", 0.0
    before = peak()
    begun = time.perf_counter()
    for _ in range(count):
        text = mutated(dice)
        start = time.perf_counter()
        outcomes[outcome(text)] += 1
        taken = time.perf_counter() - start
        if taken > longest:
            slowest, longest = text, taken
    total = time.perf_counter() - begun
    crashes = sum(many for name, many in outcomes.items() if name.startswith("crash"))
    rows = [
        ("conditions, mutated", f"{count:,}", ""),
        *((name, f"{many:,}", "0" if name.startswith("crash") else "") for name, many in outcomes.most_common()),
        ("crashes", f"{crashes}", "0"),
        ("slowest", f"{longest * 1000:.2f} ms", f"<= {SLOWEST * 1000:.0f} ms"),
        ("mean, with mutating", f"{total / count * 1e6:.1f} µs", ""),
        ("growth of the peak of memory", f"{peak() - before:.1f} MB", f"<= {MOST_MEMORY} MB"),
    ]
    print(table(("What", "Here", "Gate"), rows))
    print(f"slowest: {slowest!a}")
    return int(bool(crashes) or longest > SLOWEST or peak() - before > MOST_MEMORY)


def mutated(dice: random.Random) -> str:
    """Half of them stay near to conditions, the others go wild."""
    text = dice.choice(SEEDS)
    for _ in range(dice.randint(0, 4)):
        text = _exchange(dice, text)
    for _ in range(dice.choice((0, 0, 0, 1, 2, 5))):
        text = dice.choice(_MUTATIONS)(dice, text)
    return text


def outcome(text: str) -> str:
    try:
        expression = Expression.parse(text)
        problems = expression.check(FIELDS)
        for problem in problems:
            problem.message.format_map(problem.values) + problem.mend.format_map(problem.values)
        if problems:
            outcome_unchecked(expression)
            return "does not fit the data"
        return "holds" if expression.evaluate(DATA) is True else "does not hold"
    except ExpressionError as error:
        within = 0 <= error.problem.at.offset <= len(text) and error.problem.at.length > 0
        return "no condition" if within and str(error) else "crash: out of bounds"
    except EvaluationError:
        return "no answer"
    except Exception as error:  # the very thing that is looked for
        print(f"crash: {text!a}: {error!r}", file=sys.stderr)
        return f"crash: {type(error).__name__}"


def outcome_unchecked(expression: Expression) -> None:
    """Evaluating what does not fit must be refused as well, never break."""
    try:
        expression.evaluate(DATA)
    except EvaluationError:
        return


def _exchange(dice: random.Random, text: str) -> str:
    """One word or sign by another of its kind."""
    found = dice.choice([*_WORD.finditer(text)] or [None])
    if found is None:
        return text
    other: str = dice.choice(next(kind for kind in KINDS if found[0] in kind))
    return text[: found.start()] + other + text[found.end() :]


def _insert(dice: random.Random, text: str) -> str:
    at = dice.randint(0, len(text))
    piece: str = dice.choice(PIECES)
    return text[:at] + piece + text[at:]


def _delete(dice: random.Random, text: str) -> str:
    at = dice.randint(0, len(text))
    return text[:at] + text[at + dice.randint(1, 6) :]


def _replace(dice: random.Random, text: str) -> str:
    at = dice.randint(0, len(text))
    piece: str = dice.choice(PIECES)
    return text[:at] + piece + text[at + dice.randint(1, 6) :]


def _double(dice: random.Random, text: str) -> str:
    start, end = sorted((dice.randint(0, len(text)), dice.randint(0, len(text))))
    return (text[:end] + text[start:end] + text[end:])[:600]


def _splice(dice: random.Random, text: str) -> str:
    other: str = dice.choice(SEEDS)
    return text[: dice.randint(0, len(text))] + other[dice.randint(0, len(other)) :]


_WORD = re.compile("|".join(rf"(?<!\S){re.escape(word)}(?!\S)" for kind in KINDS for word in kind))
_MUTATIONS: tuple[Callable[[random.Random, str], str], ...] = (_insert, _delete, _replace, _double, _splice)


def peak() -> float:
    """MB that this process has held at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main(*(int(argument) for argument in sys.argv[1:])))
