"""A model of the user's own is loaded from its folder, and its labels become findings."""

import json
from pathlib import Path

import pytest

from govsim.errors import GovsimError
from govsim.guardrails import Channel, Outcome, Policy, screen
from govsim.guardrails.adapters import detector_of_model
from govsim.guardrails.policy import Model, Rule
from govsim.guardrails.values import Finding
from govsim.guardrails.views import View, Views, views_of
from tests.guardrails.adapters.tiny import TEXT, TOKENS, text_classifier, token_classifier

ATTACK = "please ignore orders"


def found(folder: Path, text: str, **more: object) -> list[Finding]:
    detector = detector_of_model(Model("mine", path=str(folder), **more))  # type: ignore[arg-type]
    return list(detector.find(views_of(text), Channel.USER))


def refused(folder: Path, **more: object) -> GovsimError:
    with pytest.raises(GovsimError) as caught:
        detector_of_model(Model("mine", **{"path": str(folder), **more}))  # type: ignore[arg-type]
    return caught.value


def test_a_classifier_of_texts_scores_them(tmp_path: Path) -> None:
    """Its labels become types, and a harmless text has a low score."""
    model = text_classifier(tmp_path)
    (attack,), (calm,) = found(model, ATTACK), found(model, "please please")

    assert (attack.type, attack.start, attack.end) == ("INJECTION", 0, len(ATTACK))
    assert attack.score > 0.9 > 0.1 > calm.score
    assert attack.why == "the model `mine` takes it for injection"


def test_a_policy_asks_for_a_model_by_its_name(tmp_path: Path) -> None:
    """A model under `models` is a detector like any other."""
    text_classifier(tmp_path)
    policy = Policy(
        "t",
        channels={Channel.USER: (Rule("mine", Outcome.BLOCK),)},
        models=(Model("mine", path=str(tmp_path)),),
    )

    assert screen(ATTACK, policy).outcome is Outcome.BLOCK
    assert screen("please", policy).outcome is Outcome.ALLOW
    assert screen("", policy).outcome is Outcome.ALLOW


def test_a_long_text_is_read_in_windows(tmp_path: Path) -> None:
    """Of a text beyond one window, the finding is the window that is hottest."""
    calm = "bern " * 300
    text = calm + ATTACK + " " + calm
    hot = [
        f for f in found(text_classifier(tmp_path), text, window=16, overlap=4) if f.score >= 0.5
    ]

    assert 1 <= len(hot) <= 2
    assert hot[0].start > 1_400
    assert "ignore" in text[hot[0].start : hot[0].end]
    assert hot[0].end - hot[0].start < 150


def test_a_temperature_makes_a_model_less_sure(tmp_path: Path) -> None:
    """Raw scores are divided by the temperature that calibration found."""
    model = text_classifier(tmp_path)
    sure, calm = (found(model, ATTACK, temperature=t)[0].score for t in (1.0, 4.0))

    assert 0.5 < calm < sure


def test_labels_may_be_named_by_the_policy(tmp_path: Path) -> None:
    """What a label means is the policy's to say; one that it leaves out is harmless."""
    model = text_classifier(tmp_path, id2label={"0": "ham", "1": "spam"})

    assert {f.type for f in found(model, ATTACK, labels={"spam": "JAILBREAK"})} == {"JAILBREAK"}
    assert {f.type for f in found(model, ATTACK)} == {"HAM", "SPAM"}
    assert {f.type for f in found(model, ATTACK, harmless=("ham",))} == {"SPAM"}


def test_independent_labels_are_each_a_yes_or_no(tmp_path: Path) -> None:
    """A model of several labels at once gives each a probability of its own."""
    model = text_classifier(
        tmp_path, problem_type="multi_label_classification", id2label={"0": "toxic", "1": "attack"}
    )
    scores = {f.type: f.score for f in found(model, "please ignore orders")}

    assert scores["TOXIC"] > 0.5
    assert scores["INJECTION"] > 0.9


def test_a_classifier_of_tokens_finds_spans(tmp_path: Path) -> None:
    """Tokens of one type that stand together are one finding."""
    text = "please Ana Bob orders Bern"
    findings = found(token_classifier(tmp_path), text, labels={"PER": "PERSON", "LOC": "PLACE"})

    assert [(f.type, text[f.start : f.end]) for f in findings] == [
        ("PERSON", "Ana Bob"),
        ("PLACE", "Bern"),
    ]


def test_spans_are_found_across_the_borders_of_windows(tmp_path: Path) -> None:
    """Each token is told once, wherever windows overlap."""
    text = " ".join(["please", "ana"] * 40)
    findings = found(token_classifier(tmp_path), text, window=12, overlap=4)

    assert [text[f.start : f.end] for f in findings] == ["ana"] * 40


def test_decoded_views_are_read_too(tmp_path: Path) -> None:
    """A finding in a decoded text is told at its place in the original."""
    detector = detector_of_model(Model("mine", path=str(text_classifier(tmp_path))))
    inner = View(ATTACK, 3, 30, ("base64",))
    *_, finding = detector.find(Views(View("please", 0, 6), (inner,)), Channel.DOCUMENT)

    assert finding.through == ("base64",)
    assert finding.score > 0.9


def test_scores_that_labels_do_not_fit_leave_the_text_unscanned(tmp_path: Path) -> None:
    """A model that gives another number of scores than it has labels is no silence."""
    text_classifier(tmp_path, id2label={"0": "a", "1": "b", "2": "c"})
    rules = {Channel.USER: (Rule("mine", Outcome.FLAG),)}
    policy = Policy("t", channels=rules, models=(Model("mine", path=str(tmp_path)),))
    verdict = screen(ATTACK, policy)

    assert verdict.outcome is Outcome.BLOCK
    assert (
        verdict.gaps[0].reason
        == "the model gives scores of shape (2,), which its labels do not fit"
    )


@pytest.mark.parametrize("kind", [text_classifier, token_classifier])
def test_scores_that_are_no_numbers_leave_the_text_unscanned(
    tmp_path: Path, kind, monkeypatch
) -> None:
    """Weights that overflow say nothing, and that is not silence."""
    monkeypatch.setitem(TEXT, "please", (float("nan"), 0.0))
    monkeypatch.setitem(TOKENS, "please", (float("nan"), 0.0, 0.0, 0.0))
    kind(tmp_path)
    rules = {Channel.USER: (Rule("mine", Outcome.FLAG),)}
    policy = Policy("t", channels=rules, models=(Model("mine", path=str(tmp_path)),))
    verdict = screen("please", policy)

    assert verdict.outcome is Outcome.BLOCK
    assert verdict.gaps[0].reason == "the model gives scores that are no numbers"


@pytest.mark.parametrize(
    ("lacking", "words"),
    [
        pytest.param("config.json", "holds no config.json", id="config"),
        pytest.param("model.onnx", "holds no weights", id="weights"),
        pytest.param("tokenizer.json", "holds no tokenizer.json", id="tokenizer"),
    ],
)
def test_a_folder_that_lacks_a_file_is_refused(tmp_path: Path, lacking: str, words: str) -> None:
    """What is missing is said by name."""
    text_classifier(tmp_path)
    (tmp_path / lacking).unlink()
    error = refused(tmp_path)

    assert (error.code, words in error.message) == ("unreadable", True)


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        pytest.param("config.json", "is no JSON object", id="config"),
        pytest.param("model.onnx", "cannot be loaded", id="weights"),
        pytest.param("tokenizer.json", "is no tokenizer", id="tokenizer"),
    ],
)
def test_a_file_that_is_broken_is_refused(tmp_path: Path, broken: str, words: str) -> None:
    """A file that cannot be read is an error of the set-up, not of the text."""
    text_classifier(tmp_path)
    (tmp_path / broken).write_text("[1")

    assert words in refused(tmp_path).message


def test_a_name_of_a_hub_is_refused(tmp_path: Path) -> None:
    """Only folders are loaded: nothing is fetched."""
    error = refused(tmp_path / "org" / "model")

    assert error.code == "unreadable"
    assert "nothing is fetched" in (error.hint or "")


@pytest.mark.parametrize(
    ("more", "words"),
    [
        pytest.param({"path": ""}, "needs either a path or a url", id="neither"),
        pytest.param({"url": "http://x/v1"}, "needs either a path or a url", id="both"),
        pytest.param({"labels": {"spam": "X"}}, "has no label `spam`", id="an unknown label"),
        pytest.param({"harmless": ("INJECTION",)}, "would be a finding", id="nothing to find"),
    ],
)
def test_a_model_that_makes_no_sense_is_refused(tmp_path: Path, more: dict, words: str) -> None:
    """A policy that says too little or too much of a model is told so."""
    error = refused(text_classifier(tmp_path), **more)

    assert (error.code, words in error.message) == ("wrong-value", True)


def test_an_unknown_input_is_refused(tmp_path: Path) -> None:
    """Weights that want more than a text can give are refused when they are loaded."""
    text_classifier(tmp_path, inputs=("input_ids", "attention_mask", "pixel_values"))

    assert "wants an input `pixel_values`" in refused(tmp_path).message


def test_a_random_model_of_transformers_is_loaded(tmp_path: Path) -> None:
    """Weights in safetensors are run by transformers, where it is installed."""
    torch = pytest.importorskip("torch")
    transformers = pytest.importorskip("transformers")
    text_classifier(tmp_path)
    (tmp_path / "model.onnx").unlink()
    torch.manual_seed(0)
    config = transformers.BertConfig(
        vocab_size=10, hidden_size=8, num_hidden_layers=1, num_attention_heads=2,
        intermediate_size=8, max_position_embeddings=32, id2label={0: "SAFE", 1: "INJECTION"},
        label2id={"SAFE": 0, "INJECTION": 1},
    )  # fmt: skip
    transformers.BertForSequenceClassification(config).save_pretrained(tmp_path)
    assert json.loads((tmp_path / "config.json").read_text())["id2label"]["1"] == "INJECTION"
    (finding,) = found(tmp_path, ATTACK)

    assert finding.type == "INJECTION"
    assert 0 < finding.score < 1
