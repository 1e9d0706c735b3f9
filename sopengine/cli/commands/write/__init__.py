"""Commands of those who write definitions."""
