"""Rules of how work goes: names, ways, decisions, data."""
