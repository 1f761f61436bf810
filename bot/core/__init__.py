"""The values the house is built of; standard library only."""
