"""How late work is and how long it took: measured, and in words."""
