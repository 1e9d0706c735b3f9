"""Commands of those who do the work."""
