"""Text in, findings out: hygiene, personal data, abuse. Pure but for the face to Django."""
