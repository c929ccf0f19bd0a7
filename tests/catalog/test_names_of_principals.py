"""A name that is likely misspelt is told with the one that was meant."""

import pytest

from govsim import Simulator


@pytest.mark.parametrize(
    ("to", "ending"),
    [
        pytest.param("`bi `", "did you mean `bi`?", id="a blank behind"),
        pytest.param("analytics-teams", "did you mean `analytics-team`?", id="a letter more"),
        pytest.param("finance", "is taken for a group", id="nothing is like it"),
    ],
)
def test_a_likely_slip_is_told(to: str, ending: str) -> None:
    """A grant to a name that nothing declares says what it was taken for."""
    sim = Simulator()
    sim.groups.add("bi", ["ana@corp.com"])
    sim.groups.add("analytics-team", ["ana@corp.com"])
    sim.apply("CREATE CATALOG main")

    applied = sim.apply(f"GRANT USE CATALOG ON CATALOG main TO {to if '`' in to else f'`{to}`'}")

    (note,) = applied.findings
    assert note.message.endswith(ending)
