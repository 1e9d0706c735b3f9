"""A row of a new definition as its author types it."""

from __future__ import annotations

import re
from dataclasses import replace

from sopengine.errors import MisuseError
from sopengine.errors.nearest import nearest
from sopengine.language.write.new import Row


def row_of(line: str, lanes: dict[str, str]) -> Row:
    """`TEXT | ACTOR | TIME`, and where something is decided `| QUESTION | Ya: 3, Tidak: 1`; raises MisuseError."""
    parts = [part.strip() for part in line.split("|")]
    if len(parts) not in (3, 5) or not all(parts):
        raise MisuseError("'{step}' is no row; write it as 'Menerima surat | Staf | 10 menit'", step=line)
    activity, title, duration, *decision = parts
    actor = meant_actor(title, lanes)
    if not actor:
        raise MisuseError("'{actor}' is none of the performers: {known}", actor=title, known=", ".join(lanes.values()))
    row = Row(activity=activity, actor=actor, duration=duration)
    return replace(row, question=decision[0], decision=decision_of(decision[1])) if decision else row


def decision_of(answer: str) -> tuple[tuple[str, int], ...]:
    """`Ya: 3, Tidak: end` -> labels and numbers of rows, 0 for the end; raises MisuseError."""
    ways = tuple(_WAY.findall(answer))
    if len(ways) < 2 or _WAY.sub("", answer).strip(" ,;") or len({label for label, _ in ways}) < len(ways):
        raise MisuseError("'{answer}' is no decision; write it as 'Ya: 3, Tidak: 1'", answer=answer)
    return tuple((label, int(to) if to.isdecimal() else 0) for label, to in ways)


_WAY = re.compile(r"\s*([^:;,][^:;]*?)\s*:\s*([1-9][0-9]{0,2}|end|selesai)\s*(?:[,;]|$)", re.IGNORECASE)


def meant_actor(text: str, actors: dict[str, str]) -> str:
    """The id of the actor that a text names by id or title, or ""."""
    if text in actors:
        return text
    titles = {title.casefold(): id for id, title in actors.items()}
    return titles.get(text.casefold()) or titles.get(nearest(text, titles), "") or nearest(text, actors)
