"""Definitions as a person asks for them: drawings, the live form, older versions, several side by side."""
