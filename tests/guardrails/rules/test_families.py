"""Every rule that ships finds its examples, spares its counter-examples, and was measured."""

import json
import re

import pytest

from govsim.guardrails import Channel
from govsim.guardrails.rules import TextRule
from govsim.guardrails.rules.families import shared_words, shipped_examples, shipped_families
from govsim.guardrails.rules.linear import why_not_linear
from govsim.guardrails.rules.scan import Scanner
from govsim.guardrails.rules.scores import scores_of
from tools.measure_rules import COUNTS, scores

RULES = {f"{f.name}/{rule.id}": rule for f in shipped_families() for rule in f.rules}
EXAMPLES = shipped_examples()
SCANNER = Scanner(shipped_families(), shared_words())
# Languages of which a native phrase is known; each names a rule.
LANGUAGES = "ar bg bn cs da de el es fa fi fr he hi hu id it ja ko nl no pl pt ro ru sv sw th tl tr uk ur vi zh"


def found_in(text: str, rule: TextRule, channel: Channel) -> bool:
    return any(match.rule is rule for match in SCANNER.matches(text, channel))


def test_every_rule_has_examples_of_both_kinds() -> None:
    """A rule shows what it finds, and what it spares although it looks alike."""
    assert set(EXAMPLES) == set(RULES)
    assert all(each["matches"] and each["spares"] for each in EXAMPLES.values())


@pytest.mark.parametrize("name", sorted(RULES))
def test_a_rule_finds_its_examples_and_spares_the_others(name: str) -> None:
    """Each example is found in every channel of the rule, and no counter-example in any."""
    rule = RULES[name]
    for channel in filter(rule.holds_for, Channel):
        assert [t for t in EXAMPLES[name]["matches"] if not found_in(t, rule, channel)] == []
        assert [t for t in EXAMPLES[name]["spares"] if found_in(t, rule, channel)] == []


@pytest.mark.parametrize("name", sorted(name for name, rule in RULES.items() if rule.pattern))
def test_a_pattern_takes_linear_time(name: str) -> None:
    """No shipped pattern repeats without a limit, or repeats what repeats."""
    assert why_not_linear(RULES[name].pattern) == ""


def test_alternatives_are_whole_negations() -> None:
    """`do not|never` would ask for "do never": words that belong together are joined, `do_not`."""
    for name, rule in RULES.items():
        for phrase in rule.phrases:
            assert not re.search(r"\b(?:do|does|did|can|will) not\|", phrase), (name, phrase)


def test_twenty_languages_and_more_have_rules_of_their_own() -> None:
    """An order to drop all orders is known in each of these languages."""
    known = {rule.id.partition("-")[0] for f in shipped_families() for rule in f.rules}
    assert set(LANGUAGES.split()) <= known


def test_the_scores_are_what_was_counted() -> None:
    """The scores that ship follow from the counts of the last measurement, digit by digit."""
    counts = json.loads(COUNTS.read_text(encoding="utf-8"))
    for side, channel in (("user", Channel.USER), ("data", Channel.DOCUMENT)):
        held, expected = scores_of(channel), scores(counts)[side]
        assert held.used == expected["used"]
        assert held.mentioned == expected["mentioned"]
        assert [list(pair) for pair in held.curve] == expected["curve"]
        assert set(held.used) == set(RULES)
