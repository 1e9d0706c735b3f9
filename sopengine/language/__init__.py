"""Text -> positioned document -> schema -> Definition."""

from sopengine.language.reading import Reading, load, parse, read

__all__ = ["Reading", "load", "parse", "read"]
