"""Who is told of work, in which words, by which way; what starts by itself."""
