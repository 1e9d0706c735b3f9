"""Reports that were locked: as they are kept, and what they say of it."""
