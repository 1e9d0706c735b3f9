"""A standard as the form prints it and what it means: a small language of its own."""
