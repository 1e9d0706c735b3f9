"""What the parts cost and whether they hold; nothing here is part of the package."""
