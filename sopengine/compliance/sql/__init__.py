"""The statistics as text: one for all databases, with few words in which these differ."""
