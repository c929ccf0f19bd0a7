"""Serves the comparison of two files of decision records, without the texts they are of."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from govsim.cli.outcome import CLEAN, FOUND, Outcome
from govsim.cli.written import read_key, write_lines
from govsim.guardrails.evaluation import Change, Changes, Record, change_of
from govsim.guardrails.evaluation.replaying import Recorded
from govsim.report import Answer, Paragraph
from govsim.report.changed import change_findings, uncompared_findings
from govsim.report.evaluation import changes_blocks
from govsim.report.evaluation_json import change_json, changes_json
from govsim.sources.decision_records import read_records


def compare_records(options: argparse.Namespace) -> Outcome:
    """Compare the records of `--replay`, the second with the first.

    Raises:
        GovsimError: They cannot be read, or are not what was signed.
    """
    key = read_key(options.key)
    first, second = options.replay
    before = Recorded(read_records(first, key))
    changes = Changes()
    found = _changed(before, read_records(second, key), changes)
    if options.changed:
        write_lines(options.changed, map(change_json, found))
    for _ in found:
        pass  # each is counted as it comes
    unmatched = {
        "records_without_earlier": before.missing,
        "records_of_other_text": before.other_text,
        "earlier_without_later": before.left(),
    }
    failed = changes.meet(options.fail_on, unmatched)
    return Outcome(_answer(options, changes, unmatched), FOUND if failed else CLEAN)


def _changed(before: Recorded, after: Iterator[Record], changes: Changes) -> Iterator[Change]:
    for record in after:
        earlier = before.of(record)
        change = change_of(record, earlier, record) if earlier is not None else None
        if change is not None:
            changes.add(change)
            yield change


def _answer(options: argparse.Namespace, changes: Changes, unmatched: dict[str, int]) -> Answer:
    told = [f"{count:,} {name.replace('_', ' ')}." for name, count in unmatched.items() if count]
    fail_on = frozenset(options.fail_on)
    blocks = (*((Paragraph(" ".join(told)),) if told else ()), *changes_blocks(changes))
    return Answer(
        "Decisions that changed",
        blocks,
        {**unmatched, "changed": changes_json(changes)},
        (*uncompared_findings(unmatched, fail_on), *change_findings(changes, fail_on)),
        told=True,
    )
