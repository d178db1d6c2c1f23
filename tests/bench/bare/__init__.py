"""The bare project: one view that answers 'ok', one that inserts a row and answers JSON."""
