"""Text to values and back: scripts, numerals, figures, periods, languages, names."""
