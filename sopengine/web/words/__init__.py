"""How pages are written: templates, and values of the field in words of the reader."""
