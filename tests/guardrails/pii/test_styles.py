"""Personal data is found in texts of eleven styles, from tweets and contracts to logs and calls.

`styles.txt` was marked before the detectors read it; its first errors taught them some rules.
`styles_later.txt` was marked after that, and its errors taught them a few more.
"""

import pytest

from govsim.guardrails.evaluation.default import default_candidate
from govsim.guardrails.evaluation.rows import Span
from govsim.guardrails.evaluation.spans import Counts, count_spans, scope_of
from govsim.guardrails.pii.values import PERSONAL
from govsim.guardrails.screening import screen
from govsim.guardrails.values import Channel
from tests.guardrails.pii.corpus import styled

POLICY = default_candidate().contents
SCOPE = scope_of(PERSONAL, exhaustive=True)


def counted(name: str) -> dict[str, Counts]:
    found: dict[str, Counts] = {}
    for style, text, marks in styled(name):
        spans = [Span(*mark) for mark in marks]
        counts = count_spans(spans, screen(text, POLICY, Channel.USER).findings, SCOPE).personal
        found[style] = found.get(style, Counts()).plus(counts)
    return found


@pytest.mark.parametrize("name", ["styles", "styles_later"])
def test_most_of_every_style_is_found(name: str) -> None:
    """Three marks in four of a style are found, nine in ten of all, and nine finds in ten fit."""
    of_style = counted(name)
    every = Counts()
    for counts in of_style.values():
        every = every.plus(counts)

    assert {style for style, c in of_style.items() if c.found < 0.75 * c.spans} == set()
    assert every.found >= 0.9 * every.spans
    assert every.right >= 0.9 * every.findings
