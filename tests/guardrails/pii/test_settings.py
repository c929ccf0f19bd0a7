"""A policy sets types, countries, thresholds and recognisers of its own; nonsense is refused."""

import json

import pytest

from govsim.errors import GovsimError
from govsim.guardrails.pii.custom import recognizer_of
from govsim.guardrails.pii.detector import PersonalDataDetector, detector
from govsim.guardrails.pii.settings import settings_of
from govsim.guardrails.policy import Policy

STAFF = {
    "name": "Staff number",
    "supported_entity": "STAFF_ID",
    "patterns": [{"name": "number", "regex": r"\bST-\d{5}\b", "score": 0.3}],
    "context": ["staff", "badge"],
}


def types_in(text: str, **options: tuple[str, ...]) -> list[str]:
    """Return the types that a detector with some options reports."""
    policy = Policy("p", options={"pii": options})
    return [hit.type for hit in detector(policy).hits(text)]


def test_types_are_chosen() -> None:
    """`types` replaces the usual types, `also` adds to them."""
    text = "mail ana@example.com on 2024-03-01"

    assert types_in(text) == ["EMAIL"]
    assert types_in(text, types=("DATE",)) == ["DATE"]
    assert types_in(text, also=("DATE",)) == ["EMAIL", "DATE"]


def test_thresholds_are_per_type() -> None:
    """A higher threshold of one type leaves the others as they are."""
    text = "604 555 0123 or ana@example.com"

    assert types_in(text) == ["PHONE", "EMAIL"]
    assert types_in(text, thresholds=("PHONE=0.99",)) == ["EMAIL"]


def test_an_own_recogniser_is_one_more_type() -> None:
    """A recogniser in Presidio's form finds its pattern; a whole word near it makes it likelier."""
    own = (json.dumps(STAFF),)

    assert types_in("badge ST-12345", recognizers=own) == ["STAFF_ID"]
    assert types_in("staffing ST-12345", recognizers=own) == []


def test_a_deny_list_is_found_whole() -> None:
    """Words of a deny list are found as whole words, in any case."""
    own = (json.dumps({"name": "n", "supported_entity": "PROJECT", "deny_list": ["Blue Fox"]}),)

    assert types_in("about blue fox, not blue foxes", recognizers=own) == ["PROJECT"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"types": ("EMIAL",)}, "no type of personal data `EMIAL`"),
        ({"countries": ("XX",)}, "no country `XX`"),
        ({"thresholds": ("PHONE=2",)}, "not a type and a number"),
        ({"thresholds": ("PHONE=high",)}, "not a type and a number"),
        ({"color": ("red",)}, "no option `color`"),
        ({"recognizers": ("{",)}, "not JSON"),
    ],
)
def test_nonsense_is_refused(options: dict[str, tuple[str, ...]], message: str) -> None:
    """What a policy says of personal data is checked before anything is read."""
    with pytest.raises(GovsimError, match=message):
        settings_of(options)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ([], "is a mapping"),
        ({"name": "n"}, "names no `supported_entity`"),
        ({"name": "n", "supported_entity": "X"}, "neither `patterns` nor"),
        ({"name": "n", "supported_entity": "X", "pattern": []}, "a field `pattern`"),
        ({"name": "n", "supported_entity": "X", "patterns": [{"score": 1}]}, "without a `regex`"),
        (
            {"name": "n", "supported_entity": "X", "patterns": [{"regex": "("}]},
            "is no regular expression",
        ),
        (
            {"name": "n", "supported_entity": "X", "patterns": [{"regex": "a", "score": 7}]},
            "a score `7`",
        ),
    ],
)
def test_a_broken_recogniser_is_refused(values: object, message: str) -> None:
    """An error names the recogniser and what is wrong with it."""
    with pytest.raises(GovsimError, match=message):
        recognizer_of(values)


def test_the_default_detector_needs_no_settings() -> None:
    """Without a policy, all personal types of all countries are looked for."""
    assert [hit.type for hit in PersonalDataDetector().hits("PESEL 44051401359")] == ["NATIONAL_ID"]
