"""Catalogues of what the program says."""
