"""`sop audit`: a signed checkpoint of all that happened, and holding the store against one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import click

from sopengine.cli.terminal.plain import print_json
from sopengine.cli.terminal.times import telling
from sopengine.cli.terminal.verified import print_faults, verified
from sopengine.cli.terminal.wording import say, several, spoken, text
from sopengine.cli.typed.options import as_json, database
from sopengine.engine import Engine
from sopengine.engine.auditing import faults_against
from sopengine.engine.verifying import Fault
from sopengine.errors import MisuseError, Phrase, StorageError
from sopengine.office.keeping.checkpoint import (
    Checkpoint,
    faults_of_checkpoint,
    is_set_back,
    read,
    take,
    write,
)
from sopengine.office.keeping.keys import make_key, public_bytes, public_part, usual_key
from sopengine.office.words.answers import of_audit, of_checkpoint, of_key

DIGITS = 16
"""Of a public key, shown."""


@click.command
@click.argument("action", type=click.Choice(["key", "checkpoint", "verify"]), metavar="key|checkpoint|verify")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option(
    "--checkpoint", type=click.Path(path_type=Path), metavar="FILE", help="Of 'verify': what was signed then."
)
@click.option(
    "--key",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Of 'verify': the public key of whoever signed. Default: one's own.",
)
@click.option("--force", is_flag=True, help="Of 'checkpoint': write over FILE.")
@database
@as_json
@click.pass_context
def command(
    context: click.Context,
    action: str,
    file: Path | None,
    checkpoint: Path | None,
    key: Path | None,
    force: bool,
    db: str,
    as_json: bool,
) -> None:
    """Sign what happened so far, and find out later whether somebody changed it.

    'key' makes the key that signs; 'checkpoint FILE' writes the signed heads of all instances, to be kept elsewhere;
    'verify --checkpoint FILE' finds what was edited, cut, rewritten or set back since, and says where (exit code 5).
    """
    own = usual_key(os.environ)
    match action, file, checkpoint:
        case "key", None, None:
            _show_key(own, make_key(own), as_json)
        case "checkpoint", Path(), None:
            _sign(db, own, file, force, as_json)
        case "verify", None, Path():
            context.exit(_verify(db, checkpoint, key or own, as_json))
        case _:
            raise MisuseError("write: sop audit key, sop audit checkpoint FILE, or sop audit verify --checkpoint FILE")


def _show_key(key: Path, new: bool, as_json: bool) -> None:
    public = public_bytes(key)
    if as_json:
        print_json(of_key(key, public_part(key), public))
        return
    if new:
        say("a new key lies in {key}: nobody else may read it, and no copy of the store holds it", key=key)
    else:
        say("the key lies in {key}", key=key)
    say("who verifies needs {public} ({digits} …)", public=public_part(key), digits=public.hex()[:DIGITS])


def _sign(db: str, key: Path, file: Path, force: bool, as_json: bool) -> None:
    with Engine(db, create=False) as engine:
        if verified(engine).faults:
            raise StorageError("the store does not agree with itself, so that nothing was signed: see sop verify")
        checkpoint = take(engine, key)
    write(checkpoint, file, over=force)
    if as_json:
        print_json(of_checkpoint(checkpoint, file))
        return
    instances = several("{count} instance", "{count} instances", checkpoint.instances)
    say("{file}: {instances}, signed by key {digits} …", file=file, instances=instances, digits=_digits(checkpoint))
    say("keep it where nobody who can change the store can change it: on paper, by mail, on another machine")


def _verify(db: str, file: Path, key: Path, as_json: bool) -> int:
    checkpoint, public = read(file), public_bytes(key)
    with Engine(db, create=False) as engine:
        found = verified(engine)
        faults = [*_against(engine, checkpoint, public), *found.faults]
        at = telling(engine).time(checkpoint.at, "UTC")
    if as_json:
        print_json(of_audit(checkpoint, faults, found.instances, found.versions, spoken()))
    else:
        _print(checkpoint, at, faults)
    return StorageError.exit_code if faults else 0


def _against(engine: Engine, checkpoint: Checkpoint, public: bytes) -> Iterator[Fault]:
    """What the checkpoint says of the store; nothing where it says nothing that can be trusted."""
    if untrue := list(faults_of_checkpoint(checkpoint, public)):
        yield from untrue
        return
    if is_set_back(engine, checkpoint):
        message = "the store is older than the checkpoint: somebody put a former copy in its place"
        yield Fault(instance=0, what=Phrase(message, {}))
    yield from engine.ask(lambda reader: tuple(faults_against(reader, checkpoint.heads)))


def _print(checkpoint: Checkpoint, at: str, faults: list[Fault]) -> None:
    print_faults(faults)
    instances = several("{count} instance", "{count} instances", checkpoint.instances)
    amiss = several("{count} fault", "{count} faults", len(faults)) if faults else text("all is as it was signed")
    message = "checkpoint of {at} UTC, {instances}, key {digits} …: {amiss}"
    say(message, at=at, instances=instances, digits=_digits(checkpoint), amiss=amiss, err=bool(faults))


def _digits(checkpoint: Checkpoint) -> str:
    return checkpoint.public.hex()[:DIGITS]
