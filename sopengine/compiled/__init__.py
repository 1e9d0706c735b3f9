"""The compiled definition, which outlives the release that made it."""
