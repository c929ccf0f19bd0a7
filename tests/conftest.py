"""Settings that every test shares."""

import os

from hypothesis import HealthCheck, settings

# In continuous integration the same examples run each time, so that a red build can be repeated.
settings.register_profile(
    "ci", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("local", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "local")
pytest_plugins = ["pytester"]
