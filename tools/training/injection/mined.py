"""Reads instruction files and documentation out of packages whose licences allow it."""

from __future__ import annotations

import hashlib
import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.training.injection.pool import Row

_TEXTS = (".md", ".mdc", ".mdx", ".txt", ".rst")
_AGENT = re.compile(
    r"agent|skill|command|rule|prompt|claude|copilot|workflow|persona|instruct", re.I
)


@dataclass(frozen=True, slots=True)
class Package:
    """A package that was fetched from its registry, by its file's name."""

    name: str
    licence: str
    held_out: bool = False  # never trained on: the measure of false alarms on such files


PACKAGES = (
    Package("bmad-method-6.12.0", "MIT"),
    Package("nextsparkjs-ai-workflow-0.1.0-beta.127", "MIT"),
    Package("agentbundle-0.58.0", "Apache-2.0 OR MIT"),
    Package("bmad-creative-intelligence-suite-0.1.9", "MIT"),
    Package("claude-code-templates-1.29.6", "MIT"),
    Package("faf-cli-6.2.0", "MIT"),
    Package("anywhere_agents-0.10.0", "Apache-2.0", held_out=True),
    Package("appsheet-project-1.1.5", "ISC", held_out=True),
    Package("vibe-rules-0.3.91", "MIT", held_out=True),
)


def mined_rows(folder: Path) -> Iterator[Row]:
    """Return the stretches of the files of each package that the folder holds."""
    for package in PACKAGES:
        seen: set[bytes] = set()
        for name, text in _files(folder, package):
            if (digest := hashlib.sha256(text.encode()).digest()) in seen:
                continue
            seen.add(digest)
            kind = "benign-hard" if _AGENT.search(name) else "benign"
            source = f"mined_{'held' if package.held_out else 'train'}_{package.name}"
            for stretch in _stretches(text):
                for channel in ("user", "data"):
                    yield Row(stretch, 0, channel, source, 0, kind, "en")


def _files(folder: Path, package: Package) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.glob(f"{package.name}.t*")):
        with tarfile.open(path) as archive:
            for member in sorted(archive.getmembers(), key=lambda m: m.name):
                if not member.isfile() or not member.name.endswith(_TEXTS):
                    continue
                if member.size > 200_000 or (file := archive.extractfile(member)) is None:
                    continue
                yield member.name, file.read().decode("utf-8", "replace")


def _stretches(text: str) -> Iterator[str]:
    """Cut a file into stretches of whole lines, of very different lengths."""
    lengths = (600, 2400, 1200, 4000, 300)
    lines, turn = text.split("\n"), 0
    part: list[str] = []
    size = 0
    for line in lines:
        part.append(line)
        size += len(line) + 1
        if size >= lengths[turn % len(lengths)]:
            yield "\n".join(part)
            part, size, turn = [], 0, turn + 1
    if size > 80:
        yield "\n".join(part)
