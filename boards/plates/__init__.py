"""Nameplates in the admin: consent with its date, photo, the printed plate, each in the trail."""
