"""Rules of what the form prints: texts, documents, standards, dates, numbers."""
