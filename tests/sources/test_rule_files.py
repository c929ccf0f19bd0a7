"""Rules of the user's own are read with their examples, and a wrong one says what is wrong."""

from pathlib import Path

import pytest

from govsim.errors import GovsimError
from govsim.guardrails import Outcome, screen
from govsim.sources.policies import read_policy
from govsim.sources.rule_files import read_rules

MOON = """\
family: moon
type: TOPIC
words: {kinds: [blue, full]}
rules:
  - id: kinds
    why: it speaks of the moon
    phrases: <kinds> moon
---
examples:
  kinds: {matches: a full moon, spares: [a moon, full of moons]}
"""
PATTERN = """\
family: f
rules:
  - {id: r, why: it is so, pattern: '%s', anchors: [%s]}
"""


def refused(folder: Path, text: str) -> list[tuple[str, str]]:
    file = folder / "rules.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(GovsimError) as caught:
        read_rules(file)
    errors = getattr(caught.value, "errors", (caught.value,))
    assert all(error.at is not None for error in errors)
    return [(error.code, error.message) for error in errors]


def test_a_policy_names_files_of_rules_beside_it(tmp_path: Path) -> None:
    """The files are looked for beside the policy, and count as sure."""
    (tmp_path / "moon.yaml").write_text(MOON, encoding="utf-8")
    policy = tmp_path / "p.yaml"
    policy.write_text(
        "channels: {user: [{detector: injection-rules, action: block}]}\n"
        "options: {injection-rules: {files: [moon.yaml]}}\n",
        encoding="utf-8",
    )
    verdict = screen("Once in a blue moon.", read_policy(policy))

    assert [(f.rule, f.type) for f in verdict.findings] == [("moon/kinds", "TOPIC")]
    assert verdict.outcome is Outcome.BLOCK


@pytest.mark.parametrize(
    ("change", "error"),
    [
        pytest.param(("<kinds> moon", "<kind> moon"), ("wrong-pattern", "there is no list of words `kind`"), id="an unknown list"),
        pytest.param(("phrases: <kinds> moon", "times: 2"), ("wrong-value", "the rule `kinds` needs either phrases or a pattern"), id="nothing to find"),
        pytest.param(("a full moon", "a new moon"), ("failed-example", "the rule `kinds` does not match its example `a new moon`"), id="an example"),
        pytest.param(("[a moon,", "[blue moon,"), ("failed-example", "the rule `kinds` matches `blue moon`, which it should spare"), id="a counter-example"),
        pytest.param(("  kinds: {", "  sorts: {"), ("wrong-value", "there is no rule `sorts` here"), id="examples of no rule"),
        pytest.param(("why: it", "reason: it"), ("unknown-field", "there is no field `reason` here"), id="an unknown field"),
        pytest.param((MOON, "[]"), ("unknown-format", ""), id="no family"),
    ],
)  # fmt: skip
def test_a_file_of_rules_that_is_wrong_is_refused(
    tmp_path: Path, change: tuple[str, str], error: tuple[str, str]
) -> None:
    """Each fault is told at its place."""
    code, message = error
    found = refused(tmp_path, MOON.replace(*change))

    assert any(code == c and message in m for c, m in found)


@pytest.mark.parametrize(
    ("pattern", "anchors", "words"),
    [
        pytest.param("a{1,3}bc", "abc", None, id="fine"),
        pytest.param("a+bc", "abc", "it repeats something without a limit", id="unbounded"),
        pytest.param("a(bc", "abc", "it is no regular expression", id="broken"),
        pytest.param("abc", "ab", "`ab` is shorter", id="a short anchor"),
        pytest.param("abc", "", "it has none", id="no anchor"),
    ],
)
def test_a_pattern_must_take_linear_time(
    tmp_path: Path, pattern: str, anchors: str, words: str | None
) -> None:
    """A pattern that could hang a screen is refused when it is read."""
    text = PATTERN % (pattern, anchors)
    if words is None:
        (tmp_path / "rules.yaml").write_text(text, encoding="utf-8")
        assert read_rules(tmp_path / "rules.yaml").rules[0].pattern == pattern
    else:
        ((code, message),) = refused(tmp_path, text)
        assert (code, words in message) == ("wrong-pattern", True)
