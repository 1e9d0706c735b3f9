"""Commands on whole instances."""
