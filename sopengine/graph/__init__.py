"""The compiled definition: questions in words of the field. The only room that imports networkx."""

from sopengine.graph.graph import Flow, Graph

__all__ = ["Flow", "Graph"]
