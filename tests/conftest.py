"""Settings that every test shares."""

import os
from collections.abc import Iterator

import coverage
import pytest
from hypothesis import HealthCheck, settings

# In continuous integration the same examples run each time, so that a red build can be repeated.
# Some laws speak only of what is allowed, which random worlds seldom are; that is no failure.
HEALTHY = [HealthCheck.too_slow, HealthCheck.filter_too_much]
settings.register_profile("ci", deadline=None, derandomize=True, suppress_health_check=HEALTHY)
settings.register_profile("local", deadline=None, suppress_health_check=HEALTHY)
settings.load_profile("ci" if os.environ.get("CI") else "local")
pytest_plugins = ["pytester"]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Run a slow test without the tracer, which makes it slower still: others cover its lines."""
    measured = coverage.Coverage.current() if item.get_closest_marker("slow") else None
    if measured is None:
        return (yield)
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)  # nor are its processes measured
        measured.stop()
        try:
            return (yield)
        finally:
            measured.start()
