"""Value to message: every word a person reads comes out of templates/, here."""
