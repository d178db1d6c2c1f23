"""The one table of the bare project."""
