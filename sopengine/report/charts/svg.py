"""The marks of a drawing as text, every word of it escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from sopengine.diagram.layout.measure import clean
from sopengine.report.charts.letters import SIZE

_LOWER = 0.34
"""Of its size a line of text lies below its middle."""


def svg(name: str, width: float, height: float, told: tuple[str, str], marks: Iterable[str]) -> str:
    """A drawing that tells its title and its description to those who do not see it. `name` is unique on its page."""
    title, description = told
    ids = f"{name}-{round(width)}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" aria-labelledby="{ids}-t {ids}-d" '
        f'width="{number(width)}" height="{number(height)}" viewBox="0 0 {number(width)} {number(height)}">'
        f'<title id="{ids}-t">{words(title)}</title><desc id="{ids}-d">{words(description)}</desc>'
        f"{_patterns(ids)}{''.join(marks)}</svg>"
    )


def filled(name: str, width: float, look: str) -> str:
    """What fills a shape: a pattern of this drawing for what is hatched or dotted, nothing for plain colours."""
    return f' fill="url(#{name}-{round(width)}-{look})"' if look in ("wait", "rework") else ""


def rect(left: float, top: float, wide: float, high: float, look: str, fill: str = "") -> str:
    if wide <= 0 or high <= 0:
        return ""
    places = f'x="{number(left)}" y="{number(top)}" width="{number(wide)}" height="{number(high)}"'
    return f'<rect class="{look}" {places}{fill}/>'


def line(x1: float, y1: float, x2: float, y2: float, look: str) -> str:
    return f'<path class="{look}" d="M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}"/>'


def path(points: Iterable[tuple[float, float]], look: str) -> str:
    drawn = "L".join(f"{number(x)} {number(y)}" for x, y in points)
    return f'<path class="{look}" d="M{drawn}"/>'


def dot(x: float, y: float, radius: float, look: str) -> str:
    return f'<circle class="{look}" cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"/>'


def text(x: float, middle: float, content: str, look: str = "", anchor: str = "start") -> str:
    """On one line, its middle at that height."""
    at = "" if anchor == "start" else f' text-anchor="{anchor}"'
    kind = f' class="{look}"' if look else ""
    return f'<text x="{number(x)}" y="{number(middle + _LOWER * SIZE)}"{at}{kind}>{words(content)}</text>'


def words(content: str) -> str:
    """On one line and without any markup."""
    return escape(clean(content))


def number(value: float) -> str:
    return f"{round(value, 1):g}"


def _patterns(ids: str) -> str:
    """Hatching and dots, which stay told apart in grey print."""
    hatched = (
        f'<pattern id="{ids}-wait" width="6" height="6" patternUnits="userSpaceOnUse">'
        '<rect class="wait-ground" width="6" height="6"/>'
        '<path class="wait-lines" d="M-1.5 1.5L1.5 -1.5M0 6L6 0M4.5 7.5L7.5 4.5"/></pattern>'
    )
    dotted = (
        f'<pattern id="{ids}-rework" width="5" height="5" patternUnits="userSpaceOnUse">'
        '<rect class="rework-ground" width="5" height="5"/><circle class="rework-dots" cx="1.5" cy="1.5" r="0.9"/>'
        '<circle class="rework-dots" cx="4" cy="4" r="0.9"/></pattern>'
    )
    return f"<defs>{hatched}{dotted}</defs>"
