"""`sop account`: who may sign in to the pages."""

from __future__ import annotations

import click

from sopengine.cli.terminal.wording import say, text
from sopengine.cli.typed.options import acting, database, person
from sopengine.engine import Engine
from sopengine.engine.accounts import accounts_of
from sopengine.errors import MisuseError, NotFoundError
from sopengine.web.access import passwords


@click.command
@click.argument("name")
@click.option("--generate", is_flag=True, help="Make a password and print it; good for one sign-in.")
@click.option("--close", is_flag=True, help="Nobody signs in with it any more; what they did stays.")
@person
@database
def command(name: str, generate: bool, close: bool, by: str | None, db: str) -> None:
    """Give the person NAME a password for the pages, or a new one; all their sessions end.

    The password is asked for, and not shown. From the first account on everybody has to sign in.
    """
    with Engine(db, create=False) as engine:
        accounts = accounts_of(engine)
        if close:
            if accounts.account(name) is None:
                raise NotFoundError("'{name}' has no account", name=name)
            accounts.close(name, by=acting(by))
            say("closed: the account of {name}", name=name)
            return
        _check(engine, name)
        password = passwords.made() if generate else _asked(name)
        accounts.keep(name, passwords.kept(password), by=acting(by), must_change=generate)
        if generate:
            click.echo(password)
        say("{name} may sign in", err=generate, name=name)


def _check(engine: Engine, name: str) -> None:
    """An account is one of somebody whom the store knows."""
    if engine.person(name) is None:
        raise NotFoundError("nobody is called '{name}'; add them with: sop people add {name}", name=name)


def _asked(name: str) -> str:
    password: str = click.prompt(text("Password"), hide_input=True, confirmation_prompt=text("Once more"))
    if not passwords.is_fit(password, name):
        raise MisuseError("a password has at least {count} characters, not all alike", count=passwords.SHORTEST)
    return password
