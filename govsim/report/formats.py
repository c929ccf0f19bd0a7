"""Renders an answer in the format that is asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from govsim.report.answer import Answer
from govsim.report.github import render_github
from govsim.report.gitlab import render_gitlab
from govsim.report.html import render_html
from govsim.report.junit import render_junit
from govsim.report.markdown import render_markdown
from govsim.report.sarif import render_sarif
from govsim.report.structured import render_json
from govsim.report.text import render_text

FORMATS: Final[dict[str, Callable[[Answer], str]]] = {
    "text": render_text,
    "json": render_json,
    "markdown": render_markdown,
    "html": render_html,
    "junit": render_junit,
    "sarif": render_sarif,
    "github": render_github,
    "gitlab": render_gitlab,
}


def render(answer: Answer, format_: str) -> str:
    """Return an answer in one of `FORMATS`."""
    return FORMATS[format_](answer)
