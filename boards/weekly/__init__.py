"""One computation of an office's week, many renderings."""
