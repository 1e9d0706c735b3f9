"""Bytes -> plain data and where each value stands; what is no YAML of ours is named."""
