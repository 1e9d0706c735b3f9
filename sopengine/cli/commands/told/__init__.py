"""Commands that tell people of work, and what happens by itself."""
