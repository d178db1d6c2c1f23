"""Fills the database of DATABASE_URL with a board and prints a tablet's credential."""

import django

django.setup()

from tests.cast import Tablet, make_cast  # noqa: E402  Django must be set up first

print(Tablet(make_cast().board).credential)
