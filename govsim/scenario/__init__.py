"""Decides scenarios and cases: given, when, then; and one question a line."""

from govsim.scenario.render import report_answer, to_json
from govsim.scenario.results import Report, Result, Unexercised
from govsim.scenario.run import is_scenario, run_path, run_paths

__all__ = [
    "Report",
    "Result",
    "Unexercised",
    "is_scenario",
    "report_answer",
    "run_path",
    "run_paths",
    "to_json",
]
