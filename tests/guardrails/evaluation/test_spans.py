"""Findings are counted against spans by half of what they cover, group by group."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govsim.guardrails import Finding
from govsim.guardrails.evaluation import Counts, Span, count_spans, scope_of
from govsim.guardrails.evaluation.spans import PERSONAL, group_of

TYPES = ["PERSON", "ADDRESS", "LOCATION", "ZIP", "DOB", "DATE", "SECRET", "PASSWORD", "TAX_ID"]
TYPES += ["EMAIL", "URL", "ORG", "IP"]


def found(start: int, end: int, type_: str, score: float = 1.0) -> Finding:
    return Finding("d", type_, start, end, score)


@pytest.mark.parametrize(
    ("spans", "findings", "counts"),
    [
        pytest.param([(0, 10)], [(0, 5)], (1, 1, 1, 1), id="half is enough"),
        pytest.param([(0, 10)], [(0, 4)], (1, 1, 0, 1), id="less finds nothing, and is no error"),
        pytest.param([(0, 10)], [(0, 3), (4, 7)], (2, 2, 1, 1), id="two pieces find it together"),
        pytest.param([(0, 4)], [(0, 10)], (0, 1, 1, 1), id="too wide finds it, and is an error"),
        pytest.param([(0, 4), (5, 10)], [(0, 10)], (1, 1, 2, 2), id="one finding of two spans"),
        pytest.param([], [(3, 5)], (0, 1, 0, 0), id="nothing is there"),
        pytest.param([(3, 5)], [], (0, 0, 0, 1), id="nothing is found"),
    ],
)
def test_how_a_finding_is_counted(spans, findings, counts) -> None:
    """Right findings, findings, spans found, spans."""
    counted = count_spans(
        [Span(*at, "PERSON") for at in spans],
        [found(*at, "PERSON") for at in findings],
        scope_of(["PERSON"]),
    )

    assert counted.groups == {"PERSON": Counts(*counts)}
    assert counted.personal == Counts(*counts)


def test_types_of_one_group_are_one_thing() -> None:
    """An address found as a place is found, and in `any` whatever covers a span finds it."""
    spans = [Span(0, 10, "ADDRESS"), Span(20, 30, "EMAIL")]
    findings = [found(0, 10, "LOCATION"), found(20, 30, "URL")]

    counted = count_spans(spans, findings, scope_of(["ADDRESS", "EMAIL"]))

    assert counted.groups == {"PLACE": Counts(1, 1, 1, 1), "EMAIL": Counts(0, 0, 0, 1)}
    assert counted.personal == Counts(right=1, findings=1, found=2, spans=2)


def test_what_a_source_does_not_label_is_no_error() -> None:
    """Precision is counted only in the scope, unless a source labels all that is personal."""
    findings = [found(0, 5, "PERSON")]

    assert count_spans([], findings, scope_of(["EMAIL"])).personal == Counts()
    everything = scope_of(["EMAIL"], exhaustive=True)
    assert count_spans([], findings, everything).personal == Counts(findings=1)


def test_a_date_of_birth_is_personal_and_other_dates_are_not() -> None:
    """Of spans in the group of dates, only births count as personal."""
    spans = [Span(0, 5, "DATE"), Span(10, 15, "DOB")]

    assert count_spans(spans, [], scope_of(["DATE"])).personal == Counts(spans=1)


def plainly(spans, findings, groups, exhaustive):
    """Count by the rules in the plainest words, place by place."""

    def half(stretch, others):
        covered = {place for start, end in others for place in range(start, end)}
        return 2 * len(covered & set(range(*stretch))) >= stretch[1] - stretch[0]

    def apart(ranked):
        kept = []
        for one in ranked:
            if not any(group_of(o.type) == group_of(one.type) and overlap(o, one) for o in kept):
                kept.append(one)
        return kept

    def overlap(one, other):
        return one.start < other.end and other.start < one.end

    kept = apart(sorted(findings, key=lambda f: (-f.score, f.start - f.end)))
    by_group = {}
    for group in groups:
        gold = [(s.start, s.end) for s in spans if group_of(s.type) == group]
        said = [f.span for f in kept if group_of(f.type) == group]
        right, hit = sum(half(f, gold) for f in said), sum(half(s, said) for s in gold)
        by_group[group] = Counts(right, len(said), hit, len(gold))
    gold = [(s.start, s.end) for s in spans if group_of(s.type) in PERSONAL or s.type == "DOB"]
    counted = []
    for one in sorted(kept, key=lambda f: f.start - f.end):
        group = group_of(one.type)
        if group in PERSONAL and (exhaustive or group in groups):
            counted += [] if any(overlap(one, o) for o in counted) else [one]
    right = sum(half(f.span, gold) for f in counted)
    hit = sum(half(s, [f.span for f in findings]) for s in gold)
    return by_group, Counts(right, len(counted), hit, len(gold))


STRETCHES = st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda at: (at[0], at[0] + at[1]))
SPANS = st.lists(
    st.builds(lambda at, t: Span(*at, t), STRETCHES, st.sampled_from(TYPES)), max_size=7
)
SCORES = st.sampled_from([0.2, 0.5, 0.9])
FINDINGS = st.lists(
    st.builds(lambda at, t, s: found(*at, t, s), STRETCHES, st.sampled_from(TYPES), SCORES),
    max_size=9,
)


@given(spans=SPANS, findings=FINDINGS, types=st.sets(st.sampled_from(TYPES)), whole=st.booleans())
def test_counts_are_those_of_the_plain_rule(spans, findings, types, whole) -> None:
    """The fast count is the count place by place."""
    scope = scope_of(types, exhaustive=whole)

    counted = count_spans(spans, findings, scope)

    assert (dict(counted.groups), counted.personal) == plainly(spans, findings, scope.groups, whole)
