"""The lists of a report as tables: the same for the page and for the documents that are handed in."""
