"""Own recognisers of personal data are read from files in Presidio's form."""

from pathlib import Path

import pytest

from govsim.errors import GovsimError
from govsim.guardrails import Channel
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
        ("recognizers: [{name: n, supported_entity: X}]", "neither `patterns` nor"),
    ],
)
def test_a_broken_file_is_refused(tmp_path: Path, text: str, message: str) -> None:
    """An error tells what is wrong with the file."""
    path = tmp_path / "own.yaml"
    path.write_text(text, "utf-8")

    with pytest.raises(GovsimError, match=message):
        read_recognizers(path)
