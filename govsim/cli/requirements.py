"""Serves what figures are required to be: `recall>=0.8`, checked after an evaluation."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from govsim.errors import GovsimError, nearest

if TYPE_CHECKING:
    from govsim.guardrails.evaluation import Evaluation
    from govsim.report import Finding

_SIGNS: Final[Mapping[str, Callable[[float, float], bool]]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}
_FORM: Final = re.compile(r"\s*([a-z0-9_]+)\s*(>=|<=|>|<)\s*([0-9.]+)\s*(%?)\s*")


@dataclass(frozen=True, slots=True)
class Requirement:
    """What one figure is required to be."""

    name: str
    sign: str
    value: float
    words: str


def requirements_of(words: Sequence[str]) -> tuple[Requirement, ...]:
    """Return the requirements that words state.

    Raises:
        GovsimError: `usage`.
    """
    return tuple(map(_requirement, words))


def share_of(word: str, option: str) -> float:
    """Return the share that `1%` or `0.01` states, above 0 and below 1.

    Raises:
        GovsimError: `usage`.
    """
    found = re.fullmatch(r"\s*([0-9]*\.?[0-9]+)\s*(%?)\s*", word)
    share = float(found[1]) / (100 if found[2] else 1) if found else 0.0
    if not 0 < share < 1:
        hint = "write it as 1% or 0.01"
        raise GovsimError("usage", f"`{word}` is no share for {option}", hint=hint)
    return share


def unmet(requirements: Sequence[Requirement], found: Evaluation) -> list[Finding]:
    """Return a finding for each requirement that an evaluation does not meet.

    Raises:
        GovsimError: `usage`: there is no such figure.
    """
    from govsim.report import Finding

    figures = figures_of(found)
    findings = []
    for each in requirements:
        if each.name not in figures:
            raise _unknown(each.name, figures)
        value = figures[each.name]
        if value is None or not _SIGNS[each.sign](value, each.value):
            shown = "unknown" if value is None else f"{value:.4g}"
            message = f"`{each.words}` is required, and {each.name} is {shown}"
            findings.append(Finding("requirement-unmet", message))
    return findings


def figures_of(found: Evaluation) -> dict[str, float | None]:
    """Return the figures that may be required: overall, and means over the sources."""
    figures: dict[str, float | None] = {"rows": float(found.rows), "unscanned": found.unscanned}
    if None in found.labelled:
        figures |= found.labelled[None].figures.values
        figures |= {f"mean_{name}": value for name, value in found.means("source").items()}
    if None in found.spanned:
        spans = found.spanned[None].personal.values
        figures |= {f"span_{name}": value for name, value in spans.items()}
        means = found.span_means("source")
        figures |= {f"mean_span_{name}": value for name, value in means.items()}
    time = found.timed[None]
    return {**figures, "cpu_ms_mean": time.mean, "cpu_ms_p50": time.p50, "cpu_ms_p99": time.p99}


def _requirement(word: str) -> Requirement:
    found = _FORM.fullmatch(word)
    try:
        value = float(found[3]) / (100 if found[4] else 1) if found else None
    except ValueError:
        value = None
    if found is None or value is None:
        hint = "write a figure, a sign and a number: recall>=0.8"
        raise GovsimError("usage", f"`{word}` requires nothing", hint=hint)
    return Requirement(found[1], found[2], value, word)


def _unknown(name: str, known: Mapping[str, float | None]) -> GovsimError:
    near = nearest(name, known)
    hint = f"did you mean `{near}`?" if near else f"one of {', '.join(known)}"
    return GovsimError("usage", f"this evaluation has no figure `{name}`", hint=hint)
