"""Starting from a file: which definition is meant, and whether it can be run."""

from __future__ import annotations

from pathlib import Path

from sopengine.compiled.tables import Compiled
from sopengine.errors import NotFoundError
from sopengine.errors.nearest import nearest, proposal
from sopengine.rules import load, runnable
from sopengine.settings.reading import settings_for


def startable(folder: Path, id: str) -> Compiled:
    """The SOP of this id among the definitions of an office.

    Raises DefinitionError where it has errors, UnrunnableError where it says what the engine cannot run.
    """
    return runnable(load(_definition(folder, id)))


def only_approved(folder: Path) -> bool:
    """Whether the nearest `sop.toml` lets only approved versions be started."""
    return settings_for(folder, {}, "start").approved_only


def _definition(folder: Path, id: str) -> Path:
    file = folder / f"{id}.yaml"
    if file.is_file():
        return file
    known = [path.stem for path in sorted(folder.glob("*.yaml"))]
    if not known:
        raise NotFoundError(
            "no definitions in {folder}: run sop where your SOPs lie, in a folder 'definitions'",
            folder=folder.absolute(),
        )
    close = nearest(Path(id).stem, known)
    if close:
        raise NotFoundError("there is no {file}: {mend}", file=file, mend=proposal(close))
    raise NotFoundError("there is no {file}; SOPs there: {known}", file=file, known=", ".join(known))
