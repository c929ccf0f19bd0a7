"""Renders answers as text, JSON, Markdown, HTML, JUnit, SARIF, and for GitHub and GitLab."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govsim.lazily import loaded_from

if TYPE_CHECKING:
    from govsim.report.answer import (
        Answer,
        Block,
        Case,
        Finding,
        Heading,
        Paragraph,
        Preformatted,
        Table,
        findings_of,
        notes_of,
    )
    from govsim.report.colour import painted
    from govsim.report.decisions import (
        decision_answer,
        decision_json,
        explanation_answer,
    )
    from govsim.report.formats import FORMATS, render
    from govsim.report.impact import impact_answer, impact_json
    from govsim.report.names import names_answer, rows_answer
    from govsim.report.plan import plan_answer, plan_findings, plan_json
    from govsim.report.proofs import proofs_answer
    from govsim.report.questions import (
        differences_answer,
        escalations_answer,
        found_answer,
        remedies_answer,
    )
    from govsim.report.text import render_finding, render_findings
    from govsim.report.usage import usage_answer

__all__ = [
    "FORMATS",
    "Answer",
    "Block",
    "Case",
    "Finding",
    "Heading",
    "Paragraph",
    "Preformatted",
    "Table",
    "decision_answer",
    "decision_json",
    "differences_answer",
    "escalations_answer",
    "explanation_answer",
    "findings_of",
    "found_answer",
    "impact_answer",
    "impact_json",
    "names_answer",
    "notes_of",
    "painted",
    "plan_answer",
    "plan_findings",
    "plan_json",
    "proofs_answer",
    "remedies_answer",
    "render",
    "render_finding",
    "render_findings",
    "rows_answer",
    "usage_answer",
]
# Loaded when first asked for: a command needs a few of them.
if not TYPE_CHECKING:
    __getattr__ = loaded_from(
        __name__,
        {
            "govsim.report.answer": "Answer Block Case Finding Heading Paragraph Preformatted Table"
            " findings_of notes_of",
            "govsim.report.colour": "painted",
            "govsim.report.decisions": "decision_answer decision_json explanation_answer",
            "govsim.report.formats": "FORMATS render",
            "govsim.report.impact": "impact_answer impact_json",
            "govsim.report.names": "names_answer rows_answer",
            "govsim.report.plan": "plan_answer plan_findings plan_json",
            "govsim.report.proofs": "proofs_answer",
            "govsim.report.questions": "differences_answer escalations_answer found_answer"
            " remedies_answer",
            "govsim.report.text": "render_finding render_findings",
            "govsim.report.usage": "usage_answer",
        },
    )
