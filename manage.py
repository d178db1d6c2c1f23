#!/usr/bin/env python3
"""Django's command line for the board."""

import os
import secrets
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "suwon_board.settings")
    if sys.argv[1:2] == ["due"]:  # it signs nothing: a key for this once will do
        os.environ["SECRET_KEY"] = secrets.token_urlsafe(60)
    try:
        settings.INSTALLED_APPS  # noqa: B018 - reads the settings, before a command needs them
    except ImproperlyConfigured as error:
        sys.exit(f"설정을 확인해 주세요: {error} (A setting is wrong.)")
    execute_from_command_line(sys.argv)
