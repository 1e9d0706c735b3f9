"""One module a page: read, then render."""
