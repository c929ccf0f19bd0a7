"""Renders answers as text, JSON, Markdown, HTML, JUnit, SARIF, and for GitHub and GitLab."""

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
from govsim.report.formats import FORMATS, render

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
    "findings_of",
    "notes_of",
    "painted",
    "render",
]
