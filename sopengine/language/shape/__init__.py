"""Is it an SOP? The JSON Schema, and what its errors mean to a person who writes one."""
