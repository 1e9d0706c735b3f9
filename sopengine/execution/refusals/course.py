"""What an instance as a whole does not allow, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sopengine.compiled.tables import Compiled
from sopengine.errors import RefusedError
from sopengine.errors.nearest import nearest, proposal
from sopengine.execution.refusals.times import local
from sopengine.execution.values.instance import Instance, InstanceState


def suspended(compiled: Compiled, instance: int, since: datetime | None) -> RefusedError:
    return RefusedError(
        "instance {instance} is suspended (since {at}); let it go on first: sop resume {instance}",
        instance=instance,
        at=local(compiled, since) if since else "",
    )


def not_suspended(compiled: Compiled, instance: Instance) -> RefusedError:
    if instance.ended_at:
        return ended(compiled, instance)
    return RefusedError("instance {instance} is not suspended: it runs", instance=instance.id)


def before_suspension(compiled: Compiled, instance: int, since: datetime) -> RefusedError:
    return RefusedError(
        "instance {instance} cannot go on before it was suspended ({at})",
        instance=instance,
        at=local(compiled, since),
    )


def suspended_with(instance: int, parent: int) -> RefusedError:
    return RefusedError(
        "instance {instance} is suspended with instance {parent}, which called it: sop resume {parent}",
        instance=instance,
        parent=parent,
    )


def went_on_without(instance: int, parent: int) -> RefusedError:
    return RefusedError(
        "instance {instance} cannot go on: instance {parent}, which called it, does not wait for it any more",
        instance=instance,
        parent=parent,
    )


def work_since(compiled: Compiled, instance: int, at: datetime, latest: datetime) -> RefusedError:
    return RefusedError(
        "instance {instance} cannot have been stopped at {at}: work went on in it until {latest}",
        instance=instance,
        at=local(compiled, at),
        latest=local(compiled, latest),
    )


def ended(compiled: Compiled, instance: Instance) -> RefusedError:
    return RefusedError(
        "instance {instance} was cancelled ({at}): nothing can be done in it any more"
        if instance.state is InstanceState.CANCELLED
        else "instance {instance} is completed ({at}): nothing is open in it any more",
        instance=instance.id,
        at=local(compiled, instance.ended_at or instance.started_at),
    )


def no_message(compiled: Compiled, instance: int, name: str) -> RefusedError:
    names = sorted({task.message for task in compiled.tasks.values() if task.message})
    close = nearest(name, names)
    if not names:
        return RefusedError("{sop} waits for no message", sop=compiled.sop)
    if close:
        return RefusedError(
            "{sop} waits for no message '{name}': {mend}", sop=compiled.sop, name=name, mend=proposal(close)
        )
    return RefusedError(
        "{sop} waits for no message '{name}'; it waits for: {names}",
        sop=compiled.sop,
        name=name,
        names=", ".join(names),
    )


def message_without(compiled: Compiled, instance: int, name: str, fields: Sequence[str]) -> RefusedError:
    titles = (f"{id} ({compiled.data[id].title})" if compiled.data[id].title else id for id in fields)
    return RefusedError(
        "the message '{name}' to instance {instance} has to bring {fields}: fill in with --set {first}=…",
        name=name,
        instance=instance,
        fields=", ".join(titles),
        first=fields[0],
    )
