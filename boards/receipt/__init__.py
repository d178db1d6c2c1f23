"""What a visitor sees with the code of a note."""
