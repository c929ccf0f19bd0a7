"""An evaluation tells its figures overall and by group, and how two policies differ."""

import itertools
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govsim.guardrails import Channel, Finding, Outcome
from govsim.guardrails.evaluation import (
    Asked,
    Clocks,
    Row,
    Span,
    Tally,
    Wanted,
    candidate_of,
    change_of,
    comparison_of,
    evaluation_of,
    sampled,
    scopes_of,
    score_rows,
    survey_of,
)
from tests.guardrails.evaluation.graded import graded

ASKED = Asked(resamples=50)


def text(score: float) -> str:
    return f"INJECTION:{score}"


ROWS = [
    Row(1, text(0.9), True, source="a", lang="en"),
    Row(2, text(0.4), True, source="a", lang="pl"),
    Row(3, text(0.6), False, source="a", lang="en"),
    Row(4, text(0.1), False, source="b", lang="en"),
    Row(5, text(0.8), True, source="c", channel=Channel.DOCUMENT),
    Row(6, text(0.7), None, (Span(0, 4, "INJECTION"),), source="d"),
    Row(7, "no label at all", source="e"),
]


def tallied(rows, *policies) -> Tally:
    clocks = Clocks(itertools.count(0, 0.001).__next__, lambda: 0.0)
    tally = Tally(len(policies), scopes_of(survey_of(rows), {}))
    for row, marks in score_rows(rows, Wanted(tuple(map(candidate_of, policies))), clocks):
        tally.add(row, marks)
    return tally


def evaluated(rows, policy=None, asked: Asked = ASKED):
    return evaluation_of(tallied(rows, policy or graded()), 0, "graded", asked)


def test_figures_overall_and_by_group() -> None:
    """Labelled rows are counted in each of their groups; others are only timed."""
    found = evaluated(ROWS)

    assert (found.rows, found.unscanned) == (7, 0)
    whole = found.labelled[None]
    assert (whole.rows, whole.attacks, whole.found, whole.false_alarms) == (5, 3, 2, 1)
    assert [key for key in found.labelled if key and key[0] == "source"] == [
        ("source", "a"), ("source", "b"), ("source", "c"),
    ]  # fmt: skip
    assert found.labelled["lang", "pl"].figures.values["recall"] == 0
    assert found.labelled["channel", "document"].figures.values["recall"] == 1
    assert found.timed[None].rows == 7
    assert found.timed[None].p50 == pytest.approx(1.0)
    assert found.by_length["up_to_200"].rows == 7


def test_a_source_of_attacks_alone_is_ranked_among_the_harmless_rows_of_all() -> None:
    """It has no AUC of its own; pooled, its rows stand among harmless rows of their channel."""
    rows = [*ROWS, Row(8, text(0.85), False, source="x", channel=Channel.DOCUMENT)]

    of_c = evaluated(rows).labelled["source", "c"].figures.values

    assert of_c["auc"] is None
    assert of_c["recall_at_1_percent"] is None
    assert of_c["auc_pooled"] == 0.0
    assert of_c["recall_at_1_percent_pooled"] == 0.0
    assert evaluated(ROWS).labelled["source", "c"].figures.values["auc_pooled"] == 1.0


def test_means_are_over_the_groups_that_have_a_figure() -> None:
    """The mean over sources weighs each source alike, whatever its size."""
    means = evaluated(ROWS).means("source")

    assert means["recall"] == pytest.approx((0.5 + 1) / 2)
    assert means["false_positive_rate"] == pytest.approx((1 + 0) / 2)


def test_spans_are_told_by_type() -> None:
    """Rows with spans have figures of each group of types, and of all that is personal."""
    email = Row(1, "EMAIL:0.8 x", None, (Span(0, 9, "EMAIL"),), source="s")
    missed = Row(2, "a b@c.d", None, (Span(2, 7, "EMAIL"),), source="s")

    found = evaluated([email, missed]).spanned["source", "s"]

    counts, figures = found.groups["EMAIL"]
    assert counts == (1, 1, 1, 2)
    assert figures.values["recall"] == found.personal.values["recall"] == 0.5
    assert figures.values["f2"] == pytest.approx(5 * 0.5 / (4 + 0.5))
    assert set(figures.intervals) == {"precision", "recall"}
    assert evaluated([email]).labelled == {}


def test_intervals_can_be_left_out() -> None:
    """Without resamples only the exact intervals are told."""
    found = evaluated(ROWS, asked=Asked(resamples=0)).labelled[None].figures

    assert set(found.intervals) == {"recall", "false_positive_rate", "precision"}


# --- two policies ----------------------------------------------------------------------------


def test_what_a_stricter_threshold_changes() -> None:
    """A figure of both, the difference, and the rows that only one of them has right."""
    found = comparison_of(tallied(ROWS, graded(), graded(0.7)), ASKED).labelled[None]

    alarms = found.differences["false_positive_rate"]
    assert (alarms.before, alarms.after, alarms.difference) == (0.5, 0.0, -0.5)
    assert alarms.interval is not None
    assert (found.only_before, found.only_after, found.p_value) == (0, 1, 1.0)


@given(scores=st.lists(st.tuples(st.booleans(), st.floats(0.01, 1)), min_size=1, max_size=12))
def test_a_policy_against_itself_changes_nothing(scores) -> None:
    """Every difference is nothing, with an interval of nothing, and no row changed."""
    rows = [Row(n, f"INJECTION:{s:.6f}", label) for n, (label, s) in enumerate(scores)]
    found = comparison_of(tallied(rows, graded(), graded()), Asked(resamples=5)).labelled[None]

    assert (found.only_before, found.only_after, found.p_value) == (0, 0, 1.0)
    assert all(d.difference in (0, None) for d in found.differences.values())
    assert all(d.interval in ((0, 0), None) for d in found.differences.values())


def test_a_row_changed_when_a_finding_or_the_outcome_did() -> None:
    """Lost and gained findings, and whether the second does less or more."""
    wanted = Wanted((candidate_of(graded(0.5)), candidate_of(graded(0.7, Outcome.FLAG))))
    clocks = Clocks(lambda: 0.0, lambda: 0.0)
    rows = [Row("x", text(0.6)), Row("y", text(0.8)), Row("z", text(0.1))]

    changes = [change_of(row, *marks) for row, marks in score_rows(rows, wanted, clocks)]

    assert [change.kinds if change else None for change in changes] == [
        ("lost", "milder"), ("milder",), None,
    ]  # fmt: skip
    assert changes[0].text is None


# --- which rows ------------------------------------------------------------------------------


@given(count=st.integers(1, 60), limit=st.integers(1, 80), seed=st.integers(0, 9))
def test_a_sample_keeps_the_order_and_depends_on_the_seed_alone(count, limit, seed) -> None:
    """So many rows are taken as are asked for, in their order, the same ones each time."""
    rows = [Row(n, "x") for n in range(count)]

    taken = [row.id for row in sampled(rows, count, limit, seed)]

    assert taken == sorted(taken)
    assert len(taken) == min(count, limit)
    assert taken == [row.id for row in sampled(rows, count, limit, seed)]


def test_the_scope_of_a_source_is_what_it_has_spans_of_unless_stated() -> None:
    """Types are told by the spans of a source, or by whoever knows it."""
    rows = [Row(1, "ab", None, (Span(0, 1, "ZIP"),), source="s"), Row(2, "c", None, (), source="t")]
    survey = survey_of(rows)

    assert (survey.rows, survey.labelled, survey.with_spans) == (2, 0, 2)
    assert scopes_of(survey, {})["s"].groups == {"PLACE"}
    assert scopes_of(survey, {})["t"].groups == frozenset()
    assert scopes_of(survey, {"t": ["EMAIL"]})["t"].groups == {"EMAIL"}
    everything = scopes_of(survey, {"s": ["*"]})["s"]
    assert everything.exhaustive
    assert everything.groups == {"PLACE"}


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        pytest.param([(0, 5)], [(0, 5)], None, id="the same"),
        pytest.param([(0, 5)], [(2, 9)], ("moved",), id="another stretch"),
        pytest.param([(0, 5)], [(5, 9)], ("lost", "gained"), id="elsewhere"),
        pytest.param([(0, 9)], [(0, 4), (5, 9)], ("moved",), id="in two pieces"),
        pytest.param([], [(0, 4)], ("gained",), id="new"),
    ],
)
def test_when_a_finding_is_the_same(before, after, kinds) -> None:
    """Findings of one detector and type that overlap are one thing that both see."""

    def seen(spans) -> SimpleNamespace:
        findings = tuple(Finding("d", "A", *span, 0.5) for span in spans)
        return SimpleNamespace(outcome=Outcome.BLOCK, findings=findings)

    change = change_of(ROWS[0], seen(before), seen(after))

    assert (change and change.kinds) == kinds
