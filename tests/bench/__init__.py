"""Figures beside a bare Django project on the same server and database."""
