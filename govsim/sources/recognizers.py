"""Reads files of own recognisers of personal data, in the form in which Presidio takes them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from govsim.errors import GovsimError
from govsim.guardrails.pii.custom import recognizer_of
from govsim.sources.text import read_text
from govsim.sources.tree import Node, read_tree

_FILES: Final = (".yaml", ".yml", ".json")


def read_recognizers(path: str | Path) -> tuple[str, ...]:
    """Return the recognisers of a file as the option `recognizers` takes them: JSON, one each.

    Raises:
        GovsimError: The file cannot be read, is no such file, or a recogniser in it is broken,
            with its place.
    """
    source = str(path)
    roots = read_tree(read_text(path), source)
    listed = roots[0].get("recognizers") if len(roots) == 1 else None
    if listed is None or listed.kind != "list":
        hint = "it holds `recognizers`, a list"
        raise GovsimError("unknown-format", f"`{source}` is no file of recognisers", hint=hint)
    flags = roots[0].get("global_regex_flags")
    return tuple(
        _written(entry, {"global_regex_flags": flags.scalar} if flags else {})
        for entry in listed.entries
        if (enabled := entry.get("enabled")) is None or enabled.scalar is not False
    )


def with_files_read(
    options: Mapping[str, Mapping[str, tuple[str, ...]]], base: Path
) -> dict[str, Mapping[str, tuple[str, ...]]]:
    """Return the options of a policy with files of recognisers in place of their names."""
    read: dict[str, Mapping[str, tuple[str, ...]]] = dict(options)
    own = read.get("pii", {})
    if "recognizers" in own:
        texts = (
            text
            for given in own["recognizers"]
            for text in (read_recognizers(base / given) if given.endswith(_FILES) else (given,))
        )
        read["pii"] = {**own, "recognizers": tuple(texts)}
    return read


def _written(entry: Node, common: Mapping[str, Any]) -> str:
    """Return one entry as JSON, with what its file says of all of them."""
    values = entry.plain()
    if isinstance(values, str):  # its name alone
        values = {"name": values, "type": "predefined"}
    if isinstance(values, dict) and values.get("type") == "predefined":
        message = f"`{values.get('name')}` is one of Presidio's own recognisers"
        hint = "name its entities in the option `hosted`"
        raise GovsimError("wrong-value", message, at=entry.place, hint=hint)
    values = {**common, **values} if isinstance(values, dict) else values
    try:
        recognizer_of(values)
    except GovsimError as error:
        raise _placed(error, entry) from None
    return json.dumps(values)


def _placed(error: GovsimError, entry: Node) -> GovsimError:
    """Return an error with the place of the entry that it speaks of."""
    return GovsimError(error.code, error.message, at=entry.place, hint=error.hint)
