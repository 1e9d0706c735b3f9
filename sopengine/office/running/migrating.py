"""Going on by another version: which one is meant, for which instances, and what is called otherwise there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from sopengine.compiled.tables import Compiled
from sopengine.engine import Engine
from sopengine.errors import MisuseError, NotFoundError, StorageError
from sopengine.errors.regular import regular_bytes
from sopengine.execution.values.instance import Instance
from sopengine.graph import Graph
from sopengine.language.yaml.compose import compose
from sopengine.language.yaml.source import LARGEST, decode
from sopengine.office.forms.versions import in_file, kept_version
from sopengine.office.running.starting import startable
from sopengine.rules import runnable


def version_to_run(engine: Engine, definitions: Path, sop: str, name: str | None) -> Compiled:
    """A file, or a version of the store by number or digest; None: the file of the SOP among the definitions.

    Raises as `startable` does, NotFoundError where the store keeps no such version.
    """
    if name is None:
        return startable(definitions, sop)
    if Path(name).suffix == ".yaml" or Path(name).is_file():
        return runnable(Graph(in_file(sop, Path(name))))
    versions = engine.versions()
    found = kept_version(versions, sop, name)
    return replace(found, called=_called(found, {version.sop: version for version in versions}))


def goes_on(engine: Engine, sop: str) -> tuple[Instance, ...]:
    """The instances of an SOP that have not ended. Raises NotFoundError where none was ever started."""
    known = {version.sop for version in engine.versions()}
    if sop not in known:
        raise NotFoundError(
            "no instance of '{sop}' was ever started; SOPs in the store: {known}",
            sop=sop,
            known=", ".join(sorted(known)) or "-",
        )
    return tuple(one for one in engine.instances(sop=sop) if one.ended_at is None)


def names_in(file: Path) -> dict[str, str]:
    """Of a file with lines `old: new`. Raises MisuseError where it is none, DefinitionError where it is no YAML."""
    try:
        source, _ = decode(regular_bytes(file, LARGEST + 1), str(file))
    except OSError as error:
        raise MisuseError("cannot read {file}: {reason}", file=file, reason=error.strerror or str(error)) from error
    plain, _ = compose(source)
    if not isinstance(plain.data, dict) or not all(isinstance(new, str) for new in plain.data.values()):
        raise MisuseError("{file} says on each line what is called otherwise: 'old: new'", file=file)
    return {str(old): str(new) for old, new in plain.data.items()}


def check_names(names: Mapping[str, str], old: Compiled, new: Compiled) -> None:
    """Raises MisuseError with all names that are not those of a task or a step."""
    amiss = [name for name in names if name not in old.tasks and name not in old.steps]
    amiss += [name for name in names.values() if name not in new.tasks and name not in new.steps]
    if amiss:
        raise MisuseError(
            "no task and no step is called {names}: left of the colon stands what the old version calls it, right "
            "of it what the new one does",
            names=", ".join(f"'{name}'" for name in amiss),
        )


def _called(version: Compiled, latest: Mapping[str, Compiled]) -> dict[str, Compiled]:
    """What a kept version can call, in the latest versions that the store keeps."""
    found: dict[str, Compiled] = {}
    pending = [version]
    while pending:
        for task in pending.pop().tasks.values():
            if task.call and task.call not in found:
                if task.call not in latest:
                    raise StorageError("the store keeps no version of '{id}', which is called", id=task.call)
                found[task.call] = latest[task.call]
                pending.append(latest[task.call])
    return found
