"""A scenario screens texts by a policy, and says what came where it expects something else."""

from pathlib import Path

import pytest
from inline_snapshot import snapshot

from govsim import Simulator
from govsim.errors import GovsimError
from govsim.scenario import run_path

POLICY = """\
channels:
  user: [{detector: topics, action: redact, message: not here}]
topics: [{name: money, words: [gold]}]
flows: [{name: home, action: block, tags: [pii], to: [external], unless: [ida]}]
"""


def told(folder: Path, *lines: str, given: str = "") -> list[str]:
    """Return what does not hold of some expectations."""
    (folder / "p.yaml").write_text(POLICY, encoding="utf-8")
    story = folder / "story.yaml"
    then = "".join(f"  - {line}\n" for line in lines)
    story.write_text(f"about: gold\n{given}then:\n{then}", encoding="utf-8")
    return [result.message for result in run_path(story).results if not result.passed]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("{screen: a gold coin, policy: p.yaml, answer: redact}", id="the outcome"),
        pytest.param("{screen: gold, policy: p.yaml, found: [TOPIC], redacted: <TOPIC>}", id="what is found"),
        pytest.param("{screen: gold, policy: p.yaml, because: not here}", id="the message"),
        pytest.param("{screen: gold, policy: p.yaml, because: speaks of money}", id="the reason"),
        pytest.param("{screen: gold, policy: p.yaml, channel: output, answer: allow, found: []}", id="the channel"),
        pytest.param("{screen: x, policy: p.yaml, tags: pii=email, answer: block, because: external}", id="tags"),
        pytest.param("{screen: x, policy: p.yaml, tags: pii, to: internal, answer: allow}", id="where to"),
        pytest.param("{screen: x, policy: p.yaml, tags: pii, to: external gpt, because: '`gpt`'}", id="an endpoint"),
        pytest.param("{screen: x, policy: p.yaml, tags: pii, as: ida, answer: allow}", id="who"),
        pytest.param("{screen: 'You are kept short and never speak of gold at all, whoever asks.', channel: output, prompt: 'You are kept short and never speak of gold at all, whoever asks.', answer: block}", id="a prompt"),
        pytest.param("{screen: the word is abcdefghijkl, channel: output, canary: abcdefghijkl, answer: block}", id="a canary"),
    ],
)  # fmt: skip
def test_a_text_is_screened_as_the_scenario_says(tmp_path: Path, line: str) -> None:
    """Policy, channel, sender, origin and destination are part of the question."""
    assert told(tmp_path, line) == []


def test_tags_of_tables_count(tmp_path: Path) -> None:
    """What a text was taken from is looked up in the metastore of the story."""
    given = (
        "given:\n  statements: CREATE CATALOG c; CREATE SCHEMA c.s; CREATE TABLE c.s.t (a STRING);\n"
        "    ALTER TABLE c.s.t SET TAGS ('pii' = 'yes');\n"
    )
    assert (
        told(tmp_path, "{screen: x, policy: p.yaml, tables: c.s.t, answer: block}", given=given)
        == []
    )


def test_a_wrong_expectation_is_told_with_what_came(tmp_path: Path) -> None:
    """The report names outcome, findings, redaction and reasons."""
    assert told(
        tmp_path,
        "{screen: a gold coin, policy: p.yaml, answer: block}",
        "{screen: a tin coin, policy: p.yaml, answer: block}",
        "{screen: gold, policy: p.yaml, found: [EMAIL], redacted: none}",
        "{screen: gold, policy: p.yaml, because: the moon}",
    ) == snapshot(
        [
            """\
expected block, got redact
redact: TOPIC by topics money: the text speaks of money\
""",
            """\
expected block, got allow
nothing was found\
""",
            """\
expected to find EMAIL, found TOPIC
expected the redacted text 'none', got '<TOPIC>'\
""",
            "the answer is right, and not because of the moon",
        ]
    )


@pytest.mark.parametrize(
    ("line", "words"),
    [
        pytest.param("{screen: x, policy: none}", "unknown-guardrail-policy", id="policy"),
        pytest.param("{screen: x, to: the moon}", "`the moon` is no destination", id="destination"),
        pytest.param("{screen: x, channel: radio}", "expected one of", id="channel"),
        pytest.param("{screen: x, tables: a.b.c}", "unknown-securable", id="table"),
        pytest.param("{screen: x, ask: ana read c}", "exactly one of", id="two questions"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(tmp_path: Path, line: str, words: str) -> None:
    """What is wrong is said, and the scenario fails."""
    try:
        messages = told(tmp_path, line)
    except Exception as error:
        messages = [str(error)]

    assert any(words in message for message in messages)


def test_a_policy_that_somebody_mended_counts_at_once(tmp_path: Path) -> None:
    """It is read anew when it or one that it extends has changed, and when it is gone."""
    under, over = tmp_path / "under.yaml", tmp_path / "over.yaml"
    under.write_text("topics: [{name: t, words: [gun]}]\n")
    over.write_text("extends: ./under.yaml\nchannels: {user: [{detector: topics, action: flag}]}\n")
    simulator = Simulator()

    def outcome(text: str) -> str:
        return str(simulator.screen(text, policy=over).outcome)

    assert (outcome("a gun"), outcome("a bomb")) == ("flag", "allow")
    under.write_text("topics: [{name: t, words: [gun, bomb]}]\n")
    assert outcome("a bomb") == "flag"
    over.write_text(over.read_text().replace("flag", "block"))
    assert outcome("a bomb") == "block"
    under.unlink()
    with pytest.raises(GovsimError, match="cannot be read"):
        outcome("a bomb")
