"""Reads and writes the baseline of accepted secrets: hashes by file, never a value."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from govsim.errors import GovsimError, Place
from govsim.guardrails.secrets import Accepted, Baseline
from govsim.sources.text import read_text

_VERSION: Final = 1
_SHOWN: Final = 20  # characters of what stands there instead
_SALT: Final = 16  # bytes at least
_HINT: Final = "make it anew, or take it from the history"


def read_baseline(path: str | Path) -> Baseline:
    """Return the baseline that a file holds.

    Raises:
        GovsimError: `unreadable`: there is no such file; `broken-baseline`: it is no baseline.
    """
    source = str(path)
    text = read_text(path)
    try:
        content = json.loads(text)
        if content["version"] != _VERSION:
            said = str(content["version"])[:_SHOWN]
            raise _broken(source, f"its version is {said}, not {_VERSION}")
        salt = bytes.fromhex(content["salt"])
        accepted = {name: tuple(map(_accepted, rows)) for name, rows in content["accepted"].items()}
    except (ValueError, KeyError, TypeError, ArithmeticError, AttributeError, RecursionError):
        raise _broken(source, "it does not have the form of one") from None
    if len(salt) < _SALT:
        raise _broken(source, f"its salt has less than {_SALT} bytes")
    return Baseline(salt, accepted)


def write_baseline(baseline: Baseline) -> str:
    """Return the text of a baseline file: even, so that a change shows as a small difference."""
    rows = {
        name: [_row(each) for each in found] for name, found in sorted(baseline.accepted.items())
    }
    content = {"version": _VERSION, "salt": baseline.salt.hex(), "accepted": rows}
    # The name of a file need not be UTF-8: what of it is none is written with escapes.
    plain = all(name.encode(errors="replace").decode() == name for name in rows)
    return json.dumps(content, indent=2, ensure_ascii=not plain) + "\n"


def _accepted(row: dict[str, Any]) -> Accepted:
    return Accepted(
        fingerprint=str(row["hash"]),
        type=str(row["type"]),
        rule=str(row["rule"]),
        line=int(row["line"]),
    )


def _row(found: Accepted) -> dict[str, str | int]:
    return {"hash": found.fingerprint, "type": found.type, "rule": found.rule, "line": found.line}


def _broken(source: str, reason: str) -> GovsimError:
    message = f"`{source}` is no baseline: {reason}"
    return GovsimError("broken-baseline", message, at=Place(source, 1, 1), hint=_HINT)
