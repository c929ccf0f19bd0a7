"""Compares what is found in labelled texts with what is there."""

from govsim.guardrails.evaluation.attacks import ATTACK_TYPES
from govsim.guardrails.evaluation.binomial import Interval, at_most, share_interval
from govsim.guardrails.evaluation.changes import KINDS, Change, Changes, change_of
from govsim.guardrails.evaluation.comparing import Compared, Comparison, Difference, comparison_of
from govsim.guardrails.evaluation.conformal import Threshold, rows_needed, threshold_within
from govsim.guardrails.evaluation.costs import Costs, Point, cheapest, frontier, roc
from govsim.guardrails.evaluation.default import default_candidate
from govsim.guardrails.evaluation.evaluating import evaluation_of
from govsim.guardrails.evaluation.figures import (
    Asked,
    Evaluation,
    Figures,
    Key,
    Labelled,
    Spanned,
    Timed,
)
from govsim.guardrails.evaluation.measures import Judged, name_at
from govsim.guardrails.evaluation.records import (
    Record,
    Recorder,
    is_genuine,
    record_of_json,
    record_to_json,
    text_hash,
)
from govsim.guardrails.evaluation.rows import UNSTATED, WAYS, By, Row, Span
from govsim.guardrails.evaluation.scoring import (
    Candidate,
    Clocks,
    Scored,
    Wanted,
    candidate_of,
    score_rows,
    warm_up,
)
from govsim.guardrails.evaluation.spans import Counts, Scope, count_spans, group_of, scope_of
from govsim.guardrails.evaluation.survey import Survey, sampled, scopes_of, survey_of
from govsim.guardrails.evaluation.tally import Tally

__all__ = [
    "ATTACK_TYPES",
    "KINDS",
    "UNSTATED",
    "WAYS",
    "Asked",
    "By",
    "Candidate",
    "Change",
    "Changes",
    "Clocks",
    "Compared",
    "Comparison",
    "Costs",
    "Counts",
    "Difference",
    "Evaluation",
    "Figures",
    "Interval",
    "Judged",
    "Key",
    "Labelled",
    "Point",
    "Record",
    "Recorder",
    "Row",
    "Scope",
    "Scored",
    "Span",
    "Spanned",
    "Survey",
    "Tally",
    "Threshold",
    "Timed",
    "Wanted",
    "at_most",
    "candidate_of",
    "change_of",
    "cheapest",
    "comparison_of",
    "count_spans",
    "default_candidate",
    "evaluation_of",
    "frontier",
    "group_of",
    "is_genuine",
    "name_at",
    "record_of_json",
    "record_to_json",
    "roc",
    "rows_needed",
    "sampled",
    "scope_of",
    "scopes_of",
    "score_rows",
    "share_interval",
    "survey_of",
    "text_hash",
    "threshold_within",
    "warm_up",
]
