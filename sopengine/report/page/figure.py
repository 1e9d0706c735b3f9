"""A chart as HTML: title, legend, drawings for wide and for narrow screens, its figures as a table."""

from __future__ import annotations

from sopengine.messages.speech import Speech
from sopengine.report.charts.chart import Chart
from sopengine.report.page.markup import Markup, element, joined
from sopengine.report.page.tables import table_html

WIDE, NARROW, FULL = 564, 328, 1184
"""Pixels of a chart beside another, on a phone, and over the whole page."""


def figure(chart: Chart, speech: Speech, *, wide: int = WIDE) -> Markup:
    """Each width is a drawing of its own; the style sheet shows one of them."""
    title = element("h3", chart.title, " ", element("small", chart.unit))
    legend = element("ul", *(_key(key.look, key.words) for key in chart.legend), kind="legend")
    drawings = (
        element("div", Markup(chart.svg(width)), kind=kind)
        for width, kind in ((wide, "wide-only"), (NARROW, "narrow-only"))
    )
    note = element("p", chart.note, kind="meta") if chart.note else ""
    told = element("summary", speech.translate("Figures of this chart"))
    figures = element("details", told, table_html(chart.table, speech))
    return element("figure", joined((title, legend, *drawings, note, figures)), id=chart.name)


def _key(look: str, told: str) -> Markup:
    return element("li", element("span", kind=f"sign {look}"), told)
