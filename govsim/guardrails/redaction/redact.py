"""Replaces what was found in a text, by the operation that the policy has for its type."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from govsim.errors import GovsimError
from govsim.guardrails.overlaps import apart
from govsim.guardrails.policy import Operator, Redaction
from govsim.guardrails.redaction.operators import hashed, masked, replaced, shaped
from govsim.guardrails.redaction.pseudonyms import LITERAL, Book
from govsim.guardrails.redaction.restore import restore
from govsim.guardrails.redaction.sightings import sightings
from govsim.guardrails.redaction.vault import Vault
from govsim.guardrails.values import Finding

PLACEHOLDERS: Final = Redaction()
# What is never kept, not even to be restored: nobody should have it in a file.
NEVER_KEPT: Final = frozenset({"SECRET", "PASSWORD", "CANARY", "CARD_CODE"})


@dataclass(frozen=True, slots=True)
class Replacement:
    """One stretch of the original, and the stretch of the redacted text that stands for it."""

    start: int
    end: int
    at: int
    to: int
    type: str
    operation: str


@dataclass(frozen=True, slots=True)
class Redacted:
    """A text without what was found in it; `vault` knows the pseudonyms, those of before too."""

    text: str
    replacements: tuple[Replacement, ...]
    vault: Vault


def redact(
    text: str,
    findings: Iterable[Finding],
    plan: Redaction = PLACEHOLDERS,
    *,
    key: bytes = b"",
    vault: Vault | None = None,
    subject: str = "",
) -> Redacted:
    """Replace each finding; restoring the pseudonyms gives back the text, letter by letter.

    Of findings that overlap, `govsim.guardrails.overlaps.apart` says which is replaced.

    Args:
        text: The original.
        findings: With their stretches in the original, as a detector or a verdict has them.
        plan: The operation for each type.
        key: For `hash` and `shape`, and to choose pseudonyms repeatably; without it they count up.
        vault: What was given out for earlier texts of the same people.
        subject: Whose text it is; the dates of one subject move by as many days.

    Raises:
        GovsimError: `missing-key`: the plan has an operation that needs one.
    """
    kept = tuple(apart(findings))
    held = vault if vault is not None else Vault()
    done, wanted = _Run(text, plan, key, Book(text, held, key, subject)).of(kept)
    if _has_pseudonyms(done) and restore(done.text, done.vault).text != wanted:
        # Some neighbour changes how a surrogate reads; a label reads the same anywhere.
        run = _Run(text, plan, key, Book(text, held, key, subject), labels=True)
        done, wanted = run.of(kept)
        if restore(done.text, done.vault).text != wanted:
            raise GovsimError("not-restorable", "the pseudonyms of this text cannot be undone")
    return done


def _has_pseudonyms(done: Redacted) -> bool:
    return any(each.operation == "pseudonym" for each in done.replacements)


class _Run:
    """One way through a text."""

    def __init__(
        self, text: str, plan: Redaction, key: bytes, book: Book, *, labels: bool = False
    ) -> None:
        self._text, self._plan, self._key, self._book = text, plan, key, book
        self._labels = labels

    def of(self, findings: tuple[Finding, ...]) -> tuple[Redacted, str]:
        """Return the redacted text, and what restoring its pseudonyms has to give."""
        parts: list[str] = []
        wanted: list[str] = []
        made: list[Replacement] = []
        done = at = 0
        for start, end, type_, operator, through in self._stretches(findings):
            value, between = self._text[start:end], self._text[done:start]
            put = self._put(value, type_, operator, through)
            parts += [between, put]
            wanted += [between, value if operator.operation == "pseudonym" else put]
            at += len(between)
            made.append(Replacement(start, end, at, at + len(put), type_, operator.operation))
            at, done = at + len(put), end
        rest = self._text[done:]
        redacted = Redacted("".join([*parts, rest]), tuple(made), self._book.vault)
        return redacted, "".join([*wanted, rest])

    def _stretches(
        self, findings: tuple[Finding, ...]
    ) -> list[tuple[int, int, str, Operator, bool]]:
        """Return what is replaced: the findings, and what would be taken for a surrogate."""
        wanted = [
            (each.start, each.end, each.type, self._operator(each.type), bool(each.through))
            for each in findings
        ]
        wanted = [row for row in wanted if row[3].operation != "keep"]
        if len(self._book.vault) or any(row[3].operation == "pseudonym" for row in wanted):
            wanted += self._shields([(row[0], row[1]) for row in wanted])
            wanted.sort(key=lambda row: row[:2])
        return wanted

    def _shields(self, taken: list[tuple[int, int]]) -> list[tuple[int, int, str, Operator, bool]]:
        """Return the stretches outside the findings that read like surrogates of the vault."""
        starts, ends = [row[0] for row in taken], [row[1] for row in taken]
        known = (each for each in sightings(self._text, self._book.vault) if each.entry)
        literal = Operator("pseudonym")
        return [
            (each.start, each.end, LITERAL, literal, True)
            for each in known
            # Free is what starts after the last finding before it ends, and ends before the next.
            if bisect_right(ends, each.start) == bisect_left(starts, each.end)
        ]

    def _operator(self, type_: str) -> Operator:
        operator = self._plan.of(type_)
        kept = operator.operation == "pseudonym" and type_ in NEVER_KEPT
        return Operator("replace") if kept else operator

    def _put(self, value: str, type_: str, operator: Operator, through: bool) -> str:
        match operator.operation:
            case "mask":
                return masked(value, operator.keep)
            case "hash":
                return hashed(value, self._key)
            case "shape":
                return shaped(type_, value, self._key)
            case "pseudonym":
                return self._pseudonym(value, type_, through)
        return replaced(type_)

    def _pseudonym(self, value: str, type_: str, through: bool) -> str:
        if through or self._labels:
            return self._book.label(type_, value)
        return self._book.name(value) if type_ == "PERSON" else self._book.surrogate(type_, value)
