"""The grammars that the training texts are drawn from read, and say of each family what it is."""

from __future__ import annotations

import pytest

from tools.training.injection import corpus, dataset
from tools.training.injection.grammar import Expander, read_grammar
from tools.training.injection.pool import Row


@pytest.mark.slow
def test_every_option_of_every_rule_expands() -> None:
    rules = read_grammar(corpus.GRAMMARS)
    expander = Expander(rules, 1)
    for name, rule in rules.items():
        prefix = f"{rule.about['lang']}." if name.startswith(f"{rule.about['lang']}.") else ""
        for option in rule.options:
            assert expander._expand(option, prefix).strip() or "[" in option, (name, option)


def test_later_families_name_their_label_channel_and_kind() -> None:
    late = {n: r.about for n, r in read_grammar(corpus.GRAMMARS).items() if "late" in r.about}
    for name, about in late.items():
        assert about["label"] in {"0", "1"}, name
        assert about["channel"] in {"user", "data", "both"}, name
        attacks = {"direct", "jailbreak"} if about["channel"] == "user" else {"indirect"}
        assert about["kind"] in {"benign", "benign-hard", *attacks}, name
        assert (about["kind"] in attacks) == (about["label"] == "1"), name
    hosts = [*dataset._LATE_HOSTS, *dataset._LOUD_HOSTS, *(f"page_{t}" for t in dataset._TONGUES)]
    assert all(late[host]["label"] == "0" for host in hosts)


def test_what_is_an_attack_only_within_data_never_stands_alone() -> None:
    rules = read_grammar(corpus.GRAMMARS)
    assert not [n for n in dataset._QUIET | dataset._VOICES if "label" in rules[n].about]


def test_a_planted_attack_holds_its_payload_and_its_twin_does_not() -> None:
    [payload] = corpus.payload_rows({"quiet": 1}, "task", 1)
    host = Row("The shop opens at nine.\nDogs are welcome.", 0, "data", "own", 0, "benign", "en")
    for row in corpus.planted_rows([host], [payload], 20, 1):
        held = " ".join(payload.text.split()) in " ".join(row.text.split())
        assert held == bool(row.label)
