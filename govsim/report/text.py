"""Renders an answer as plain text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from govsim.errors import render_problem
from govsim.report.answer import Answer, Block, Finding, Heading, Paragraph, Preformatted, Table


def render_text(answer: Answer) -> str:
    """Return the blocks one after the other, then the findings in the house form."""
    parts = [part for block in answer.blocks if (part := _block(block))]
    parts += [render_findings(answer.untold)] if answer.untold else []
    return _joined(parts, answer)


def _joined(parts: list[str], answer: Answer) -> str:
    gap = "\n\n" if any(isinstance(block, Heading) for block in answer.blocks) else "\n"
    made = gap.join(parts).replace("\n\n\n", "\n\n")
    return f"{made}\n" if made else ""


def render_finding(finding: Finding) -> str:
    """Return one finding in the house form: headline, place, marked text, hint."""
    return render_problem(finding.level, finding.code, finding.message, finding.at, finding.hint)


def render_findings(findings: Sequence[Finding]) -> str:
    """Return findings one after the other; those of one place in a row show it once."""
    return "\n".join(
        render_finding(replace(finding, at=None) if _place_follows(findings, n) else finding)
        for n, finding in enumerate(findings)
    )


def _place_follows(findings: Sequence[Finding], n: int) -> bool:
    here, after = findings[n], findings[n + 1 : n + 2]
    return bool(after) and here.at is not None and after[0].at == here.at and not here.hint


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        return f"== {block.text} =="
    if isinstance(block, Paragraph | Preformatted):
        return block.text.rstrip("\n")
    return "\n".join(table_lines(block))


def table_lines(table: Table) -> Iterator[str]:
    """Yield a table as lines with aligned columns."""
    rows = [table.header, *table.rows] if any(table.header) else list(table.rows)
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)] if rows else []
    for row in rows:
        cells = (
            cell.rjust(width) if number in table.right else cell.ljust(width)
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join(cells).rstrip()
