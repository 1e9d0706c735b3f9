"""The steps from each released version of the tables to the next; a step is never changed once it is released."""
