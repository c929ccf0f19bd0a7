"""Screens a text that comes in pieces, in bounded memory, and lets out only what was screened."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from govsim.errors import GovsimError
from govsim.guardrails.overlaps import apart, without_repeats
from govsim.guardrails.policy import Circumstances, Policy
from govsim.guardrails.redaction.operators import masked, replaced
from govsim.guardrails.redaction_marks import marked
from govsim.guardrails.screening import ANYBODY, Clock, screen
from govsim.guardrails.values import Channel, Finding, Outcome
from govsim.guardrails.verdict import Gap, Verdict

WINDOW: Final = 16_384  # characters that are screened at a time
OVERLAP: Final = 4_096  # characters that are looked at again with what follows
_MOST: Final = 10_000  # findings that are kept


@dataclass(frozen=True, slots=True)
class Released:
    """What may go on its way by now: text that was screened, redacted where the policy says so."""

    text: str
    findings: tuple[Finding, ...]  # offsets count from the beginning of the stream


class Stream:
    """One text in pieces, such as an answer that is still being written.

    A finding may lie across the borders of pieces, as long as it is no longer than `overlap`.
    Nothing is let out once the text is blocked.

    Args:
        policy: What to look for, and what comes of it.
        channel: Where the text stands.
        circumstances: Who sends it, what it was taken from, and where it goes.
        clock: Seconds; needed only where the policy limits the time.
        window: Characters that are screened at a time.
        overlap: Characters that are looked at again together with what follows them.

    Raises:
        GovsimError: `wrong-value`: no character fits into the window, or fewer than none overlap.
    """

    def __init__(
        self,
        policy: Policy,
        channel: Channel = Channel.OUTPUT,
        circumstances: Circumstances = ANYBODY,
        *,
        clock: Clock | None = None,
        window: int = WINDOW,
        overlap: int = OVERLAP,
    ) -> None:
        self._policy = policy
        self._channel = channel
        self._circumstances = circumstances
        self._clock = clock
        for name, size, least in (("window", window, 1), ("overlap", overlap, 0)):
            if size < least:
                message = f"the {name} of a stream is at least {least}, found `{size}`"
                raise GovsimError("wrong-value", message)
        self._window = max(window, 4 * overlap)
        self._overlap = overlap
        self._text = ""  # what is still looked at
        self._base = 0  # how many characters came before it
        self._settled = 0  # up to where everything that was found is known
        self._broken_at = -1  # where what was let out of a finding ends, and may go on
        self._untold: tuple[Finding, ...] = ()  # what is too much to be told, and is not let out
        self._whole = Verdict(policy.name, channel, unscanned=policy.unscanned)

    def feed(self, piece: str) -> Released:
        """Take one more piece, and return what may go on its way."""
        text = ""
        findings: list[Finding] = []
        while piece:
            # A piece of any length is taken in steps, so memory stays bounded.
            room = self._window - len(self._text)
            self._text, piece = self._text + piece[:room], piece[room:]
            if len(self._text) >= self._window:
                released = self._look(last=False)
                text += released.text
                findings += released.findings
        return Released(text, tuple(findings))

    def close(self) -> tuple[Released, Verdict]:
        """Return the rest of what may go on its way, and the verdict on the whole text."""
        return self._look(last=True), self._whole

    @property
    def verdict(self) -> Verdict:
        """The verdict on what was looked at so far."""
        return self._whole

    def _look(self, *, last: bool) -> Released:
        verdict = screen(
            self._text, self._policy, self._channel, self._circumstances, clock=self._clock
        )
        found = [
            replace(each, start=each.start + self._base, end=each.end + self._base)
            for each in verdict.findings
        ]
        size = self._base + len(self._text)
        cut = size if last else self._cut(found, size - self._overlap)
        # What ends before the last cut was judged with more before it than is left now.
        new = self._take([e for e in self._apart(found) if self._is_known(e, cut)], verdict)
        if not last and size > self._policy.limits.characters:
            self._gap("size", f"more than {self._policy.limits.characters} characters")
        released = self._release(cut)
        keep = max(self._base, cut - self._overlap) if not last else size
        self._text, self._base = self._text[keep - self._base :], keep
        return Released(released, new)

    def _cut(self, found: list[Finding], cut: int) -> int:
        """Return up to where the text is settled: before what may still grow.

        A finding that fills half the window is settled as it is, or memory would not be bounded.
        """
        least = self._base + 2 * self._overlap
        for each in sorted(found, key=lambda each: each.start, reverse=True):
            if each.start < cut < each.end and each.start >= least:
                cut = each.start
        return max(cut, self._settled)

    def _is_known(self, finding: Finding, cut: int) -> bool:
        """Whether a finding is settled: it ends before the cut, or it is too long to wait for."""
        return self._settled < finding.end and (finding.end <= cut or finding.start < cut)

    def _apart(self, found: list[Finding]) -> list[Finding]:
        """Return findings, and of those that go on with one let out in part only what is new."""
        going_on = [e for e in self._whole.findings if e.start < self._settled < e.end]
        new: list[Finding] = []
        for each in found:
            ends = [e.end for e in going_on if e.type == each.type and e.end > each.start]
            start = max([each.start, *ends])
            if start < each.end or not ends:
                new.append(replace(each, start=start))
        return new

    def _take(self, new: list[Finding], verdict: Verdict) -> tuple[Finding, ...]:
        every = without_repeats([*self._whole.findings, *self._untold, *new])
        if len(every) > _MOST:
            self._gap("stream", f"more than {_MOST} findings; later ones are not told")
            self._untold = tuple(each for each in every[_MOST:] if each.end > self._settled)
            every = _kept(every)
        self._whole = replace(
            self._whole,
            findings=every,
            breaches=verdict.breaches,
            gaps=tuple(dict.fromkeys((*self._whole.gaps, *verdict.gaps))),
            messages=tuple(dict.fromkeys((*self._whole.messages, *verdict.messages))),
        )
        return tuple(new)

    def _gap(self, detector: str, reason: str) -> None:
        gaps = dict.fromkeys((*self._whole.gaps, Gap(detector, reason)))
        self._whole = replace(self._whole, gaps=tuple(gaps))

    def _release(self, cut: int) -> str:
        """Return the text up to a cut as the policy redacts it, as it would the whole text."""
        start, self._settled = self._settled, cut
        if self._whole.outcome is Outcome.BLOCK:
            return ""
        shown = [
            each
            for each in (*self._whole.findings, *self._untold)
            if each.action >= Outcome.REDACT and each.start < cut and each.end > start
        ]
        parts: list[str] = []
        done = start
        for each in apart(shown):
            low, high = max(each.start, start), min(each.end, cut)
            if low >= high:
                continue
            parts += [self._between(done, low), self._shown(each, low, high)]
            done = high
        return "".join([*parts, self._between(done, cut)])

    def _shown(self, finding: Finding, low: int, high: int) -> str:
        """Return what is shown of a finding between two places: of its parts, nothing is kept."""
        value = self._between(low, high)
        if (low, high) == finding.span and low != self._broken_at:
            whole = replace(finding, start=0, end=len(value))
            return marked(value, (whole,), self._policy.redaction)
        starts = low == finding.start and low != self._broken_at
        self._broken_at = high
        match self._policy.redaction.of(finding.type).operation:
            case "keep":
                return value
            case "mask":
                return masked(value, keep=0)
        return replaced(finding.type) if starts else ""

    def _between(self, low: int, high: int) -> str:
        return self._text[low - self._base : high - self._base]


def _kept(every: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return the first findings; the last of them gives way to a later one that is stricter."""
    worst = max(every, key=lambda each: each.action)
    kept = every[:_MOST]
    return kept if worst in kept else (*kept[:-1], worst)
