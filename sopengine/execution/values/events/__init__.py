"""What happened in an instance, as it is kept: append-only, numbered, enough to make the state again.

A kind of event is a class in one of these modules; its name is the word that is kept, its own fields are kept by name.
"""
