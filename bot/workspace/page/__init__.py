"""The page at which people type."""
