"""Renders a picture as one HTML file that a person explores, without any network."""

from __future__ import annotations

import json
from html import escape
from importlib.resources import files
from typing import Any

from govsim.report.pictures.picture import COLLAPSED, Box, Line, Picture
from govsim.report.pictures.svg import LEVELS, VERDICTS, colour_of


def to_html(picture: Picture, *, columns: bool = False) -> str:
    """Return a page with search, columns, direction, depth and colours, all in one file.

    With `columns` it begins with the columns of every box shown.
    """
    page = files(__package__).joinpath("lineage.html").read_text(encoding="utf-8")
    # A name that ends the script must not: JSON reads `\\u003c` as `<`.
    told = json.dumps(_told(picture), ensure_ascii=False).replace("<", "\\u003c")
    title = escape(f"Lineage of {picture.title}")
    if columns:
        page = page.replace('id="columns" type="checkbox"', 'id="columns" type="checkbox" checked')
    return page.replace("{{title}}", title).replace('"{{picture}}"', told)


def _told(picture: Picture) -> dict[str, Any]:
    return {
        "root": picture.root,
        "column": picture.column,
        "collapsed": len(picture.boxes) > COLLAPSED,
        "boxes": [_box(box) for box in picture.boxes],
        "lines": [_line(line) for line in picture.lines],
        "verdicts": VERDICTS,
        "levels": LEVELS,
    }


def _box(box: Box) -> dict[str, Any]:
    return {
        "name": box.node.name,
        "kind": str(box.node.kind),
        "type": box.type.lower(),
        "owner": box.owner,
        "group": box.group,
        "layer": box.layer,
        "place": box.place,
        "verdict": box.verdict,
        "mark": box.mark,
        "hidden": box.hidden,
        "colour": colour_of(box),
        "columns": list(box.columns),
        "marks": list(box.marks),
    }


def _line(line: Line) -> list[Any]:
    return [
        line.source,
        line.target,
        line.source_column,
        line.target_column,
        int(line.indirect),
        line.transform,
    ]
