"""Commands of those who answer for it."""
