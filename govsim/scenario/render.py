"""Renders what became of scenarios and cases as an answer for every format."""

from __future__ import annotations

from typing import Any

from govsim.report import Answer, Case, Paragraph, Preformatted
from govsim.scenario.results import Report, Result


def report_answer(report: Report) -> Answer:
    """Return a report as an answer: what failed, the counts, the grants nobody asked about."""
    blocks: list[Paragraph | Preformatted] = [
        Preformatted(_failure(result)) for result in report.results if not result.passed
    ]
    blocks.append(Paragraph(_counts(report)))
    if report.unexercised:
        lines = [_row(one.row, one.at) for one in report.unexercised]
        blocks.append(Paragraph("Grants that no expectation rests on:"))
        blocks.append(Preformatted("\n".join(lines)))
    return Answer(
        "Scenarios", tuple(blocks), to_json(report), cases=tuple(map(_case, report.results))
    )


def to_json(report: Report) -> dict[str, Any]:
    """Return a report as JSON."""
    value: dict[str, Any] = {
        "passed": report.passed,
        "failed": report.failed,
        "cases": [_result(result) for result in report.results],
    }
    if report.unexercised:
        value["unexercised"] = [
            {"suite": one.suite, "grant": one.row} for one in report.unexercised
        ]
    return value


def _result(result: Result) -> dict[str, Any]:
    value: dict[str, Any] = {
        "id": result.id,
        "passed": result.passed,
        "expected": result.expected,
        "got": result.got,
        "missing_expected": list(result.missing_expected),
        "missing_got": list(result.missing_got),
    }
    if result.message:
        value["message"] = result.message
    return value


def _case(result: Result) -> Case:
    failure = "" if result.passed else result.message or "it does not hold"
    return Case(result.id, result.suite, failure, result.at, broken=result.broken)


def _failure(result: Result) -> str:
    at = f"  --> {result.at}\n" if result.at else ""
    body = "\n".join(f"   | {line}" if line else "   |" for line in result.message.split("\n"))
    word = "ERROR" if result.broken else "FAIL"
    return f"{word}  {result.id}\n{at}{body}"


def _counts(report: Report) -> str:
    total = len(report.results)
    if not report.failed:
        return f"{total:,} passed" if total else "nothing to test"
    return f"{report.failed:,} of {total:,} failed"


def _row(row: str, at: object) -> str:
    return f"  {row}" + (f"  ({at})" if at is not None else "")
