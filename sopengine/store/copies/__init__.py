"""Stores as wholes: their digest, a backup of one, and moving it to another database."""
