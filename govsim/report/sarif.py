"""Renders findings as SARIF 2.1.0, which code scanning takes in."""

from __future__ import annotations

import json
from pathlib import PurePath
from typing import Any, Final
from urllib.parse import quote

from govsim.errors import Place
from govsim.report.answer import Answer, Finding

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"


def render_sarif(answer: Answer) -> str:
    """Return one run with a rule for each code and a result for each finding."""
    from govsim import __version__

    findings = answer.reported
    codes = list(dict.fromkeys(finding.code for finding in findings))
    driver = {
        "name": "govsim",
        "semanticVersion": __version__,
        "rules": [{"id": code, "shortDescription": {"text": _words(code)}} for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, codes.index(finding.code)) for finding in findings],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


def _words(code: str) -> str:
    return code.replace("-", " ")


def _result(finding: Finding, rule: int) -> dict[str, Any]:
    text = finding.message + (f"\nhint: {finding.hint}" if finding.hint else "")
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": finding.level,
        "message": {"text": text},
    }
    if finding.at is not None and not finding.at.source.startswith("<"):
        result["locations"] = [{"physicalLocation": _physical(finding.at)}]
    return result


def _physical(at: Place) -> dict[str, Any]:
    return {
        # The name of a file need not be UTF-8.
        "artifactLocation": {
            "uri": quote(PurePath(at.source).as_posix(), errors="surrogateescape")
        },
        "region": {
            "startLine": at.line,
            "startColumn": at.column,
            "endColumn": at.column + max(1, at.length),
        },
    }
