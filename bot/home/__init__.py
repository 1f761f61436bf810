"""The home tab: what it holds for a person, what its buttons come to, and when it is drawn anew."""
