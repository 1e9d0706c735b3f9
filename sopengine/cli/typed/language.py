"""Which language is spoken: what --lang or SOP_LANG says, else the system's where a catalogue has it, else English."""

from __future__ import annotations

import gettext
import locale
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import click

from sopengine.messages import DOMAIN, FOLDER, LANGUAGES
from sopengine.messages.speech import speech

VARIABLE = "SOP_LANG"
_OF_SYSTEM = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
"""Variables that name the system's language; the first that is set decides."""
_CODES = {"id": "id", "in": "id", "ind": "id", "indonesian": "id", "en": "en", "english": "en"}
"""How systems call the languages we have; `in` is an old code, the long names are those of Windows."""


def wanted(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """One of LANGUAGES. A misspelt wish is passed over here: click refuses it, in the language that this gives."""
    asked = (_option(arguments) or environment.get(VARIABLE, "")).lower()
    return asked if asked in LANGUAGES else _system(environment)


@contextmanager
def click_speaking(language: str) -> Iterator[None]:
    """Inside, click's own sentences are looked up in our catalogue of this language.

    click takes no language as an argument, it asks the process; our own texts do not hang on this.
    """
    gettext.bindtextdomain(DOMAIN, FOLDER)
    domain, before = gettext.textdomain(), os.environ.get("LANGUAGE")
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = language
    try:
        yield
    finally:
        gettext.textdomain(domain)
        os.environ.pop("LANGUAGE", None)
        os.environ.update({"LANGUAGE": before} if before is not None else {})


def _speak(context: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if value:
        context.obj = speech(value)
        context.with_resource(click_speaking(value))


language = click.option(
    "--lang",
    type=click.Choice(LANGUAGES, case_sensitive=False),
    envvar=VARIABLE,
    is_eager=True,
    expose_value=False,
    callback=_speak,
    help="Language of messages: Indonesian or English. Also: SOP_LANG. Default: the system's, else English.",
)


def _option(arguments: Sequence[str]) -> str:
    """What --lang says before the command; read ahead of click, whose own texts depend on it."""
    for place, argument in enumerate(arguments):
        if argument == "--lang":
            return "".join(arguments[place + 1 : place + 2])
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=")
        if not argument.startswith("-"):
            break
    return ""


def _system(environment: Mapping[str, str]) -> str:
    named = next((environment[name] for name in _OF_SYSTEM if environment.get(name)), "")
    named = named or locale.getlocale()[0] or ""
    codes = (re.split("[_.@-]", name, maxsplit=1)[0].lower() for name in named.split(":"))
    return next((_CODES[code] for code in codes if code in _CODES), "en")
