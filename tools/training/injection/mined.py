"""Reads instruction files and documentation out of packages whose licences allow it."""

from __future__ import annotations

import hashlib
import re
import tarfile
import zipfile
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
# Whole pages and files of data as a tool returns them; code only where a package has too few.
_PAGES = re.compile(
    r"\.(?:md|mdx|txt|rst|html?|j2|jinja2?|xml|ya?ml|json|jsonc|ics|jcal|vcf|eml|srt|po|sql|csv|tsv"
    r"|toml|cfg|conf|ini|sls|sh|ambr|[1-8]|py|js|ts)$"
    r"|(?:^|/)(?i:licen[cs]e|copying|changes|changelog|authors|news)[^/]*$"
)
_CODE = re.compile(r"\.(?:py|js|ts)$")
_NOT_WRITTEN = re.compile(r"node_modules/|/vendors?/|\.min\.|\.d\.ts$|/package(?:-lock)?\.json$")
_AGENT = re.compile(
    r"agent|skill|command|rule|prompt|claude|copilot|workflow|persona|instruct", re.I
)


@dataclass(frozen=True, slots=True)
class Package:
    """A package that was fetched from its registry, by its file's name."""

    name: str
    licence: str
    held_out: bool = False  # never trained on: the measure of false alarms on such files
    most: int = 400  # stretches taken of it: fewer where its texts are much alike


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

PAGES = (
    Package("admin-lte-4.10.0", "MIT"),
    Package("anthropic-2.14.0", "Apache-2.0"),
    Package("apache_airflow_core-3.3.2-py3-none-any.whl", "Apache-2.0"),
    Package("awscli-1.46.3-py3-none-any.whl", "Apache-2.0"),
    Package("azure_cli-2.91.0-py3-none-any.whl", "MIT"),
    Package("beets-2.14.1-py3-none-any.whl", "MIT", most=300),
    Package("bootstrap-table-1.27.3", "MIT", most=300),
    Package("bs-recipes-1.3.4", "ISC"),
    Package("c15t-translations-2.2.1", "Apache-2.0"),
    Package("chatterbot_corpus-1.3.3-py2.py3-none-any.whl", "BSD"),
    Package("checkov-3.3.30-py3-none-any.whl", "Apache-2.0"),
    Package("cookiecutter-2.7.1", "BSD-3-Clause"),
    Package("cordova-13.0.0", "Apache-2.0"),
    Package("countryinfo-1.0.1-py3-none-any.whl", "MIT", most=300),
    Package("datatables.net-plugins-3.0.2", "MIT"),
    Package("django_cms-5.1.3-py3-none-any.whl", "BSD-3-Clause"),
    Package("djangorestframework-3.18.3", "BSD-3-Clause"),
    Package("docsify-5.0.0", "MIT"),
    Package("dspy-3.4.1-py3-none-any.whl", "MIT"),
    Package("email-templates-13.0.1", "MIT"),
    Package("express-legal-1.3.2", "MIT"),
    Package("faker-40.63.0-py3-none-any.whl", "MIT"),
    Package("gentelella-4.2.0", "MIT"),
    Package("give-me-a-joke-0.5.1", "MIT"),
    Package("great_expectations-1.24.1-py3-none-any.whl", "Apache-2.0"),
    Package("holidays-0.109-py3-none-any.whl", "MIT", most=300),
    Package("i18n-iso-countries-7.14.0", "MIT", most=300),
    Package("icalendar-7.3.2-py3-none-any.whl", "BSD-2-Clause"),
    Package("keystone-4.2.1", "MIT"),
    Package("langchain_core-1.8.4", "MIT"),
    Package("markdown-3.11.3", "BSD-3-Clause"),
    Package("markdownlint-0.40.0", "MIT"),
    Package("mdn-data-2.37.2", "CC0-1.0"),
    Package("mimesis-22.2.0-py3-none-any.whl", "MIT"),
    Package("mkdocs_material-9.8.2-py3-none-any.whl", "MIT"),
    Package("mongoose-9.12.1", "MIT"),
    Package("node-ical-0.26.1", "Apache-2.0"),
    Package("node-red-editor-client-5.0.7", "Apache-2.0"),
    Package("node-red-nodes-5.0.7", "Apache-2.0"),
    Package("one-liner-joke-1.2.2", "MIT"),
    Package("openai-3.57.0", "Apache-2.0"),
    Package("prowler-5.46.0-py3-none-any.whl", "Apache-2.0"),
    Package("reveal.js-6.0.2", "MIT"),
    Package("salt-3008.5", "Apache-2.0"),
    Package("slack_sdk-3.48.0-py2.py3-none-any.whl", "MIT"),
    Package("sqlglot-30.30.0", "MIT"),
    Package("standard-17.1.2", "MIT"),
    Package("textblob-0.20.1", "MIT"),
    Package("vanilla-cookieconsent-3.1.0", "MIT"),
    Package("wechaty-1.20.2", "Apache-2.0", most=300),
    Package("weui-2.6.26", "MIT"),
    Package("yt_dlp-2026.10.26-py3-none-any.whl", "Unlicense"),
    Package("Whoosh-2.7.4.zip", "BSD-2-Clause", held_out=True),
    Package("africanjokes-1.2.1-py3-none-any.whl", "MIT", held_out=True),
    Package("aws_sam_cli-1.170.0-py3-none-any.whl", "Apache-2.0", held_out=True),
    Package("django_oscar-4.2.1", "BSD-3-Clause", held_out=True),
    Package("foundation-emails-2.5.1", "MIT", held_out=True),
    Package("haystack_ai-3.4.1-py3-none-any.whl", "Apache-2.0", held_out=True),
    Package("klaro-0.7.22", "BSD-3-Clause", held_out=True),
    Package("limnoria-2026.10.4", "BSD-3-Clause", held_out=True),
    Package("semantic-release-24.2.9", "MIT", held_out=True),
    Package("startbootstrap-sb-admin-2-4.1.4", "MIT", held_out=True),
    Package("streamlink-8.6.3-py3-none-any.whl", "BSD-2-Clause", held_out=True),
    Package("uppy-locales-5.2.0", "MIT", held_out=True),
    Package("youtube_dl-2021.12.17-py2.py3-none-any.whl", "Unlicense", held_out=True),
)
LANGUAGES = (
    "ar bg bn ca cs da de el es et fa fi fr he hi hr hu id it ja ko lt lv mr ms nb nl pl pt ro ru "
    "sk sl sr sv sw ta te th tr uk ur vi zh"
).split()
_LANGUAGE = re.compile(
    r"(?:locale|lang|i18n|translation|datasets|faker/providers/|README|src|data/).*?"
    rf"[/.-](?i:({'|'.join(LANGUAGES)})(?:[_-][a-z]{{2,4}})?)(?=[/.])"
)
_NAMED = dict(
    pair.split(":")
    for pair in (
        "bangla:bn chinese:zh french:fr german:de hebrew:he hindi:hi indonesian:id italian:it "
        "japanese:ja korean:ko marathi:mr persian:fa polish:pl portuguese:pt russian:ru spanish:es "
        "swedish:sv tchinese:zh telugu:te thai:th traditionalchinese:zh turkish:tr ukrainian:uk"
    ).split()
)
# What a person pastes into a chat as well: a page of another language, a README, mail, a form.
_PASTED = re.compile(
    r"README|\.(?:eml|ics|srt)$|[/_-]forms?[/_.-]|mail|joke|survey|legal|policy|consent", re.I
)
# An attack quoted, or about to be: a text that nobody can call harmless for sure.
_QUOTED = re.compile(
    r"(?:ignore|disregard|forget) (?:\w+ ){0,3}(?:previous|prior|above|earlier|instructions)"
    r"|jail-?break|prompt[ _-]?(?:injection|leak)|do anything now|red[ -]team",
    re.I,
)
_MACHINE = re.compile(r"[^\n]{2000}|[A-Za-z0-9+/=]{160}|\x00|\ufffd")
_MOST_CODE = 120  # of them, of code without a language: pages come first
_LARGEST = 200_000  # bytes of a file
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
        for digest in sorted(parts)[: package.most]:
            yield Row(parts[digest], 0, "data", source, 0, "benign", "en")
    # Grants to addresses, and what nobody may do: this project's own pages are full of them.
    for path in sorted((*Path("docs").rglob("*.md"), *Path("scenarios").rglob("*.sql"))):
        if not _QUOTES.search(path.name):
            for stretch in _stretches(path.read_text(encoding="utf-8")):
                yield Row(stretch, 0, "data", "mined_train_manual_govsim", 0, "benign", "en")


def page_rows(folder: Path) -> Iterator[Row]:
    """Return stretches of pages, translated texts, data and man pages, for the channels of each."""
    for package in PAGES:
        parts: dict[bytes, tuple[bool, str, str]] = {}
        for name, text in _files(folder, package, _PAGES):
            if _NOT_WRITTEN.search(name):
                continue
            for stretch in _stretches(text):
                if not _QUOTED.search(stretch) and not _MACHINE.search(stretch):
                    digest = hashlib.sha256(stretch.encode()).digest()
                    is_code = _CODE.search(name) is not None and _language(name) == "en"
                    parts.setdefault(digest, (is_code, name, stretch))
        side = "held" if package.held_out else "train"
        code = sorted(digest for digest, (is_code, _, _) in parts.items() if is_code)
        texts = sorted(parts.keys() - set(code))
        for digest in (*texts, *code[:_MOST_CODE])[: package.most]:
            _, name, stretch = parts[digest]
            lang = _language(name)
            source = f"mined_{side}_manual_{package.name}"
            yield Row(stretch, 0, "data", source, 0, "benign", lang)
            if lang != "en" or _PASTED.search(name):
                source = f"mined_{side}_page_{package.name}"
                yield Row(stretch, 0, "user", source, 0, "benign", lang)


def _language(name: str) -> str:
    for part in name.lower().split("/"):
        if part in _NAMED:
            return _NAMED[part]
    return match[1].lower() if (match := _LANGUAGE.search(name)) else "en"


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
    for path in sorted((*folder.glob(package.name), *folder.glob(f"{package.name}.t*"))):
        for name, content in _members(path, wanted):
            yield name, content.decode("utf-8", "replace")


def _members(path: Path, wanted: re.Pattern[str]) -> Iterator[tuple[str, bytes]]:
    if path.suffix in {".whl", ".zip"}:
        with zipfile.ZipFile(path) as held:
            for each in sorted(held.infolist(), key=lambda m: m.filename):
                if wanted.search(each.filename) and each.file_size <= _LARGEST:
                    yield each.filename, held.read(each)
        return
    with tarfile.open(path) as archive:
        for member in sorted(archive.getmembers(), key=lambda m: m.name):
            if not member.isfile() or not wanted.search(member.name):
                continue
            if member.size > _LARGEST or (file := archive.extractfile(member)) is None:
                continue
            yield member.name, file.read()


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
