"""Reads a file of guardrails of another tool, whichever tool that is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from govsim.errors import GovsimError, Place
from govsim.guardrails.policy import Policy
from govsim.sources.guardrail_imports.building import Untaken
from govsim.sources.guardrail_imports.gateway import gateway_of, read_gateway
from govsim.sources.guardrail_imports.scanners import is_scanners, read_scanners
from govsim.sources.policy_writing import write_policy
from govsim.sources.text import read_text
from govsim.sources.tree import read_tree


@dataclass(frozen=True, slots=True)
class Imported:
    """A policy made of the settings of another tool, and the settings that are no part of it."""

    policy: Policy
    untaken: tuple[Untaken, ...]

    def yaml(self) -> str:
        """Return the file of the policy; what is no part of it stands in comments."""
        lines = [f"# Not in this policy: {each}" for each in self.untaken]
        return "".join(f"{line}\n" for line in lines) + write_policy(self.policy)


def import_guardrails(path: str | Path, name: str = "") -> Imported:
    """Return the guardrails of a file as a policy.

    Args:
        path: JSON or YAML: an AI Gateway, alone or in an endpoint or a Terraform plan; or scanners
            in the form of LLM Guard.
        name: What the policy is called; the default is the name of the file.

    Raises:
        GovsimError: `unknown-format`: it holds neither; or it cannot be read.
    """
    source = str(path)
    roots = read_tree(read_text(path), source)
    root = roots[0] if len(roots) == 1 else None
    if root is not None and is_scanners(root):
        built = read_scanners(root)
    elif root is not None and (gateway := gateway_of(root)) is not None:
        built = read_gateway(gateway)
    else:
        hint = "it takes `ai_gateway` with `guardrails`, or `input_scanners` and `output_scanners`"
        at = Place(source, 1, 1)
        raise GovsimError("unknown-format", f"`{source}` holds no guardrails", at=at, hint=hint)
    stem = Path(source).stem if source != "-" else "imported"
    return Imported(built.policy(name or stem), tuple(built.untaken))
