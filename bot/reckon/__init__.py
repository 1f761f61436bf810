"""Query to answer: what the book says, and what follows from it by arithmetic."""
