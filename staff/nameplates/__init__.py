"""Photos, consent, printed plates with QR."""
