"""Figures held against each other by arithmetic, one kind of check a file."""
