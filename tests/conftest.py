"""Settings that every test shares."""

import os

from hypothesis import HealthCheck, settings

# In continuous integration the same examples run each time, so that a red build can be repeated.
# Some laws speak only of what is allowed, which random worlds seldom are; that is no failure.
HEALTHY = [HealthCheck.too_slow, HealthCheck.filter_too_much]
settings.register_profile("ci", deadline=None, derandomize=True, suppress_health_check=HEALTHY)
settings.register_profile("local", deadline=None, suppress_health_check=HEALTHY)
settings.load_profile("ci" if os.environ.get("CI") else "local")
pytest_plugins = ["pytester"]
