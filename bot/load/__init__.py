"""Files to ledger: the book is read, checked and frozen here."""
