"""The questions of `sop new`: each answer is checked when it is typed, and a doubtful one offered again to be kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

import click

from sopengine.cli.terminal.wording import say, text, translate
from sopengine.duration.standard import Duration
from sopengine.errors import Finding, MisuseError, Phrase
from sopengine.errors.nearest import did_you_mean
from sopengine.language.write.new import Row, titled
from sopengine.language.write.typed import decision_of, meant_actor

_LONGEST = 2_000
"""Characters of an answer, as of a text in a file."""
_Answer = TypeVar("_Answer")
Warn = Callable[[Sequence[Row]], Sequence[Finding]]
"""What the rules say of the last of some rows."""


class Doubtful(Exception):
    """An answer in whose place another is offered."""

    def __init__(self, doubt: Phrase, proposal: str) -> None:
        super().__init__(doubt)
        self.doubt = doubt
        self.proposal = proposal


def ask(question: str, understood: Callable[[str], _Answer], default: str = "") -> _Answer:
    """Until the answer is understood; what was typed stands there again."""
    while True:
        answer = click.prompt(question, default=default, show_default=bool(default)).strip()
        try:
            return understood(answer)
        except Doubtful as doubtful:
            click.echo("  " + doubtful.doubt.text(translate))
            default = doubtful.proposal
        except MisuseError as error:
            click.echo("  " + error.text(translate))
            default = answer


def words(answer: str) -> str:
    """Any text that can be printed."""
    if not answer:
        raise MisuseError("an answer is needed here")
    if len(answer) > _LONGEST or not answer.isprintable():
        raise MisuseError("write one line of at most {most} characters", most=_LONGEST)
    return answer


def ask_actors() -> dict[str, str]:
    """Id -> title, one at least; an empty answer ends."""
    say("Performers, from left to right as on the form; an empty answer ends.")
    titles: list[str] = []
    while True:
        question = text("Performer {number}", number=len(titles) + 1)
        title = ask(question, words if not titles else _words_or_none)
        if not title:
            return titled(titles)
        titles.append(title)


def _words_or_none(answer: str) -> str:
    return words(answer) if answer else ""


def ask_rows(lanes: dict[str, str], warn: Warn) -> Iterator[Row]:
    """One after another; an empty activity ends."""
    say("Steps, from the first to the last; an empty activity ends.")
    rows: list[Row] = []
    while activity := ask(text("Step {number}: activity", number=len(rows) + 1), _words_or_none):
        row = _row(activity, lanes, warn, rows)
        rows.append(row)
        yield row


def _row(activity: str, lanes: dict[str, str], warn: Warn, before: Sequence[Row]) -> Row:
    actor = ask(text("  performer ({known})", known=_listed(lanes)), lambda answer: _actor(answer, lanes))
    duration = ask(text("  time, such as 10 menit or 1 hari kerja"), _duration)
    row = Row(activity=activity, actor=actor, duration=duration)
    while said := warn([*before, row]):
        for finding in said:
            click.echo(f"  {finding.text(translate)}: {finding.mend_text(translate)}")
        again = ask(text("  activity, Enter keeps it"), words, default=row.activity)
        if again == row.activity:
            break
        row = replace(row, activity=again)
    question = ask(text("  question, where something is decided here; else Enter"), _words_or_none)
    return replace(row, question=question, decision=_decision(len(before) + 1)) if question else row


def _decision(number: int) -> tuple[tuple[str, int], ...]:
    """Labels, and the rows they lead to, as typed: `Ya: 3, Tidak: 1`; 0 is the end."""
    usual = f"Ya: {number + 1}, Tidak: {max(number - 1, 1)}"
    return ask(text("  where each answer leads: rows by number, or 'end'"), decision_of, default=usual)


def _listed(lanes: dict[str, str]) -> str:
    return ", ".join(f"{number} {title}" for number, title in enumerate(lanes.values(), 1))


def _actor(answer: str, lanes: dict[str, str]) -> str:
    """By number, by id or by title."""
    if answer.isdecimal() and 0 < int(answer) <= len(lanes):
        return list(lanes)[int(answer) - 1]
    found = meant_actor(answer, lanes)
    if not found:
        known = ", ".join(lanes.values())
        raise MisuseError("'{actor}' is none of the performers: {known}", actor=answer, known=known)
    if answer.casefold() not in (found, lanes[found].casefold()):
        raise Doubtful(Phrase(did_you_mean(found), {"nearest": lanes[found]}), lanes[found])
    return found


def _duration(answer: str) -> str:
    """Any words; a slip is asked about."""
    near = Duration.parse(words(answer)).nearest
    if near:
        message = "'{text}' cannot be read as a time, so this step will not be measured"
        raise Doubtful(Phrase(message, {"text": answer}), near)
    return answer


def mended_targets(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Decisions that lead to rows which were never typed are asked again; the row behind the last one is the end."""
    return tuple(_with_targets(row, number, len(rows)) for number, row in enumerate(rows, 1))


def _with_targets(row: Row, number: int, count: int) -> Row:
    ways = tuple((label, 0 if to == count + 1 else to) for label, to in row.decision)
    while missing := [to for _, to in ways if to > count]:
        say(
            "step {number} leads to row {missing}, and there are {count} rows"
            if count > 1
            else "step {number} leads to row {missing}, and there is one row",
            number=number,
            missing=missing[0],
            count=count,
        )
        told = ", ".join(f"{label}: {min(to, count) or 'end'}" for label, to in ways)
        ways = ask(text("  where each answer leads: rows by number, or 'end'"), decision_of, default=told)
    return replace(row, decision=ways)
