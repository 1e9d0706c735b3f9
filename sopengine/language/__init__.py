"""Text -> positioned document -> schema -> Definition."""
