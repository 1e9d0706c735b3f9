"""Documents as they come from others, read into plain values that say where each stood."""
