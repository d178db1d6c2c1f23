"""SQLite as Django knows it, safe for threads of one process that write at once (`base`)."""
