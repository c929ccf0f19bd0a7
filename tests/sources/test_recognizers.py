"""Own recognisers of personal data are read from files in Presidio's form."""

import json
from pathlib import Path

import pytest

from govsim.errors import GovsimError
from govsim.guardrails import Channel
from govsim.guardrails.pii.custom import recognizer_of
from govsim.guardrails.pii.detector import detector
from govsim.guardrails.views import views_of
from govsim.sources.policies import read_policy
from govsim.sources.recognizers import read_recognizers

STAFF = """\
recognizers:
  - name: Staff number
    supported_entity: STAFF_ID
    patterns:
      - {name: number, regex: '\\bST-\\d{5}\\b', score: 0.6}
    context: [staff]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a policy, and the recognisers it names."""
    (tmp_path / "staff.yaml").write_text(STAFF, "utf-8")
    (tmp_path / "policy.yaml").write_text(
        "channels: {user: [{detector: pii, action: flag}]}\n"
        "options: {pii: {recognizers: staff.yaml}}\n",
        "utf-8",
    )
    return tmp_path


def test_a_file_in_the_form_of_presidio_means_what_it_means_there(tmp_path: Path) -> None:
    """Flags hold for all, words beside a language count, and what is not enabled is left out."""
    path = tmp_path / "own.yaml"
    path.write_text(
        "global_regex_flags: 8\n"
        "recognizers:\n"
        "- {name: off, supported_entity: X, deny_list: [a], enabled: false}\n"
        "- name: on\n"
        "  supported_entity: Y\n"
        "  supported_languages: [{language: en, context: [desk]}, {language: de}]\n"
        "  patterns: [{name: p, regex: 'BG-\\d', score: 0.3}]\n",
        "utf-8",
    )
    (own,) = (recognizer_of(json.loads(text)) for text in read_recognizers(path))

    assert [(hit.start, round(hit.score, 2)) for hit in own.find("desk BG-1, bg-2")] == [(5, 0.65)]


def test_a_policy_names_a_file_of_recognisers(folder: Path) -> None:
    """The file is looked for beside the policy, and its recognisers find what they describe."""
    own = detector(read_policy(folder / "policy.yaml"))
    found = own.find(views_of("badge ST-12345"), Channel.USER)

    assert [finding.type for finding in found] == ["STAFF_ID"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1", "no file of recognisers"),
        ("recognizers: [{name: EmailRecognizer, type: predefined}]", "one of Presidio's own"),
        ("recognizers: [EmailRecognizer]", "one of Presidio's own"),
        ("recognizers: [{name: n, supported_entity: X}]", "neither `patterns` nor"),
        ("recognizers: [{supported_entities: [X, Y], deny_list: [a]}]", "names several entities"),
        (
            "recognizers: [{supported_entity: X, deny_list: [a], score_thresholds: {X: 1}}]",
            "option",
        ),
        (
            "global_regex_flags: i\nrecognizers: [{supported_entity: X, deny_list: [a]}]",
            "no number",
        ),
    ],
)
def test_a_broken_file_is_refused(tmp_path: Path, text: str, message: str) -> None:
    """An error tells what is wrong with the file."""
    path = tmp_path / "own.yaml"
    path.write_text(text, "utf-8")

    with pytest.raises(GovsimError, match=message):
        read_recognizers(path)
