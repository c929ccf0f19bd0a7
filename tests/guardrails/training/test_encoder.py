"""A model of the user's own is fine-tuned where torch is installed, and refused by name where not."""

import json

import numpy as np
import pytest

from govsim.errors import GovsimError
from govsim.guardrails.training import encoder
from govsim.guardrails.training.encoder import Settings, fine_tuned

SETTINGS = Settings(epochs=20, rate=1e-2, seed=1)
WORDS = "[PAD] [UNK] [CLS] [SEP] [MASK] please open the report zebra protocol now".split()


def tiny_model(folder) -> None:
    """Write a model of two narrow layers, as transformers keeps one."""
    transformers = pytest.importorskip("transformers")
    pytest.importorskip("torch").set_num_threads(1)  # others would wait for one another
    config = transformers.BertConfig(
        vocab_size=len(WORDS), hidden_size=16, num_hidden_layers=1, num_attention_heads=2,
        intermediate_size=16, max_position_embeddings=64,
    )  # fmt: skip
    transformers.BertModel(config).save_pretrained(folder)
    (folder / "vocab.txt").write_text("\n".join(WORDS))
    tokenizer = transformers.BertTokenizerFast(vocab_file=str(folder / "vocab.txt"))
    tokenizer.save_pretrained(folder)


@pytest.mark.filterwarnings("ignore")
def test_a_model_learns_from_rows(tmp_path) -> None:
    """What attacks have in common scores higher afterwards, and the folder is a model again."""
    tiny_model(tmp_path)
    texts = ["please open the report", "zebra protocol now"] * 30
    labels = [False, True] * 30

    tuned = fine_tuned(str(tmp_path), texts, labels, SETTINGS)
    harmless, attack = tuned.scores(texts[:2])

    assert attack > 0.8 > 0.2 > harmless
    again = fine_tuned(str(tmp_path), texts, labels, SETTINGS)
    assert np.allclose(again.scores(texts[:2]), [harmless, attack], atol=1e-5)
    tuned.save(tmp_path / "out")
    config = json.loads((tmp_path / "out" / "config.json").read_text())
    assert config["id2label"] == {"0": "SAFE", "1": "INJECTION"}
    assert (tmp_path / "out" / "tokenizer.json").is_file()


@pytest.mark.filterwarnings("ignore")
def test_what_is_no_model_is_refused(tmp_path) -> None:
    """A name of a hub is not fetched, and a folder without a model is an error."""
    pytest.importorskip("torch")
    for folder, words in (("bert-base-uncased", "is no folder"), (tmp_path, "holds no model")):
        with pytest.raises(GovsimError, match=words):
            fine_tuned(str(folder), ["x"], [True], Settings())


def test_without_torch_the_extra_is_named(monkeypatch) -> None:
    """The error says what to install."""
    monkeypatch.setattr(encoder, "find_spec", lambda name: None)

    with pytest.raises(GovsimError, match=r"pip install 'govsim\[train\]'"):
        fine_tuned("x", ["x"], [True], Settings())
