"""Renders an answer as Markdown, for a pull request or a job summary."""

from __future__ import annotations

from collections.abc import Iterator

from govsim.report.answer import Answer, Block, Finding, Heading, Preformatted, Table
from govsim.report.text import render_finding

_ICON = {"error": "❌", "warning": "⚠️", "note": "ℹ️"}


def render_markdown(answer: Answer) -> str:
    """Return the answer under a heading of the second level."""
    parts = [f"## {answer.title}"] if answer.title else []
    parts += [_block(block) for block in answer.blocks]
    parts += [_finding(finding) for finding in answer.untold]
    return "\n\n".join(parts) + "\n"


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        return f"### {block.text}"
    if isinstance(block, Table):
        return "\n".join(_table(block))
    if isinstance(block, Preformatted):
        return fenced(block.text, block.language)
    return block.text


def fenced(text: str, language: str = "text") -> str:
    """Return text in a fence that no fence inside it can close."""
    fence = "```"
    while fence in text:
        fence += "`"
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"


def _table(table: Table) -> Iterator[str]:
    yield _row(table.header)
    yield _row(
        tuple("---:" if number in table.right else "---" for number in range(len(table.header)))
    )
    yield from (_row(tuple(map(escaped, row))) for row in table.rows)


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def escaped(text: str) -> str:
    """Return text for a cell: no bar, no line end, no tag."""
    return text.replace("|", "\\|").replace("\n", " ").replace("<", "&lt;")


def _finding(finding: Finding) -> str:
    where = f"`{finding.at}`: " if finding.at is not None else ""
    head = f"{_ICON[finding.level]} **{finding.level}[{finding.code}]** {where}{finding.message}"
    if finding.at is None or not finding.at.text:
        return f"{head}\n\n{finding.hint}" if finding.hint else head
    return f"{head}\n\n{fenced(render_finding(finding))}"
