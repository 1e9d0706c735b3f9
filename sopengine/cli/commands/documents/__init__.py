"""Commands that make documents."""
