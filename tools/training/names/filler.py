"""Holds ordinary words and sentences of many languages: what stands around names and is none.

Words are those of Faker and mimesis (MIT); sentences are the translated messages of Django, Django
REST framework, Sphinx and Wagtail (BSD).
"""

from __future__ import annotations

import ast
import importlib
import json
import re
from functools import cache
from importlib import resources
from pathlib import Path

FAKER = {"en": "en_US", "de": "de_DE", "fr": "fr_FR", "es": "es_ES", "it": "it_IT", "nl": "nl_NL", "pl": "pl_PL",
         "cs": "cs_CZ", "da": "da_DK"}  # fmt: skip
CATALOGUES = {
    "pt": ("pt", "pt_BR"),
    "es": ("es", "es_MX", "es_AR"),
    "de": ("de",),
    "sv": ("sv", "sv_SE"),
    "it": ("it", "it_IT"),
}
SLANG = """lol omg thx rn tbh idk smh ngl yasss tonite gonna wanna u r n w/ b4 2nite pls plz ppl bro sis fam lmao af fr imo
btw ily bday tmrw cuz gotta kinda yeah yep nope hey hmm ugh wow aww haha hahaha xoxo dm rt ok okay srsly omw asap""".split()


@cache
def words(language: str) -> tuple[str, ...]:
    """Return ordinary words of a language as they are written within a sentence."""
    import mimesis.datasets

    path = Path(mimesis.datasets.__path__[0]) / language / "text.json"
    found = set(json.loads(path.read_text("utf-8"))["words"]) if path.exists() else set()
    if language in FAKER:
        lorem = importlib.import_module(f"faker.providers.lorem.{FAKER[language]}")
        found |= set(lorem.Provider.word_list)
    for sentence in sentences(language):
        found |= {w for w in re.findall(r"[^\W\d_]{2,}", sentence) if w.islower()}
    if language == "en":
        found |= set(SLANG)
    kept = {w for w in found if language == "de" or w.islower()}
    return tuple(sorted(w for w in kept if re.fullmatch(r"[^\W\d_][\w'/-]*", w)))


@cache
def sentences(language: str) -> tuple[str, ...]:
    """Return ordinary sentences of a language, of interfaces of software."""
    found: dict[str, None] = {}
    for package in ("django", "rest_framework", "sphinx", "wagtail"):
        root = Path(str(resources.files(package)))
        for code in CATALOGUES.get(language, (language,)):
            for path in sorted(root.rglob(f"{code}/LC_MESSAGES/*.po")):
                for message in _messages(path.read_text("utf-8")):
                    found.setdefault(message)
    return tuple(found)


def _messages(catalogue: str) -> list[str]:
    made = []
    for match in re.finditer(r'^msgstr(?:\[\d\])? ((?:".*"\n?)+)', catalogue, re.MULTILINE):
        text = "".join(ast.literal_eval(line) for line in match[1].splitlines())
        text = re.sub(r"<[^>]+>|%\(\w+\)[sd]|\{[^}]*\}|%[sd]", "", text)
        if 12 <= len(text) <= 400 and "Content-Type" not in text and "@" not in text:
            made.append(re.sub(r"[ \t]+", " ", text).strip())
    return made
