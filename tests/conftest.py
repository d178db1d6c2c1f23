"""What every test may use."""

from hypothesis import settings

# Machines that run the tests are shared: a slow example is no wrong example.
settings.register_profile("shared", deadline=None)
settings.load_profile("shared")
