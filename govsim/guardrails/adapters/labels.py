"""Decides what the labels of a model mean: a type of finding, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from govsim.errors import GovsimError

if TYPE_CHECKING:
    from govsim.guardrails.policy import Model

# What published models call harmless texts, in lower case.
_HARMLESS: Final = frozenset(
    """
    0 o safe benign legit legitimate clean normal neutral negative harmless ok allow none other
    label_0 no_injection not_injection non-injection not_jailbreak no_attack non_toxic non-toxic
    not_toxic
    """.split()
)
_KNOWN: Final[Mapping[str, str]] = {
    "label_1": "INJECTION",
    "1": "INJECTION",
    "malicious": "INJECTION",
    "unsafe": "INJECTION",
    "positive": "INJECTION",
    "attack": "INJECTION",
    "prompt_injection": "INJECTION",
    "prompt-injection": "INJECTION",
    "indirect": "INJECTION",
}


def types_of(labels: tuple[str, ...], model: Model) -> tuple[str | None, ...]:
    """Return the type of finding that each label stands for, or None where it is harmless.

    What the policy says comes first: with `labels`, a label that is not among them is harmless.

    Raises:
        GovsimError: `wrong-value`: no label would be a finding, or the policy names one that the
            model does not have.
    """
    bare = [_bare(label) for label in labels]
    known = {*labels, *bare}
    for named in (*model.labels, *model.harmless):
        if named not in known:
            message = f"the model `{model.name}` has no label `{named}`"
            raise GovsimError("wrong-value", message, hint=f"it has {', '.join(labels)}")
    types = tuple(_type(label, model) for label in labels)
    if not any(types):
        message = f"no label of the model `{model.name}` would be a finding"
        hint = f"say which one is, under `labels`: {', '.join(labels)}"
        raise GovsimError("wrong-value", message, hint=hint)
    return types


def _type(label: str, model: Model) -> str | None:
    bare = _bare(label)
    if label in model.harmless or bare in model.harmless:
        return None
    if model.labels:
        return model.labels.get(label) or model.labels.get(bare)
    low = bare.lower()
    if low in _HARMLESS:
        return None
    return _KNOWN.get(low) or bare.upper().replace(" ", "_").replace("-", "_")


def _bare(label: str) -> str:
    """Return a label of tokens without its place in a run: `B-PER` is `PER`."""
    return label[2:] if label[:2] in ("B-", "I-", "E-", "S-", "L-", "U-") else label
