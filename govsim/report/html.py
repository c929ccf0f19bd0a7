"""Renders an answer as one HTML page that needs nothing beside itself."""

from __future__ import annotations

from html import escape

from govsim.report.answer import Answer, Block, Finding, Heading, Preformatted, Table
from govsim.report.text import render_finding

_STYLE = """
:root { color-scheme: light dark; --line: #8885; --soft: #8881; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
pre { background: var(--soft); padding: .75rem 1rem; border-radius: 6px; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; }
pre, code, td { font-size: .9rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .35rem .75rem; border-bottom: 1px solid var(--line); }
th { font-size: .85rem; } td.figure, th.figure { text-align: right; }
tbody tr:nth-child(even) { background: var(--soft); }
.finding { border-left: 4px solid #888; padding-left: .75rem; }
.error { border-color: #c62828; } .warning { border-color: #e08600; }
.note { border-color: #3367d6; }
""".strip()


def render_html(answer: Answer) -> str:
    """Return a whole page; it follows the reader's light or dark setting."""
    title = escape(answer.title)
    body = [f"<h1>{title}</h1>", *map(_block, answer.blocks), *map(_finding, answer.untold)]
    return "\n".join(
        [
            "<!DOCTYPE html>",
            '<html lang="en">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{title}</title>",
            f"<style>\n{_STYLE}\n</style>",
            "</head>",
            "<body>",
            *body,
            "</body>",
            "</html>",
            "",
        ]
    )


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        return f"<h2>{escape(block.text)}</h2>"
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Preformatted):
        return f"<pre>{escape(block.text)}</pre>"
    return f"<p>{escape(block.text)}</p>" if block.text else ""


def _table(table: Table) -> str:
    head = "".join(_cell("th", cell, n in table.right) for n, cell in enumerate(table.header))
    rows = [
        "<tr>"
        + "".join(_cell("td", cell, n in table.right) for n, cell in enumerate(row))
        + "</tr>"
        for row in table.rows
    ]
    body = "\n".join(rows)
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def _cell(tag: str, text: str, figure: bool) -> str:
    class_ = ' class="figure"' if figure else ""
    return f"<{tag}{class_}>{escape(text)}</{tag}>"


def _finding(finding: Finding) -> str:
    words = escape(render_finding(finding))
    return f'<div class="finding {finding.level}"><pre>{words}</pre></div>'
