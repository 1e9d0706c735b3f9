"""From values to files of other programs, as bytes."""
