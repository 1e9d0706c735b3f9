"""What execution is about: instances, events, commands."""
