"""From the few rows that databases answer to the values of the answer."""
