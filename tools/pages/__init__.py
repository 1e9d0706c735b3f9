"""The tables of the reference of the language, in English and in Indonesian, made from the schemas."""
