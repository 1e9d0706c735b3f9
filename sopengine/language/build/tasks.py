"""The keys of one symbol -> a task and its ways out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sopengine.duration.standard import Duration
from sopengine.language.build.fields import Fields
from sopengine.model.step import Each, Outcome, Overdue, Symbol, Task


def build_task(keys: Fields, name: str, step: str, names: Mapping[str, str], below: str, *, first: bool) -> Task:
    """`names`: what a target may say -> the task it means; `below`: where a task goes that says nothing."""
    symbol = Symbol(keys.text("symbol")) if "symbol" in keys else None
    return Task(
        name=name,
        step=step,
        actor=keys.text("actor"),
        outcomes=tuple(_outcomes(keys, names, below)),
        question=keys.text("question"),
        decides="decision" in keys,
        many="choose" in keys,
        partners=keys.texts("with"),
        entry=first or symbol is Symbol.START,
        symbol=symbol,
        text=keys.text("text"),
        work=keys.flag("work", True),
        call=keys.text("call"),
        each=_each(keys),
        limit=keys.number("limit"),
        wait=None if isinstance(keys.value("wait"), dict) else _duration(keys, "wait"),
        message=keys.fields("wait").text("message"),
        overdue=_overdue(keys, names),
        remind=_duration(keys, "remind"),
        escalate=keys.text("escalate"),
        asks=keys.texts("asks"),
        count=keys.text("count"),
        inferred=keys.texts("inferred") if "tasks" in keys.path else (),
        path=keys.path,
    )


def _outcomes(keys: Fields, names: Mapping[str, str], below: str) -> Iterator[Outcome]:
    if "decision" not in keys:
        targets = _targets(keys, "next", names) if "next" in keys else (below,)
        yield Outcome(label="", targets=targets, path=(*keys.path, "next"))
        return
    decision = keys.fields("decision")
    for label, value in decision.data.items():
        inner = decision.fields(label)
        if isinstance(value, dict):
            yield Outcome(
                label=label,
                targets=_targets(inner, "next", names),
                when=inner.text("when"),
                otherwise=inner.flag("otherwise"),
                path=(*inner.path, "next"),
            )
        else:
            yield Outcome(label=label, targets=_targets(decision, label, names), path=inner.path)


def _targets(fields: Fields, key: str, names: Mapping[str, str]) -> tuple[str, ...]:
    """Each as the name of a task where it means one, else as written: the rules report it."""
    return tuple(names.get(target, target) for target in fields.texts(key))


def _each(keys: Fields) -> Each | None:
    value, enough = keys.value("each"), keys.number("done_when")
    if value is None:
        return None
    if isinstance(value, int | float):
        return Each(count=int(value), done_when=enough)
    actors = keys.texts("each") if isinstance(value, list) else ()
    return Each(field="" if actors else keys.text("each"), actors=actors, done_when=enough)


def _overdue(keys: Fields, names: Mapping[str, str]) -> Overdue | None:
    if "overdue" not in keys:
        return None
    late = keys.fields("overdue")
    after = Duration.parse(late.text("after"))
    return Overdue(after=after, targets=_targets(late, "next", names), path=(*late.path, "next"))


def _duration(keys: Fields, key: str) -> Duration | None:
    return Duration.parse(keys.text(key)) if key in keys else None
