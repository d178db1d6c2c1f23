"""Notes sent over a bad line to a server that is killed: none lost, none twice."""
