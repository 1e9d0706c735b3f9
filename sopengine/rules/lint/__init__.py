"""The rules, each a function: Graph -> what is wrong."""
