"""What may be seen in a lobby, live."""
