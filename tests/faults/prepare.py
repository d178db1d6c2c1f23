"""Makes the database of DATABASE_URL, fills it with a board and prints a tablet's credential."""

import django
from django.conf import settings
from django.core.management import call_command

# Nobody logs in here, and a slow hash for each account takes longer than all the rest.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
django.setup()

from tests.cast import Tablet, make_cast  # noqa: E402  Django must be set up first

call_command("migrate", verbosity=0)
print(Tablet(make_cast().board).credential)
