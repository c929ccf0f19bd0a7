"""Renders cases as JUnit XML, which every build server reads."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from govsim.report.answer import Answer, Case, Finding
from govsim.report.text import render_finding

# What XML 1.0 cannot hold, even escaped.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render_junit(answer: Answer) -> str:
    """Return a suite for each source of cases; findings are failed cases where there are none."""
    cases = answer.cases or _from_findings(answer)
    root = ET.Element("testsuites", {"name": "govsim", **_counts(cases)})
    for name in dict.fromkeys(case.suite for case in cases):
        inside = tuple(case for case in cases if case.suite == name)
        suite = ET.SubElement(root, "testsuite", {"name": _clean(name), **_counts(inside)})
        for case in inside:
            _write(suite, case)
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, "unicode") + "\n"


def _from_findings(answer: Answer) -> tuple[Case, ...]:
    failed = tuple(
        Case(_name(finding), answer.title, render_finding(finding), finding.at, code=finding.code)
        for finding in answer.findings
        if finding.level == "error"
    )
    return failed or (Case(answer.title, answer.title),)


def _name(finding: Finding) -> str:
    """Return a name of a case that no other finding has: build servers join cases by name."""
    return f"{finding.code}: {finding.message if finding.at is None else finding.at}"


def _counts(cases: tuple[Case, ...]) -> dict[str, str]:
    return {
        "tests": str(len(cases)),
        "failures": str(sum(bool(case.failure) and not case.broken for case in cases)),
        "errors": str(sum(case.broken for case in cases)),
        "skipped": "0",
        "time": f"{sum(case.time_s for case in cases):.3f}",
    }


def _write(suite: ET.Element, case: Case) -> None:
    attributes = {
        "classname": _clean(case.suite),
        "name": _clean(case.name),
        "time": f"{case.time_s:.3f}",
    }
    if case.at is not None:
        attributes |= {"file": case.at.source, "line": str(case.at.line)}
    element = ET.SubElement(suite, "testcase", attributes)
    if case.failure:
        text = _clean(case.failure)
        word = "error" if case.broken else "failure"
        told = {"message": text.partition("\n")[0], "type": case.code}
        ET.SubElement(element, word, told).text = text


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)
