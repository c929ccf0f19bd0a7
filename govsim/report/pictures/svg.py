"""Renders a picture as one SVG that stands still."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from govsim.report.pictures.picture import Box, Picture

WIDTH, HEAD, ROW, GAP_X, GAP_Y, EDGE = 232, 42, 18, 96, 22, 24
_SHOWN: Final = 14  # columns of a box
KINDS: Final = {
    "table": "#2f6f9f",
    "view": "#4a8f6b",
    "path": "#8a6d3b",
    "external location": "#8a6d3b",
    "volume": "#8a6d3b",
    "model": "#7a4fa3",
    "feature spec": "#7a4fa3",
    "vector index": "#7a4fa3",
    "endpoint": "#a34f7e",
    "dashboard": "#b0603a",
    "Genie space": "#b0603a",
}
VERDICTS: Final = {
    "breaks": "#c62828",
    "changes meaning": "#e08a00",
    "recompute": "#6a7fb5",
    "unknown": "#8a8a8a",
    "untouched": "#9aa5ab",
}
LEVELS: Final = {
    "bare": "#d23f57",
    "pseudonymous": "#e08a00",
    "protected": "#4a8f6b",
    "aggregate": "#6a7fb5",
    "indirect": "#9aa5ab",
}
_OTHER: Final = "#5b6770"


def to_svg(picture: Picture, *, columns: bool = False) -> str:
    """Return a picture as SVG; with `columns`, each box lists its columns."""
    columns = columns or bool(picture.column)
    tops = _tops(picture, columns)
    height = max((tops[b.number] + _height(b, columns) for b in picture.boxes), default=0) + EDGE
    width = (
        EDGE * 2 + (max((b.layer for b in picture.boxes), default=0) + 1) * (WIDTH + GAP_X) - GAP_X
    )
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" font-family="system-ui, sans-serif" role="img">',
        f"<title>Lineage of {escape(picture.title)}</title>",
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        *_lines(picture, tops, columns),
        *(part for box in picture.boxes for part in _box(box, tops, picture, columns)),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _height(box: Box, columns: bool) -> int:
    shown = min(len(box.columns), _SHOWN) + (len(box.columns) > _SHOWN) if columns else 0
    return HEAD + shown * ROW + (6 if shown else 0)


def _tops(picture: Picture, columns: bool) -> dict[int, int]:
    layers: dict[int, list[Box]] = {}
    for box in sorted(picture.boxes, key=lambda each: each.place):
        layers.setdefault(box.layer, []).append(box)
    heights = {
        layer: sum(_height(b, columns) + GAP_Y for b in row) - GAP_Y
        for layer, row in layers.items()
    }
    most = max(heights.values(), default=0)
    tops: dict[int, int] = {}
    for layer, row in layers.items():
        at = EDGE + (most - heights[layer]) // 2
        for box in row:
            tops[box.number] = at
            at += _height(box, columns) + GAP_Y
    return tops


def _left(box: Box) -> int:
    return EDGE + box.layer * (WIDTH + GAP_X)


def _lines(picture: Picture, tops: dict[int, int], columns: bool) -> Iterator[str]:
    boxes = {box.number: box for box in picture.boxes}
    drawn: set[tuple[int, int, int, int]] = set()
    for line in picture.lines:
        if line.source == line.target:
            continue
        one, other = boxes[line.source], boxes[line.target]
        y1 = tops[one.number] + _offset(one, line.source_column, columns)
        y2 = tops[other.number] + _offset(other, line.target_column, columns)
        if (one.number, y1, other.number, y2) in drawn:
            continue
        drawn.add((one.number, y1, other.number, y2))
        x1, x2 = _left(one) + WIDTH, _left(other)
        bend = max(36, abs(x2 - x1) // 2)
        dash = ' stroke-dasharray="4 4"' if line.indirect else ""
        yield (
            f'<path d="M{x1},{y1} C{x1 + bend},{y1} {x2 - bend},{y2} {x2},{y2}" fill="none" '
            f'stroke="#aab4ba" stroke-width="1.4"{dash}/>'
        )


def _offset(box: Box, column: str, columns: bool) -> int:
    names = [name.lower() for name in box.columns[:_SHOWN]]
    if not columns or column not in names:
        return HEAD // 2
    return HEAD + names.index(column) * ROW + ROW // 2 + 1


def colour_of(box: Box) -> str:
    """Return the colour of a box: of its verdict, or else of its kind."""
    if box.verdict:
        return VERDICTS.get(box.verdict, _OTHER)
    kind = "view" if "VIEW" in box.type else str(box.node.kind)
    return KINDS.get(kind, _OTHER)


def _box(box: Box, tops: dict[int, int], picture: Picture, columns: bool) -> Iterator[str]:
    x, y, height, colour = _left(box), tops[box.number], _height(box, columns), colour_of(box)
    root = box.number == picture.root
    dash = ' stroke-dasharray="5 4"' if box.hidden else ""
    yield f"<g><title>{escape(_about(box))}</title>"
    yield (
        f'<rect x="{x}" y="{y}" width="{WIDTH}" height="{height}" rx="7" fill="#fff" '
        f'stroke="{colour}" stroke-width="{2.6 if root else 1.3}"{dash}/>'
    )
    yield f'<rect x="{x}" y="{y}" width="6" height="{height}" rx="3" fill="{colour}"/>'
    yield _text(x + 16, y + 18, _short(box.node.name, 24), "#1d262b", 13, bold=True)
    kind = box.verdict or box.type.lower() or str(box.node.kind)
    yield _text(
        x + 16,
        y + 33,
        _short(f"{kind}{f' · {box.owner}' if box.owner else ''}", 38),
        "#5b6770",
        10.5,
    )
    if box.mark:
        fill = LEVELS.get(box.mark, _OTHER)
        yield f'<circle cx="{x + WIDTH - 14}" cy="{y + 14}" r="5" fill="{fill}"/>'
    if columns:
        yield from _columns(box, x, y)
    yield "</g>"


def _columns(box: Box, x: int, y: int) -> Iterator[str]:
    for place, name in enumerate(box.columns[:_SHOWN]):
        at = y + HEAD + place * ROW + 13
        mark = box.marks[place] if place < len(box.marks) else ""
        yield _text(x + 18, at, _short(name, 30), LEVELS.get(mark, "#37444b"), 11.5)
        if mark:
            yield _text(x + WIDTH - 12, at, mark, LEVELS.get(mark, _OTHER), 9.5, end=True)
    if len(box.columns) > _SHOWN:
        at = y + HEAD + _SHOWN * ROW + 13
        yield _text(x + 18, at, f"… {len(box.columns) - _SHOWN} more", "#8a959b", 11)


def _about(box: Box) -> str:
    parts = [
        str(box.node),
        box.type.lower(),
        f"owner {box.owner}" if box.owner else "",
        box.verdict,
    ]
    return ", ".join(part for part in parts if part)


def _text(
    x: float,
    y: float,
    text: str,
    colour: str,
    size: float,
    *,
    bold: bool = False,
    end: bool = False,
) -> str:
    weight = ' font-weight="600"' if bold else ""
    anchor = ' text-anchor="end"' if end else ""
    return (
        f'<text x="{x}" y="{y}" font-size="{size}" fill="{colour}"{weight}{anchor}>'
        f"{escape(text)}</text>"
    )


def _short(text: str, most: int) -> str:
    """Return a text that fits; of a long name, the end says more than the beginning."""
    return text if len(text) <= most else f"…{text[1 - most :]}"
