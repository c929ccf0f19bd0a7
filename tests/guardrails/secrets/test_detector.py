"""The detector tells where secrets stand, never what they are, and heeds what was accepted."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govsim.guardrails import Channel
from govsim.guardrails.secrets import Accepted, Baseline, SecretsDetector
from govsim.guardrails.secrets.scan import scan
from govsim.guardrails.views import views_of
from tests.guardrails.secrets.making import text, with_crc

TOKEN = with_crc("ghp", 1)
PASSWORD = text(9, 2) + "!" + text(2, 3)
BASELINE = Baseline(salt=bytes(range(16)))


def found(written: str, detector: SecretsDetector | None = None) -> list[str]:
    """Return the stretches that a detector finds."""
    detector = detector or SecretsDetector()
    findings = detector.find(views_of(written), Channel.CODE)
    return [written[each.start : each.end] for each in findings]


def test_a_finding_says_where_and_why_but_not_what() -> None:
    """Neither the finding nor its text form holds the value."""
    written = f"token = '{TOKEN}'\npassword = '{PASSWORD}'"

    findings = list(SecretsDetector().find(views_of(written), Channel.CODE))

    assert [each.type for each in findings] == ["SECRET", "PASSWORD"]
    assert all(each.why and each.rule for each in findings)
    assert TOKEN[8:] not in repr(findings)
    assert PASSWORD not in repr(findings)


@pytest.mark.parametrize(
    "comment",
    [
        "# govsim:allow secret",
        "// pragma: allowlist secret",
        "# pragma: whitelist secret",
        "-- gitleaks:allow",
        "# nosecret",
    ],
)
def test_a_comment_on_the_line_allows_what_stands_there(comment: str) -> None:
    """A mark allows its own line, and no other."""
    line = f"token = '{TOKEN}'"

    assert found(f"{line}  {comment}") == []
    assert found(f"{line}  {comment}\n{line}") == [TOKEN]


def test_a_comment_may_stand_on_the_line_before() -> None:
    """`allowlist nextline secret` speaks of the line after it alone."""
    line = f"token = '{TOKEN}'"

    assert found(f"# pragma: allowlist nextline secret\n{line}") == []
    assert found(f"# pragma: allowlist nextline secret\n\n{line}") == [TOKEN]


def test_a_value_that_reads_like_a_mark_allows_nothing() -> None:
    """A mark counts beside a value, not inside it."""
    assert found(f"password = '{PASSWORD}gitleaks:allow'") != []


def test_what_a_baseline_accepts_is_silent_in_its_file() -> None:
    """An accepted value may move in its file; elsewhere it is found as before."""
    accepted = Accepted(BASELINE.fingerprint(TOKEN), "SECRET", "github-token", 3)
    baseline = BASELINE.with_file("app.py", [accepted])

    assert found(f"\n\nt = '{TOKEN}'", SecretsDetector(baseline, "app.py")) == []
    assert found(f"t = '{TOKEN}'", SecretsDetector(baseline, "other.py")) == [TOKEN]
    assert found(f"t = '{with_crc('ghp', 2)}'", SecretsDetector(baseline, "app.py")) != []


def test_a_fingerprint_depends_on_the_salt() -> None:
    """Two baselines give one value different fingerprints, so they cannot be compared."""
    assert BASELINE.fingerprint(TOKEN) != Baseline(salt=bytes(16)).fingerprint(TOKEN)


def test_a_file_without_findings_leaves_the_baseline() -> None:
    """What is no longer found is no longer accepted."""
    accepted = Accepted(BASELINE.fingerprint(TOKEN), "SECRET", "github-token", 3)

    assert BASELINE.with_file("a", [accepted]).with_file("a", []) == BASELINE


def test_without_a_budget_the_threshold_is_its_own() -> None:
    """A half, in every channel."""
    assert {SecretsDetector().threshold(channel, None) for channel in Channel} == {0.5}


@given(
    st.lists(
        st.sampled_from(
            [
                "password = '",
                "token: ",
                "://u:",
                "@h/",
                TOKEN,
                PASSWORD,
                "\n",
                '"',
                "é密",
                " ",
                "$",
                "=",
            ]
        )
        | st.text(max_size=8),
        max_size=30,
    ).map("".join)
)
def test_hits_lie_inside_the_text_and_apart(written: str) -> None:
    """On any text, hits are ordered, lie inside it and do not overlap; the same text, the same hits."""
    hits = scan(written, 0.0)

    assert all(0 <= hit.start < hit.end <= len(written) for hit in hits)
    assert all(a.end <= b.start for a, b in pairwise(hits))
    assert hits == scan(written, 0.0)


PEM = "-----BEGIN {0}PRIVATE KEY-----"


@pytest.mark.parametrize("kind", ["", "RSA ", "EC ", "OPENSSH ", "ENCRYPTED ", "PGP "])
@pytest.mark.parametrize("line", ["\n", "\\n", '" +\n    "'])
def test_a_private_key_is_found_as_a_block(kind: str, line: str) -> None:
    """A key is found from its first line to its last, in a file, a string or JSON."""
    begin, end = PEM.format(kind), PEM.format(kind).replace("BEGIN", "END")
    body = line.join(text(64, at) for at in range(4))
    key = line.join([begin, body, end])

    assert found(f"key: {key} and so on") == [key]


def test_a_frame_without_a_key_is_no_key() -> None:
    """The first and last line alone, or with an ellipsis, are an example."""
    begin, end = PEM.format(""), PEM.format("").replace("BEGIN", "END")

    assert found(f"{begin}\n...\n{end}") == []
    assert found(f"{begin}\nanything\n{end}") == []
    assert found(re.sub("PRIVATE", "PUBLIC", f"{begin}\n{text(200, 4)}\n{end}")) == []
