"""What the YAML library could not read, in words of a person who never heard of YAML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from sopengine.errors import Finding, Position
from sopengine.frozen import frozen
from sopengine.language.yaml.fault import SHOWN, fault, shown
from sopengine.language.yaml.listed import begins_with_bullet, bullet_at
from sopengine.language.yaml.source import Source, curled

Place = tuple[int, int]
"""Line and column, counted from 0."""


@frozen
class Trouble:
    """What the library says."""

    problem: str
    context: str
    place: Place
    begun: Place
    """Where that began which could not be finished."""
    quoted: tuple[Place, Place] | None
    """Begin and end of the text in quotes that was read last, where that was the last thing read."""


def explain(source: Source, trouble: Trouble) -> Finding:
    """The likeliest slip behind a trouble; the list of slips is in the order of how sure their marks are."""
    found = (explanation(source, trouble) for explanation in _EXPLANATIONS)
    return next(finding for finding in found if finding)


def _tab(source: Source, trouble: Trouble) -> Finding | None:
    line = source.line(trouble.place[0])
    column = line[: len(line) - len(line.lstrip())].find("\t")
    if column < 0:
        return None
    at = source.at(trouble.place[0], column)
    return fault("yaml/tab", at, "a tab stands in the indent", "indent with spaces only, two for each level")


def _curly_quote(source: Source, trouble: Trouble) -> Finding | None:
    found = re.search("[:,[{-] *([“”„‘«])", source.line(trouble.place[0]))
    return curled(source, trouble.place[0], found.start(1)) if found else None


def _open_quote(source: Source, trouble: Trouble) -> Finding | None:
    if trouble.context == "while scanning a quoted scalar":
        begun = trouble.begun
    elif trouble.quoted and trouble.quoted[0][0] < trouble.quoted[1][0]:
        begun = trouble.quoted[0]
    else:
        return None
    quote = source.line(begun[0])[begun[1]]
    return fault(
        "yaml/open-quote",
        source.at(*begun),
        "the quote that begins here is not closed in its line",
        "write {quote} at the end of the text",
        quote=quote,
    )


def _behind_quote(source: Source, trouble: Trouble) -> Finding | None:
    if not trouble.quoted or trouble.quoted[1][0] != trouble.place[0]:
        return None
    line, column = trouble.place
    return fault(
        "yaml/behind-quote",
        source.at(line, column, len(source.line(line).rstrip()) - column),
        "behind the closing quote the text goes on",
        "put the whole text in quotes; where it holds \" itself, take '…', and the other way round",
    )


def _escape(source: Source, trouble: Trouble) -> Finding | None:
    if trouble.context != "while parsing a quoted scalar":
        return None
    line, column = trouble.place
    at = source.at(line, source.line(line).rfind("\\", 0, column + 1))
    return fault("yaml/escape", at, "'\\' means something else inside \"…\"", "put the text in '…' instead")


def _colon_inside(source: Source, trouble: Trouble) -> Finding | None:
    line, column = trouble.place
    text = source.line(line)
    before = re.match(r"[\s-]*(.*)", text[:column])
    second = before is not None and re.search(r":\s", before[1]) is not None
    in_bracket = trouble.context.startswith("while parsing a flow") and trouble.begun[0] == line
    if text[column : column + 1] != ":" or not (second or in_bracket):
        return None
    return fault("yaml/colon", source.at(line, column), "a colon stands inside a text", "put the text in quotes")


def _too_far_right(source: Source, trouble: Trouble) -> Finding | None:
    """The line is indented too far, or the one above, which its neighbours leave alone, not far enough."""
    if not trouble.problem.startswith("mapping values"):
        return None
    line = trouble.place[0]
    above = _content(source, range(line - 1, -1, -1))
    sign = begins_with_bullet(source.line(above))
    if sign:
        return bullet_at(source, above, _indent_of(source, above), sign)
    before = _content(source, range(above - 1, -1, -1))
    after = _content(source, range(line + 1, len(source.lines)))
    left, here = _indent_of(source, above), _indent_of(source, line)
    if left < here <= min(_indent_of(source, before), _indent_of(source, after)):
        return fault(
            "yaml/indent",
            _whole_line(source, above),
            "this line stands further left than those around it",
            "indent it by {spaces} spaces, so that it begins below '{key}'",
            spaces=_key_column(source, before) - left,
            key=_key_of(source, before),
        )
    return fault(
        "yaml/indent",
        _whole_line(source, line),
        "this line stands further right than the one it follows, and so became part of it",
        "let it begin below '{key}'",
        key=_key_of(source, above),
    )


_KEY = re.compile(r"(\s*(?:- +)*)(.*?)(?::(?:\s|$)|$)")


def _key_of(source: Source, number: int) -> str:
    """What stands before the colon of a line."""
    found = _KEY.match(source.line(number))
    return shown(found[2]) if found else ""


def _key_column(source: Source, number: int) -> int:
    found = _KEY.match(source.line(number))
    return len(found[1]) if found else 0


def _indent_of(source: Source, number: int) -> int:
    line = source.line(number)
    return len(line) - len(line.lstrip())


def _content(source: Source, numbers: Iterable[int]) -> int:
    """The first of these lines with more in it than a comment; where none has, one behind the last."""
    return next((n for n in numbers if source.line(n).split("#")[0].strip()), len(source.lines))


def _no_colon(source: Source, trouble: Trouble) -> Finding | None:
    if trouble.problem != "could not find expected ':'":
        return None
    line, column = trouble.begun
    close = re.compile(r"[\w-]+:(?=\S)").match(source.line(line), column)
    if close:
        at = source.at(line, close.end() - 1)
        return fault("yaml/colon-space", at, "a space is missing behind the colon", "write 'key: value'")
    return fault(
        "yaml/no-colon",
        source.at(line, column, len(source.line(line).rstrip()) - column),
        "this line has no colon",
        "write 'key: value'; where it continues the text above, indent it further",
    )


def _text_above(source: Source, trouble: Trouble) -> Finding | None:
    """A file that begins with a text in place of a key: the library trips over the line below."""
    if "<document start>" not in trouble.problem:
        return None
    above = [number for number in range(trouble.place[0]) if source.line(number).split("#")[0].strip()]
    if not above or source.line(above[-1]).startswith(("...", "[", "{")):
        return None
    return fault("yaml/no-colon", _whole_line(source, above[-1]), "this line has no colon", "write 'key: value'")


def _behind_bracket(source: Source, trouble: Trouble) -> Finding | None:
    line, column = trouble.place
    before = source.line(line)[:column].rstrip()
    if before[-1:] not in ("]", "}") or trouble.problem != "did not find expected key":
        return None
    return fault(
        "yaml/behind-bracket",
        source.at(line, column, len(source.line(line).rstrip()) - column),
        "behind the closing bracket the text goes on",
        "put the whole text in quotes",
    )


def _open_bracket(source: Source, trouble: Trouble) -> Finding | None:
    if not trouble.context.startswith("while parsing a flow"):
        return None
    line, column = trouble.begun
    return fault(
        "yaml/open-bracket",
        source.at(line, column),
        "the bracket that begins here is not closed",
        "write '{closing}' at its end; put a text that begins with a bracket in quotes",
        closing={"[": "]", "{": "}"}.get(source.line(line)[column : column + 1], "]"),
    )


def _dash(source: Source, trouble: Trouble) -> Finding | None:
    if not trouble.problem.startswith("block sequence entries"):
        return None
    line, column = trouble.place
    text = source.line(line)[column:].rstrip()
    return fault(
        "yaml/dash",
        source.at(line, column, len(text)),
        "a dash cannot stand here without quotes",
        'put it in quotes: "{text}"' if len(text) <= SHOWN else "put the text in quotes",
        text=text,
    )


def _sign(source: Source, trouble: Trouble) -> Finding | None:
    """A text that begins with a sign that means something to YAML."""
    scanning = re.search(
        "while (scanning|parsing) (a block scalar|an anchor|an alias|a tag|a directive)", trouble.context
    )
    line, column = trouble.begun if scanning else trouble.place
    sign = source.line(line)[column : column + 1]
    if sign not in _SIGNS:
        return None
    if begins_with_bullet(source.line(line)) and column == _indent_of(source, line):
        return bullet_at(source, line, column, sign)
    message = "a text cannot begin with '{sign}' without quotes"
    return fault("yaml/sign", source.at(line, column), message, "put the text in quotes", sign=sign)


_SIGNS = frozenset("@`%>|&*!?,]}")


def _indent(source: Source, trouble: Trouble) -> Finding | None:
    if not trouble.problem.startswith("did not find expected") or "block" not in trouble.context:
        return None
    line = trouble.place[0]
    dash = source.line(line).lstrip().startswith("- ")
    above = _content(source, (n for n in range(line - 1, -1, -1) if not dash or source.line(n).lstrip()[:2] == "- "))
    mend = "let its dash begin below the dash of line {line}" if dash else "let it begin below '{key}' in line {line}"
    return fault(
        "yaml/indent",
        _whole_line(source, line),
        "the indent of this line fits none of the lines above",
        mend if above < line else "let lines that belong together begin in the same column",
        line=above + 1,
        key=_key_of(source, above),
    )


def _unknown(source: Source, trouble: Trouble) -> Finding | None:
    return fault(
        "yaml/syntax",
        source.at(*trouble.place),
        "the file cannot be understood from here on",
        "look for a missing quote, bracket or colon, here or in the line above",
    )


_EXPLANATIONS: tuple[Callable[[Source, Trouble], Finding | None], ...] = (
    _tab,
    _open_quote,
    _curly_quote,
    _behind_quote,
    _escape,
    _colon_inside,
    _too_far_right,
    _no_colon,
    _text_above,
    _behind_bracket,
    _dash,
    _sign,
    _open_bracket,
    _indent,
    _unknown,
)


def _whole_line(source: Source, number: int) -> Position:
    line = source.line(number)
    column = len(line) - len(line.lstrip())
    return source.at(number, column, len(line.strip()))
