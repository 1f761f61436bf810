"""Text to query: what was asked is read here, against the names of a book."""
