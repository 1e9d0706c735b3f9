"""What a person types: options, languages, files, fields that are filled in."""
