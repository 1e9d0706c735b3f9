"""Programs for those who work on sopengine; no part of the package."""
