"""Reads instruction files and documentation out of packages whose licences allow it."""

from __future__ import annotations

import hashlib
import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.training.injection.pool import Row

_TEXTS = re.compile(r"\.(?:md|mdc|mdx|txt|rst)$")
# What a model reads beside prose: a stretch of any of them may stand in tool output.
_MANUALS = re.compile(
    rf"{_TEXTS.pattern}|\.(?:py|html|js|c|h|cfg|toml|yml|yaml|json|sql|sh)$"
    r"|(?:^|/)(?i:licen[cs]e|copying|changes|changelog|authors|news)[^/]*$"
)
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

MANUALS = (
    Package("aiohttp-3.14.5", "Apache-2.0"),
    Package("alembic-1.20.1", "MIT"),
    Package("black-26.10.1", "MIT"),
    Package("boto3-1.44.8", "Apache-2.0"),
    Package("bottle-0.13.4", "MIT"),
    Package("celery-5.7.0", "BSD-3-Clause"),
    Package("cherrypy-18.10.0", "BSD-3-Clause"),
    Package("click-8.5.1", "BSD-3-Clause"),
    Package("conan-2.34.0", "MIT"),
    Package("dbt_core-1.12.6", "Apache-2.0"),
    Package("django-6.1.3", "BSD-3-Clause"),
    Package("docutils-0.15.1-post1", "BSD-2-Clause AND public domain"),
    Package("fastapi-0.165.0", "MIT"),
    Package("flask-3.1.3", "BSD-3-Clause"),
    Package("jinja2-3.1.6", "BSD-3-Clause"),
    Package("kombu-5.7.0", "BSD-3-Clause"),
    Package("kubernetes-37.0.2", "Apache-2.0"),
    Package("marshmallow-4.4.0", "MIT"),
    Package("mkdocs-1.6.1", "BSD-2-Clause"),
    Package("networkx-3.7", "BSD-3-Clause"),
    Package("pillow-13.0.0", "MIT-CMU"),
    Package("pip-26.3", "MIT"),
    Package("pymongo-4.20.1", "Apache-2.0"),
    Package("pytest-9.2.0", "MIT"),
    Package("redis-8.1.0", "MIT"),
    Package("requests-2.34.2", "Apache-2.0"),
    Package("setuptools-84.2.1", "MIT"),
    Package("sphinx-9.2.0", "BSD-2-Clause"),
    Package("sqlalchemy-2.1.9", "MIT"),
    Package("statsmodels-0.15.0", "BSD-3-Clause"),
    Package("sympy-0.7.2-py3.3", "BSD-3-Clause"),
    Package("twisted-26.10.0", "MIT"),
    Package("werkzeug-3.1.9", "BSD-3-Clause"),
    Package("cryptography-50.0.2", "Apache-2.0 OR BSD-3-Clause", held_out=True),
    Package("falcon-4.4.0", "Apache-2.0", held_out=True),
    Package("luigi-3.8.1", "Apache-2.0", held_out=True),
    Package("mypy-2.4.1", "MIT", held_out=True),
    Package("scrapy-2.19.0", "BSD-3-Clause", held_out=True),
    Package("tornado-6.6.1", "Apache-2.0", held_out=True),
    Package("tox-4.67.15", "MIT", held_out=True),
)
_MOST = 400  # stretches of one package
# Pages of this project that quote attacks.
_QUOTES = re.compile(r"found-|inject|screen|guardrail|model|calibrat|evaluat|train|rules")


def manual_rows(folder: Path) -> Iterator[Row]:
    """Return stretches of documentation, code and data files, as a model reads them."""
    for package in MANUALS:
        parts = {
            hashlib.sha256(stretch.encode()).digest(): stretch
            for _, text in _files(folder, package, _MANUALS)
            for stretch in _stretches(text)
        }
        source = f"mined_{'held' if package.held_out else 'train'}_manual_{package.name}"
        # In the order of their digests: a fixed choice among all files.
        for digest in sorted(parts)[:_MOST]:
            yield Row(parts[digest], 0, "data", source, 0, "benign", "en")
    # Grants to addresses, and what nobody may do: this project's own pages are full of them.
    for path in sorted((*Path("docs").rglob("*.md"), *Path("scenarios").rglob("*.sql"))):
        if not _QUOTES.search(path.name):
            for stretch in _stretches(path.read_text(encoding="utf-8")):
                yield Row(stretch, 0, "data", "mined_train_manual_govsim", 0, "benign", "en")


def mined_rows(folder: Path) -> Iterator[Row]:
    """Return the stretches of the files of each package that the folder holds."""
    for package in PACKAGES:
        seen: set[bytes] = set()
        for name, text in _files(folder, package, _TEXTS):
            if (digest := hashlib.sha256(text.encode()).digest()) in seen:
                continue
            seen.add(digest)
            kind = "benign-hard" if _AGENT.search(name) else "benign"
            source = f"mined_{'held' if package.held_out else 'train'}_{package.name}"
            for stretch in _stretches(text):
                for channel in ("user", "data"):
                    yield Row(stretch, 0, channel, source, 0, kind, "en")


def _files(folder: Path, package: Package, wanted: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.glob(f"{package.name}.t*")):
        with tarfile.open(path) as archive:
            for member in sorted(archive.getmembers(), key=lambda m: m.name):
                if not member.isfile() or not wanted.search(member.name):
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
