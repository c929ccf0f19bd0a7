"""Policies that ship can be read, describe themselves, and are written back as they were."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govsim.errors import GovsimError, ScriptError
from govsim.guardrails import Channel, Outcome, Policy, screen
from govsim.guardrails.policy import (
    Allowed,
    Flow,
    Limits,
    Model,
    Operator,
    Rate,
    Redaction,
    Rule,
    Topic,
)
from govsim.sources.policies import policy_schema, read_policy, shipped_policies
from govsim.sources.policy_writing import write_policy
from tests.house.codes import ROOT

NAMES = ("agent-tools", "chat", "code-review", "eu", "hospital", "payments", "rag", "training-data")
SCHEMA = ROOT / "policies" / "policy.schema.json"


def test_eight_policies_ship() -> None:
    """Each is told by its name."""
    assert shipped_policies() == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_policy_can_be_read_and_says_what_it_is_for(name: str) -> None:
    """A policy has a sentence about itself, rules, and a story that shows it."""
    policy = read_policy(name)

    assert policy.name == name
    assert policy.about.endswith(".")
    assert policy.channels
    stories = (ROOT / "scenarios" / "guardrails").glob("*.yaml")
    assert any(f"policy: {name}" in story.read_text(encoding="utf-8") for story in stories)


@pytest.mark.parametrize("name", ["rag", "agent-tools", "eu", "hospital", "payments"])
def test_a_policy_looks_for_no_less_than_the_one_it_extends(name: str) -> None:
    """What a trade adds costs nothing of what a chatbot is kept from, in any channel."""
    policy, under = read_policy(name), read_policy("chat")

    for channel in Channel:
        asked = {rule.detector for rule in policy.rules_of(channel)}
        assert asked >= {rule.detector for rule in under.rules_of(channel)}, channel


@pytest.mark.parametrize("name", ["eu", "hospital", "payments"])
@pytest.mark.parametrize("channel", [Channel.USER, Channel.DOCUMENT, Channel.TOOL_OUTPUT])
def test_what_a_model_reads_of_people_is_redacted(name: str, channel: Channel) -> None:
    """Whether somebody asks it, a page says it or a tool gives it back."""
    verdict = screen("Ana Keller, card 5500 0000 0000 0004.", read_policy(name), channel)

    assert verdict.outcome is Outcome.REDACT
    assert "5500 0000 0000" not in verdict.redacted


def test_the_schema_that_ships_is_the_one_that_is_read_by() -> None:
    """`govsim guardrails schema > policies/policy.schema.json` writes it anew."""
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == policy_schema()


def test_a_model_is_looked_for_beside_the_policy_and_its_key_in_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A key is named, never written; no value shows it."""
    monkeypatch.setenv("JUDGE_KEY", "k-123")
    file = tmp_path / "p.yaml"
    file.write_text(
        "models:\n  - {name: mine, path: weights}\n  - {name: judge, url: 'https://h/v1', key_from: JUDGE_KEY}\n",
        encoding="utf-8",
    )
    mine, judge = read_policy(file).models

    assert mine.path == str(tmp_path / "weights")
    assert judge.key == "k-123"
    assert "k-123" not in repr(judge)
    with pytest.raises(ValueError, match="is not written"):
        write_policy(read_policy(file))


@pytest.mark.parametrize(
    ("key", "words"),
    [
        pytest.param(None, "the environment variable `JUDGE_KEY`", id="not set"),
        pytest.param(" \n", "the environment variable `JUDGE_KEY`", id="of nothing"),
        pytest.param("k\nHost: evil", "a character that no header can carry", id="of two lines"),
    ],
)
def test_a_key_that_the_environment_lacks_is_an_error_at_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str | None, words: str
) -> None:
    """A judge is never asked without the key that its policy names."""
    monkeypatch.delenv("JUDGE_KEY", raising=False)
    if key is not None:
        monkeypatch.setenv("JUDGE_KEY", key)
    file = tmp_path / "p.yaml"
    file.write_text("models:\n  - {name: judge, url: 'https://h/v1', key_from: JUDGE_KEY}\n")
    with pytest.raises(GovsimError) as caught:
        read_policy(file)

    assert words in str(caught.value)
    assert f"{file}:2:" in str(caught.value)


def test_a_key_out_of_a_file_loses_its_line_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What `export KEY="$(<file)"` leaves is the key."""
    monkeypatch.setenv("JUDGE_KEY", "k-123\r\n")
    file = tmp_path / "p.yaml"
    file.write_text("models:\n  - {name: judge, url: 'https://h/v1', key_from: JUDGE_KEY}\n")

    assert read_policy(file).models[0].key == "k-123"


words = st.text("abcXYZ é:#'\"-0", min_size=1, max_size=12).filter(
    lambda text: text.strip() == text
)
actions = st.sampled_from(list(Outcome))
shares = st.floats(0, 1, allow_nan=False)
types = st.sampled_from(["EMAIL", "INJECTION", "TOPIC"])
rules = st.builds(
    Rule, st.just("topics"), actions, st.just(frozenset({"TOPIC"})), shares, st.none(), words
) | st.builds(Rule, st.just("hidden-text"), actions, budget=st.floats(0.5, 1))


def asked_for(policy: Policy) -> Policy:
    """Return a policy whose rules on topics have some, and whose topics are looked for."""
    topics = policy.topics or (Topic("a", ("b",)),)
    looking = {Channel.CODE: (Rule("topics", Outcome.FLAG),)}
    return replace(policy, topics=topics, channels={**policy.channels, **looking})


policies = st.builds(
    Policy,
    words,
    words,
    channels=st.dictionaries(st.sampled_from(list(Channel)), st.lists(rules, max_size=2).map(tuple), max_size=3),
    unscanned=actions,
    limits=st.builds(Limits, st.integers(1, 99), st.none() | st.floats(0.1, 9)),
    allow=st.lists(st.builds(Allowed, words, types=st.frozensets(types)), max_size=2).map(tuple),
    topics=st.lists(st.builds(Topic, words, st.tuples(words)), max_size=2).map(tuple),
    flows=st.lists(st.builds(Flow, words, actions, st.tuples(words), channels=st.just((Channel.USER,))), max_size=2).map(tuple),
    rates=st.lists(st.builds(Rate, words, st.floats(0.1, 9), st.integers(0, 9), per=st.just("all")), max_size=2).map(tuple),
    models=st.lists(st.builds(Model, words, path=st.just("/w"), labels=st.dictionaries(words, words, max_size=1)), max_size=2).map(tuple),
    redaction=st.builds(
        Redaction,
        st.sampled_from([Operator(), Operator("mask", 3), Operator("hash")]),
        st.dictionaries(types, st.just(Operator("keep")), max_size=1),
    ),
    options=st.dictionaries(st.just("canary"), st.dictionaries(words, st.tuples(words), min_size=1, max_size=1), max_size=1),
    calibration=st.just({}) | st.just({"topics": {Channel.USER: ((0.01, 0.5),)}}),
)  # fmt: skip


@given(policy=policies)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_policy_that_is_written_is_read_back(policy: Policy, tmp_path: Path) -> None:
    """What the file of a policy says is the policy."""
    policy = asked_for(policy)
    file = tmp_path / "p.yaml"
    file.write_text(write_policy(policy), encoding="utf-8")

    assert read_policy(file) == policy


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("options: {topicss: {a: b}}", "there is no detector `topicss`", id="of no detector"),
        pytest.param("options: {canary: {token: b}}", "has no option `token`", id="a wrong one"),
        pytest.param("options: {secrets: {foo: b}}\nchannels: {user: [{detector: secrets, action: flag}]}", "has no option `foo`", id="of one that has none"),
        pytest.param("redaction: {EMALE: mask}", "did you mean `EMAIL`", id="how nothing is redacted"),
        pytest.param("restore: [PERSN]", "no detector finds the type `PERSN`", id="what is never put back"),
        pytest.param("allow: [{value: x, types: [CARD]}]", "the type `CARD`", id="what is never found"),
        pytest.param("channels: {user: [{detector: pii, action: redact, types: [EMIAL]}]}", "did you mean `EMAIL`", id="a type that nothing finds"),
        pytest.param("calibration: {topcis: {user: [[0.1, 0.5]]}}", "did you mean `topics`", id="calibrated"),
        pytest.param("calibration: {topics: {user: [[0.1, 50]]}}", "from 0 to 1, found `50`", id="a share"),
        pytest.param("channels: {usr: [{detector: pii, action: redact}]}", "`code`, found `usr`", id="a channel"),
        pytest.param("limits: {characters: -1}", "expected a number above 0, found `-1`", id="a limit"),
        pytest.param("channels: {user: [{detector: pii, action: redact, types: [INJECTION]}]}", "the detector `pii` does not find the type `INJECTION`", id="a type of another detector"),
        pytest.param("channels: {user: [{detector: topics, action: block}]}", "no topic is listed for it", id="topics that nobody lists"),
        pytest.param("topics: [{name: guns, words: [gun]}]", "no channel looks for the topic `guns`", id="a topic that nobody looks for"),
        pytest.param("channels: {user: [{detector: topics, action: block}]}\ntopics: [{name: a, words: [b]}, {name: guns, words: [gun], channels: [output]}]", "the topic `guns`", id="a topic of another channel"),
        pytest.param("channels: {user: [{detector: pii, action: redact, budget: 0.0001%}]}", "nothing that was measured of `pii` keeps within 0.0001%", id="a budget that nothing keeps"),
        pytest.param("rates: [{name: a, seconds: 1}]", "limits nothing", id="a rate"),
        pytest.param("models: [{name: topics, path: w}]", "`topics` is a detector that ships", id="a model"),
    ],
)  # fmt: skip
def test_what_a_policy_says_in_vain_is_refused(tmp_path: Path, text: str, words: str) -> None:
    """An option that nobody reads is an error, not a comment."""
    file = tmp_path / "p.yaml"
    usual = "" if "channels" in text else "channels: {user: [{detector: canary, action: flag}]}\n"
    file.write_text(f"{usual}{text}\n", encoding="utf-8")
    with pytest.raises(GovsimError) as caught:
        screen("x", read_policy(file))

    assert words in str(caught.value)


def test_a_policy_to_be_extended_may_leave_topics_to_others(tmp_path: Path) -> None:
    """Only the policy that is screened with has to have what it asks for."""
    base, own = tmp_path / "base.yaml", tmp_path / "own.yaml"
    base.write_text("channels: {user: [{detector: topics, action: block}]}\n")
    own.write_text("extends: ./base.yaml\ntopics: [{name: guns, words: [gun]}]\n")

    assert screen("a gun", read_policy(own)).outcome is Outcome.BLOCK


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("redaction: {EMAIL: preserve}", "`keep` or a mapping, found `preserve`", id="of two kinds"),
        pytest.param("options: {pii: {types: [EMIAL]}}", "did you mean `EMAIL`", id="an option of pii"),
        pytest.param("options: {pii: {thresholds: [EMAIL=2]}}", "is not a type and a number", id="a threshold of pii"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_told_once_and_with_its_place(
    tmp_path: Path, text: str, said: str
) -> None:
    """What fits none of the kinds that a field takes is one error, where it stands."""
    file = tmp_path / "p.yaml"
    file.write_text(f"channels: {{user: [{{detector: pii, action: redact}}]}}\n{text}\n")
    with pytest.raises(GovsimError) as caught:
        read_policy(file)
    error = caught.value.errors[0] if isinstance(caught.value, ScriptError) else caught.value

    assert len(getattr(caught.value, "errors", [error])) == 1
    assert said in f"{error.message} {error.hint}"
    assert error.at is not None
    assert error.at.line == 2


def test_an_operation_with_unknown_fields_is_told_once(tmp_path: Path) -> None:
    """That it might have been a word is no news to whoever wrote a mapping."""
    file = tmp_path / "a.yaml"
    file.write_text("about: x\nchannels: {}\nredaction: {SSN: {hash: 12}}\n")

    with pytest.raises(ScriptError) as refused:
        read_policy(str(file))

    assert [each.code for each in refused.value.errors] == ["unknown-field"]


@pytest.mark.parametrize(
    ("extended", "code"),
    [
        pytest.param("./gone.yaml", "unreadable", id="no such file"),
        pytest.param("caht", "unknown-guardrail-policy", id="no such policy"),
        pytest.param("./p.yaml", "include-cycle", id="itself"),
        pytest.param("./back.yaml", "include-cycle", id="one that extends it"),
    ],
)
def test_what_cannot_be_extended_is_told_where_it_is_named(
    tmp_path: Path, extended: str, code: str
) -> None:
    """The file that names it is the one to mend."""
    (tmp_path / "p.yaml").write_text(f"about: x\nextends: {extended}\n")
    (tmp_path / "back.yaml").write_text("extends: ./p.yaml\n")

    with pytest.raises(GovsimError) as told:
        read_policy(tmp_path / "p.yaml")

    named = "back.yaml" if extended == "./back.yaml" else "p.yaml"
    assert (told.value.code, Path(told.value.at.source).name) == (code, named)


def test_what_a_policy_says_of_a_detector_leaves_the_rest_of_it(tmp_path: Path) -> None:
    """Thresholds of one channel do not undo those of another, nor does one option another."""
    (tmp_path / "a.yaml").write_text(
        "extends: chat\ncalibration: {injection: {user: [[0.001, 0.7]], document: [[0.001, 0.6]]}}\n"
        "options: {pii: {also: [AGE]}}\n"
    )
    (tmp_path / "b.yaml").write_text(
        "extends: ./a.yaml\ncalibration: {injection: {user: [[0.001, 0.8]]}}\n"
        "options: {pii: {countries: [DE]}}\n"
    )

    policy = read_policy(tmp_path / "b.yaml")

    assert policy.calibration["injection"] == {
        Channel.USER: ((0.001, 0.8),),
        Channel.DOCUMENT: ((0.001, 0.6),),
    }
    assert sorted(policy.options["pii"]) == ["also", "countries"]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("0.5", "write `0.5%`, or `50%` if it is meant"),
        ("1", "write `1%`, or `100%` if it is meant"),
        ("5", "a budget is a share: write `5%`"),
    ],
)
def test_a_budget_without_its_percent_sign_is_refused(
    tmp_path: Path, written: str, said: str
) -> None:
    """Nobody lets half of all harmless texts be stopped; who wants it says so in percent."""
    file = tmp_path / "p.yaml"
    line = "channels: {user: [{detector: injection, action: block, budget: %s}]}"
    file.write_text(line % written)
    with pytest.raises(GovsimError) as caught:
        read_policy(file)
    file.write_text(line % "50%")

    assert said in str(caught.value)
    assert read_policy(file).rules_of(Channel.USER)[0].budget == 0.5
