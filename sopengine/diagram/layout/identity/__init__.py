"""The identity page: who issued the SOP, when, on what grounds, and what its performers must know and have."""
