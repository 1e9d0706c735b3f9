"""Lint and soundness: Graph -> Findings; one rule is one function."""
