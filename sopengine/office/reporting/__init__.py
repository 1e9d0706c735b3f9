"""Reports as files: what is measured, what is drawn of it, and where it is written."""
