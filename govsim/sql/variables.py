"""Reads variables and IDENTIFIER(…) in a text, and puts their values in place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from govsim.errors import GovsimError
from govsim.sql.cursor import said_by
from govsim.sql.lexer import DOLLARS, QUOTED, STRING, comment_end
from govsim.sql.source import Edit, Source

_VARIABLE: Final = (
    r"\$\{\s*(?P<dollar>[\w.\-]+)\s*\}"
    r"|\{\{\s*(?P<double>[\w.\-]+)\s*\}\}|\{(?P<single>\w+)\}"
)
_REGION: Final = re.compile(
    rf"""(?P<skipped>--[^\n]*+)
    |(?P<comment>/\*)
    |(?P<text>{STRING}|{QUOTED}|{DOLLARS})
    |\bIDENTIFIER\s*+\((?P<inner>(?:'[^'\n]{{0,300}}'|"[^"\n]{{0,300}}"|[^()'"]){{0,400}})\)
    |{_VARIABLE}""",
    re.VERBOSE | re.IGNORECASE,
)
_INSIDE: Final = re.compile(_VARIABLE)
_PARAMETER: Final = re.compile(r":\s*(\w+)")
_USED: Final = re.compile(r"\{|\bIDENTIFIER\s*\(", re.IGNORECASE)


def substituted(source: Source, variables: Mapping[str, str], errors: list[GovsimError]) -> Source:
    """Return the text with values in place; a variable without one is an error, told once."""
    if not _USED.search(source.text):
        return source
    found = _Substitution(source, variables, errors)
    edits = list(found.edits())
    return source.edited(edits) if edits else source


def filled(source: Source, variables: Mapping[str, str]) -> Source:
    """Return the text with the values that are known in place; the rest stays as it is written."""
    if not variables or not _USED.search(source.text):
        return source
    edits = list(_Substitution(source, variables, None).edits())
    return source.edited(edits) if edits else source


class _Substitution:
    """One text; with `errors` of None, what has no value stays as it is written."""

    def __init__(
        self, source: Source, variables: Mapping[str, str], errors: list[GovsimError] | None
    ) -> None:
        self._source = source
        self._variables = variables
        self._errors = errors
        self._missing: set[str] = set()

    def edits(self) -> Iterator[Edit]:
        """Yield what to put in place, in order."""
        text, at = self._source.text, 0
        while found := _REGION.search(text, at):
            at = found.end()
            if found.lastgroup == "comment":
                at = self._comment_end(found.start())
            elif found["text"] is not None:
                yield from self._in_text(found)
            elif found["inner"] is not None:
                if self._errors is not None or self._knows(found["inner"]):
                    yield from self._identifier(found)
            elif found["skipped"] is None and self._wants(found):
                yield self._edit(found, 0)

    def _wants(self, found: re.Match[str]) -> bool:
        return self._errors is not None or _name_of(found) in self._variables

    def _knows(self, inner: str) -> bool:
        """Return whether a name is computed of texts and of variables with values alone."""
        for piece in map(str.strip, inner.split("||")):
            named = _PARAMETER.fullmatch(piece)
            inside = [_name_of(each) for each in _INSIDE.finditer(piece)]
            quoted = piece[:1] in ("'", '"')
            if not (named or inside or quoted):
                return False
            if not {*inside, *([named[1]] if named else [])} <= self._variables.keys():
                return False
        return True

    def _comment_end(self, start: int) -> int:
        try:
            return comment_end(self._source, start)
        except GovsimError:
            return len(self._source.text)  # the lexer tells it

    def _in_text(self, region: re.Match[str]) -> Iterator[Edit]:
        code = region[0].startswith("$")
        for found in _INSIDE.finditer(region[0]):
            known = _name_of(found) in self._variables
            if known or (found["dollar"] is not None and not code and self._errors is not None):
                yield self._edit(found, region.start())

    def _edit(self, found: re.Match[str], shift: int) -> Edit:
        start, end = found.start() + shift, found.end() + shift
        return Edit(start, end, self._value(_name_of(found), start, end))

    def _value(self, name: str, start: int, end: int) -> str:
        if name in self._variables:
            return self._variables[name]
        if name not in self._missing and self._errors is not None:
            self._missing.add(name)
            self._errors.append(
                self._source.error(
                    "unset-variable",
                    f"the variable `{name}` has no value",
                    (start, end),
                    f"give it one: `--var {name}=value`",
                )
            )
        return re.sub(r"\W", "_", name)

    def _identifier(self, found: re.Match[str]) -> Iterator[Edit]:
        pieces = []
        for piece in found["inner"].split("||"):
            piece = piece.strip()
            parameter = _PARAMETER.fullmatch(piece)
            variable = _INSIDE.fullmatch(piece)
            if parameter:
                pieces.append(self._value(parameter[1], *found.span()))
            elif variable:
                pieces.append(self._value(_name_of(variable), *found.span()))
            elif len(piece) > 1 and piece[0] in "'\"" and piece[-1] == piece[0]:
                pieces.append(self._inside(said_by(piece), found))
            else:
                return  # who reads the statement refuses it, unless a script gives it a name
        yield Edit(found.start(), found.end(), "".join(pieces))

    def _inside(self, text: str, at: re.Match[str]) -> str:
        return _INSIDE.sub(lambda found: self._value(_name_of(found), *at.span()), text)


def _name_of(found: re.Match[str]) -> str:
    return str(found["dollar"] or found["double"] or found["single"])
