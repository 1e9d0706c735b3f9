"""`sop rule`: what a rule asks for, why, and an example of wrong and right."""

from __future__ import annotations

import re

import click

from sopengine.cli.terminal.wording import spoken
from sopengine.errors import NotFoundError
from sopengine.errors.nearest import nearest, proposal
from sopengine.language.shipped import shipped_rules

_HEADING = re.compile(r"^### `(?P<id>.+)`$", re.MULTILINE)
_NEXT = re.compile(r"^##", re.MULTILINE)


@click.command
@click.argument("name", required=False)
def command(name: str | None) -> None:
    """Explain the rule NAME, such as 'activity/passive' or 'passive'; without NAME list all of them."""
    sections = read_sections(spoken().language)
    if name is None:
        width = max(map(len, sections))
        click.echo("\n".join(f"{id.ljust(width)}  {_first_sentences(text)}" for id, text in sections.items()))
    else:
        id = _meant(name, sections)
        click.echo(f"{id}\n\n{sections[id]}")


def read_sections(language: str = "en") -> dict[str, str]:
    """By rule, the text under its heading in docs/rules.md or docs/id/aturan.md."""
    page = shipped_rules(language).read_text(encoding="utf-8")
    sections: dict[str, str] = {}
    for heading in _HEADING.finditer(page):
        following = _NEXT.search(page, heading.end())
        sections[heading["id"]] = page[heading.end() : following.start() if following else None].strip()
    return sections


def _meant(name: str, sections: dict[str, str]) -> str:
    """The rule of that name, or the only one that ends in it."""
    if name in sections:
        return name
    ending = [id for id in sections if id.endswith(f"/{name}")]
    if len(ending) == 1:
        return ending[0]
    near = "', '".join(ending) or nearest(name, sections) or _near_ending(name, sections)
    if near:
        raise NotFoundError("there is no rule '{name}': {mend}", name=name, mend=proposal(near))
    raise NotFoundError("there is no rule '{name}'; 'sop rule' lists all", name=name)


def _near_ending(name: str, sections: dict[str, str]) -> str:
    endings = {id.partition("/")[2]: id for id in sections}
    return endings.get(nearest(name, endings), "")


def _first_sentences(text: str) -> str:
    """The weight and what is wrong."""
    return text.splitlines()[0]
