"""What the rows of a store do not say by themselves, brought to its database as small relations."""
