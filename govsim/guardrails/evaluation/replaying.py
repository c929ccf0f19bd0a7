"""Compares what is decided of rows with the records of an earlier decision, joined by id."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from govsim.guardrails.evaluation.records import Record, text_hash
from govsim.guardrails.evaluation.rows import Row


@dataclass(slots=True)
class Recorded:
    """Records in the order in which they were made, found by the id of a row.

    Rows that come in that order take no room; records that are passed over are kept for later.

    Args:
        records: The records.
        key: Under which their texts were hashed; empty: texts are taken to be the same.
    """

    records: Iterator[Record]
    key: bytes = b""
    missing: int = 0  # rows without a record
    other_text: int = 0  # rows whose text is not the one that was recorded
    _passed: dict[str | int, deque[Record]] = field(default_factory=dict)

    def of(self, row: Row | Record) -> Record | None:
        """Return the record of a row; None where there is none, or it is of another text.

        Args:
            row: The row, or its record of another time.
        """
        record = self._next(row.id)
        if record is None:
            self.missing += 1
            return None
        if self._differs(row, record):
            self.other_text += 1
            return None
        return record

    def left(self) -> int:
        """Return how many records there was no row for; nothing can be found afterwards."""
        return sum(map(len, self._passed.values())) + sum(1 for _ in self.records)

    def _next(self, id_: str | int) -> Record | None:
        if passed := self._passed.get(id_):
            return passed.popleft()
        for record in self.records:
            if record.id == id_:
                return record
            self._passed.setdefault(record.id, deque()).append(record)
        return None

    def _differs(self, row: Row | Record, record: Record) -> bool:
        if isinstance(row, Record):
            hashed = row.text_hash if record.text_hash else ""
            return row.characters != record.characters or hashed != record.text_hash
        if self.key and record.text_hash:
            return text_hash(row.text, self.key) != record.text_hash
        return len(row.text) != record.characters
