"""The wheel, built and installed."""
