"""Which literals can stand in a text is told by one pass, and never wrongly denied."""

import re
import sys
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis.strategies import lists, sampled_from, text

from govsim.guardrails.literals import WORTH, Literals, mirrored
from govsim.guardrails.pii.detector import PersonalDataDetector
from govsim.guardrails.pii.scan import scan
from govsim.guardrails.secrets.scan import scan as secrets
from tests.guardrails.pii.corpus import plain_texts

WORDS = ("@", "pw", "pass", "token", "lösenord", "hasł", "at]", "wachtwoord", "a\x00b")
LONG = "neither of them " * (WORTH // 16 + 1)
bodies = lists(sampled_from((*WORDS, "pas", "tok", "en", "ł", "?", "wacht", " ")), max_size=9)


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(bodies.map("".join) | text(max_size=40), sampled_from(("", LONG)))
def test_what_stands_in_a_text_is_possible(body: str, rest: str) -> None:
    """Whatever stands before it, and whether the text is short or long."""
    held = mirrored((rest + body).lower())
    literals = [mirrored(word) for word in WORDS]

    assert {word for word in literals if word in held} <= set(Literals(literals).possible(held))


def test_most_of_what_does_not_stand_in_a_text_is_impossible() -> None:
    """A long text leaves nothing but what it holds, and what is too short to tell."""
    literals = Literals(map(mirrored, WORDS))

    assert set(literals.possible(mirrored(LONG + "token"))) <= {b"token", b"@", b"pw"}


def test_hyperscan_changes_no_find(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it is installed it is used, for the same answers."""
    pytest.importorskip("hyperscan")
    bodies = (*plain_texts(), " ".join(plain_texts()))
    swift = [(scan(body), secrets(body, 0.0)) for body in bodies]

    monkeypatch.setattr(Literals, "_automaton", None)

    assert [(scan(body), secrets(body, 0.0)) for body in bodies] == swift


class Library:
    """As much of Hyperscan as is asked, in Python."""

    HS_FLAG_SINGLEMATCH = HS_FLAG_DOTALL = HS_MODE_BLOCK = 0
    Scratch = staticmethod(lambda database: database)

    class Database:
        """Expressions, each searched for itself."""

        def __init__(self, mode: int) -> None:
            self.known: dict[int, bytes] = {}

        def compile(self, expressions: list[bytes], ids: list[int], **more: object) -> None:
            """Take the expressions."""
            self.known = dict(zip(ids, expressions, strict=True))

        def scan(self, text: bytes, match_event_handler: Any, scratch: object) -> None:
            """Tell of each expression that the text meets."""
            assert scratch is self
            for number, expression in self.known.items():
                if re.search(expression, text):
                    match_event_handler(number, 0, 0, 0, None)


def test_an_automaton_tells_what_stands_in_a_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """Exactly, and in a short text too."""
    monkeypatch.setitem(sys.modules, "hyperscan", Library)
    literals = Literals(map(mirrored, WORDS))

    assert list(literals.possible(b"a token @ work")) == [b"@", b"token"]


def test_a_library_that_fails_changes_no_find(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that was made for another processor is as good as none."""
    monkeypatch.setitem(sys.modules, "hyperscan", object())

    assert b"token" in Literals([b"token"]).possible(mirrored(LONG + "token"))


def test_threads_do_not_disturb_each_other() -> None:
    """Several texts are read at once, each as if it were alone."""
    from concurrent.futures import ThreadPoolExecutor

    detector, bodies = PersonalDataDetector(), plain_texts()
    alone = list(map(detector.hits, bodies))

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(detector.hits, bodies)) == alone
