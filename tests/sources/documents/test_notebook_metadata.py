"""What a notebook holds beside its cells is read: widgets, parameters, tags."""

import json
from pathlib import Path

from govsim.guardrails import Channel
from govsim.sources.documents import read_document

NOTEBOOK = {
    "cells": [
        {
            "cell_type": "code",
            "metadata": {"tags": ["ask ana@corp.example"], "collapsed": True},
            "source": ["x = 1"],
            "outputs": [],
        }
    ],
    "metadata": {
        "kernelspec": {"name": "python3", "display_name": "Python 3"},
        "language_info": {"name": "python"},
        "widgets": {"token": {"defaultValue": "a\tb"}},
    },
}


def test_metadata_are_read_with_their_paths(tmp_path: Path) -> None:
    """Those of the kernel are nobody's."""
    file = tmp_path / "a.ipynb"
    file.write_text(json.dumps(NOTEBOOK, indent=1))

    document = read_document(str(file))

    assert [(part.where, part.channel, part.text) for part in document.parts] == [
        ("cell 1, source", Channel.CODE, "x = 1"),
        ("cell 1, metadata.tags[0]", Channel.DOCUMENT, "ask ana@corp.example"),
        ("metadata.widgets.token.defaultValue", Channel.DOCUMENT, "a\tb"),
    ]
    widget = document.parts[-1]
    place = widget.place(str(file), 2, 3)
    line = file.read_text().split("\n")[place.line - 1]
    assert line[place.column - 1] == "b"
    assert widget.label == "token defaultValue"


def test_a_notebook_without_metadata_has_its_cells_alone(tmp_path: Path) -> None:
    """As before."""
    file = tmp_path / "a.ipynb"
    file.write_text('{"cells": [{"cell_type": "markdown", "source": "hello"}], "metadata": {}}')

    assert [part.where for part in read_document(str(file)).parts] == ["cell 1, source"]
