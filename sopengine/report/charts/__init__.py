"""Charts as SVG of their own, drawn from plain values: for the report's file and for the page of a server.

A chart is drawn anew for each width and never scaled. Colours and letters come from `look.css`; nothing in a drawing
is a style or a script, so that it may stand in a page that forbids both.
"""

from __future__ import annotations

from sopengine.report.charts.chart import Chart, Key
from sopengine.report.charts.look import LOOK

__all__ = ["LOOK", "Chart", "Key"]
