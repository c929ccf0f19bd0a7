"""Offsets lead from a new text back to the least stretch of the old one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govsim.guardrails.views.offsets import BACKWARDS, ONE, WHOLE, Offsets

RUNS = [
    (0, 10, 14, ONE),
    (4, 20, 28, 2 * ONE),
    (8, 40, 48, 80),
    (14, 50, 53, WHOLE),
    (16, 60, 64, BACKWARDS),
]


@pytest.mark.parametrize(
    ("start", "end", "source"),
    [
        pytest.param(1, 3, (11, 13), id="copied"),
        pytest.param(5, 6, (22, 24), id="at two for one"),
        pytest.param(9, 10, (41, 43), id="a byte of base64 takes part of two signs"),
        pytest.param(8, 11, (40, 44), id="three bytes take four"),
        pytest.param(15, 16, (50, 53), id="as a whole"),
        pytest.param(16, 17, (63, 64), id="from behind"),
        pytest.param(2, 6, (12, 24), id="over two runs"),
        pytest.param(3, 17, (13, 64), id="over all"),
        pytest.param(5, 5, (22, 22), id="nothing"),
    ],
)
def test_each_pitch_leads_back(start: int, end: int, source: tuple[int, int]) -> None:
    """The pitch of a run says where in its source a character stands."""
    assert Offsets.of_runs(RUNS).original(start, end) == source


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(1, 3)), min_size=1, max_size=30), st.data()
)
def test_characters_given_one_by_one_are_found_again(steps: list[tuple[int, int]], data) -> None:
    """Runs keep the place of every character."""
    starts, ends, at = [], [], 0
    for gap, size in steps:
        starts.append(at + gap)
        ends.append(at + gap + size)
        at += gap + size
    offsets = Offsets.of_characters(np.array(starts), np.array(ends))
    first = data.draw(st.integers(0, len(starts) - 1))
    last = data.draw(st.integers(first, len(starts) - 1))

    assert offsets.original(first, last + 1) == (starts[first], ends[last])


def test_copied_characters_take_one_run() -> None:
    """A text of which a little is dropped takes few runs, however long it is."""
    kept = np.array([*range(1000), *range(1001, 5000)])

    assert len(Offsets.of_characters(kept, kept + 1).at) == 2
