"""Reads the texts of user interfaces in many languages, out of packages whose licences allow it."""

from __future__ import annotations

import gettext
import io
import json
import random
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from tools.training.injection.mined import LANGUAGES, Package
from tools.training.injection.pool import Row

WHEELS = (
    Package("django-5.2.19-py3-none-any.whl", "BSD-3-Clause"),
    Package("django_allauth-65.22.1-py3-none-any.whl", "MIT"),
    Package("wagtail-8.0.1-py3-none-any.whl", "BSD-3-Clause"),
    Package("kolibri-0.19.5-py2.py3-none-any.whl", "MIT"),
    Package("jupyterlab_language_pack_ja_jp-4.5.post3-py2.py3-none-any.whl", "BSD-3-Clause"),
    Package("jupyterlab_language_pack_ru_ru-4.5.post3-py2.py3-none-any.whl", "BSD-3-Clause"),
    Package("jupyterlab_language_pack_zh_cn-4.5.post3-py2.py3-none-any.whl", "BSD-3-Clause"),
)
_LANGUAGE = re.compile(r"/locale/([a-z]{2,3})(?:[_-]\w+)?/LC_MESSAGES/[^/]+\.(mo|json)$")
_SLOT = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\{?\s*[\w, ]+\s*\}?\}|</?\w+[^>]*>|&\w+;")
_WIDE = {"zh", "ja", "ko", "th"}


def translated_rows(folder: Path, each: int, seed: int) -> Iterator[Row]:
    """Return texts of one sentence or several, about so many a language."""
    rng = random.Random(seed)
    texts: dict[str, dict[str, None]] = {language: {} for language in LANGUAGES}
    for wheel in WHEELS:
        for language, text in _texts(folder / wheel.name):
            if language in texts and len(text) >= (8 if language in _WIDE else 22):
                texts[language][text] = None
    for language, found in texts.items():
        pool = list(found)
        rng.shuffle(pool)
        at = 0
        for _ in range(each):
            size = rng.choice([1, 1, 1, 2, 3, 5])
            part = pool[at : at + size]
            at += size
            if not part:
                break
            text = rng.choice([" ", "\n", "\n- "]).join(part)
            channel = rng.choice(["user", "user", "data"])
            yield Row(text, 0, channel, f"translated_{language}", 0, "benign", language)


def _texts(wheel: Path) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(wheel) as archive:
        for name in sorted(archive.namelist()):
            if not (match := _LANGUAGE.search("/" + name)):
                continue
            content = archive.read(name)
            for text in _messages(content) if match[2] == "mo" else _values(content):
                cleaned = " ".join(_SLOT.sub("x", text).split())
                if cleaned:
                    yield match[1], cleaned


def _messages(content: bytes) -> Iterator[str]:
    catalog = gettext.GNUTranslations(io.BytesIO(content))._catalog  # type: ignore[attr-defined]
    for key, text in catalog.items():
        if key and text and text != key:
            yield text


def _values(content: bytes) -> Iterator[str]:
    held = json.loads(content)
    for value in held.values() if isinstance(held, dict) else ():
        if isinstance(value, str):
            yield value
