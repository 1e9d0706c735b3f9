"""The SOPs of the office: all of them, one with its form, its versions, its files."""
