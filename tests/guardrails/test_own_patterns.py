"""A regular expression of the user's own is refused if some text makes it try without end."""

from collections.abc import Callable
from functools import lru_cache
from itertools import product
from time import process_time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from govsim.errors import GovsimError
from govsim.guardrails import screen
from govsim.guardrails.own_patterns import own_pattern
from govsim.guardrails.own_patterns.ambiguity import pump_of
from govsim.guardrails.own_patterns.cost import trial_of
from govsim.guardrails.pii.custom import recognizer_of
from govsim.guardrails.policy import Allowed, Policy, Rule, Topic
from govsim.guardrails.topics import Topics
from govsim.guardrails.values import Channel, Outcome

ENDLESS = r"(\w+\s?)+\("


@pytest.mark.parametrize(
    "pattern",
    [
        r"(a+)+b",
        r"(a|a)*b",
        r"(?:a*)*b",
        r"(a|aa)+$",
        r"(a|b|ab)*c",
        r"(?:a(?:b*)*)*c",
        r"(?:x+x+)+y",
        ENDLESS,
        r"(?:[^,]+,?)+;",
        r"(?i:(?:ab|[A-C]b)+d)",
        r"(?x)( a + ) + b",
        r"(?s)(?:.|\n)+x",
        r"(?=(a+)+b)",
        r"((?=x)(a+)+b)*y",
        r"(.*a){20}x",
        r"(?:\w{1,20}\s?){1,10}x",
        r"^(([a-z])+.)+[A-Z]([a-z])+$",
        r"^([a-zA-Z0-9])(([\-.]|[_]+)?([a-zA-Z0-9]+))*@[a-z0-9]+[.][a-z]{2,3}$",
    ],
)
def test_a_pattern_that_is_tried_in_ever_more_ways_is_refused(pattern: str) -> None:
    """What is repeated can be read in two ways, and what stands behind it may fail."""
    with pytest.raises(GovsimError, match="in more ways than can be tried") as caught:
        own_pattern(pattern)

    assert caught.value.code == "wrong-pattern"


@pytest.mark.parametrize(
    "pattern",
    [
        r"(\w+\s?)+",  # nothing behind it can fail
        r"(a*)*",
        r"(?>(a+)+)b",  # what is kept is not tried again
        r"(?:a++b)*c",
        r"(?:\w+\s)*\w*x",
        r"(foo|fob|bar)+x",
        r".*foo.*bar",
        r"\b\w+@\w+(?:\.\w+)+\b",
        r"(?:\b\w+\b\s*)+$",  # of what looks around nothing is proven
        r"(?:(?!ab).)*ab",
        r"(?:(\w)\1)+x",
        r"(x?){0,5}y",
        r"(?:\d{1,3}\.){3}\d{1,3}",
        r"(?:\d{4}[- ]?){4}\d{4}",
        r"(?:[ -]?\d{1,4}){2,8}\b",
        r"\+?\d{1,3}(?:[ -]?\d{1,4}){2,5}\b",
        r"^[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?$",
        r'"(?:[^"\\]|\\.)*"',
        r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$",
        r"[0-9a-f]{64}(?:,[0-9a-f]{64})*;",
        r"(?:[a-z]{500})+x",  # too long to be looked into
        r"(a)?(?:(?(1)b|c)+)*d",
    ],
)
def test_a_pattern_that_cannot_be_proven_endless_stays(pattern: str) -> None:
    """Patterns as people write them keep working."""
    assert own_pattern(pattern).pattern == pattern


def test_what_must_match_whole_may_fail_at_its_end() -> None:
    """Whatever follows the value that `allow` speaks of makes it try again."""
    assert own_pattern("(a+)+").match("aaa")
    with pytest.raises(GovsimError, match="can read `a`, over and over"):
        own_pattern("(a+)+", whole=True)


def topic() -> object:
    return Topics((Topic("t", patterns=(ENDLESS,)),))


def recogniser() -> object:
    return recognizer_of({"name": "r", "supported_entity": "X", "patterns": [{"regex": ENDLESS}]})


def allowed() -> object:
    rule = Rule("topics", Outcome.FLAG)
    topics = (Topic("t", ("hello",)),)
    allow = (Allowed(pattern=ENDLESS),)
    return screen(
        "hello", Policy("p", channels={Channel.USER: (rule,)}, topics=topics, allow=allow)
    )


@pytest.mark.parametrize("reads", [topic, recogniser, allowed])
def test_one_rule_holds_wherever_a_user_writes_a_pattern(reads: Callable[[], object]) -> None:
    """A policy made by a program is held to what a file is held to."""
    with pytest.raises(GovsimError, match="in more ways than can be tried") as caught:
        reads()

    assert caught.value.code == "wrong-pattern"


def test_patterns_of_a_topic_have_groups_and_flags_of_their_own() -> None:
    """A group that a pattern refers to is its own first group, whatever stands before it."""
    topics = (Topic("t", ("gold",), (r"(ab)c", r"(?s)(x)\1")),)
    policy = Policy("p", channels={Channel.USER: (Rule("topics", Outcome.FLAG),)}, topics=topics)

    verdict = screen("gold, abc and xx", policy)

    assert [(finding.start, finding.end) for finding in verdict.findings] == [
        (0, 4),
        (6, 9),
        (14, 16),
    ]


PROSE = 'Please send the order 12-34 to x@y.org, key = "a b" from here to there: done.\n' * 3_000


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        pytest.param(r"\s+.*\s+x", " " * 600, id="three that read blanks"),
        pytest.param(r"\d+\s*\d+\s*\d+x", "1" * 600, id="three that read digits"),
        pytest.param(r".*foo.*bar", "foo" * 5_000, id="two that read a line"),
        pytest.param(r"\w+@corp\.com", "a" * 60_000, id="one from each letter of a long word"),
        pytest.param(r"(a|b)*c", "ab" * 30_000, id="an alternation"),
        pytest.param(r"x(?=.*\d+.*y)", "x" + "1" * 3_000, id="what looks ahead"),
        pytest.param(r"(?>\w+)x", "a" * 60_000, id="what is kept, from each letter"),
        pytest.param(r"<.*>.*</.*>", "<a>" * 2_000 + "</", id="tags"),
    ],
)
def test_a_text_on_which_a_pattern_takes_too_long_is_unscanned(pattern: str, text: str) -> None:
    """It is told before the text is tried, as blocked, with the pattern."""
    topics = (Topic("t", patterns=(pattern,)),)
    policy = Policy("p", channels={Channel.USER: (Rule("topics", Outcome.FLAG),)}, topics=topics)
    began = process_time()

    verdict = screen(text, policy)

    assert verdict.outcome is Outcome.BLOCK
    assert f"`{pattern}` would be tried in too many ways" in verdict.gaps[0].reason
    assert process_time() - began < 10


@pytest.mark.parametrize(
    "pattern",
    [
        r"\w+@corp\.com",
        r".*foo.*bar",
        r"\s+.*\s+x\b",
        r"\b\w+@\w+(?:\.\w+)+\b",
        r"(?m)^\s*key\s*=\s*.*$",
        r"^(.*):(.*):(.*)$",
        r'"(?:[^"\\]|\\.)*"',
        r"\d+[- ]?\d+[- ]?\d+\b",
        r"(?:\w+\s)*\w*x",
        r"(?s)BEGIN.*END",
        r"[A-Za-z0-9+/]+",
    ],
)
def test_ordinary_texts_are_tried(pattern: str) -> None:
    """A quarter of a megabyte of prose is no hostile text, whatever the pattern repeats."""
    assert trial_of(own_pattern(pattern)).too_long(PROSE) == 0


# --- laws ----------------------------------------------------------------------------------------

Tree = tuple[object, ...]
TREES = st.recursive(
    st.sampled_from([("letter", "a"), ("letter", "b")]),
    lambda inner: st.one_of(
        st.tuples(st.just("then"), inner, inner),
        st.tuples(st.just("or"), inner, inner),
        st.tuples(st.just("rounds"), inner),
        st.tuples(st.just("maybe"), inner),
    ),
    max_leaves=4,
)


def written(tree: Tree) -> str:
    """Return a tree as a regular expression."""
    kind, *held = tree
    if kind == "letter":
        return str(held[0])
    left, *more = (f"(?:{written(each)})" for each in held)  # type: ignore[arg-type]
    return {"then": "".join([left, *more]), "or": "|".join([left, *more]), "rounds": f"{left}*", "maybe": f"{left}?"}[str(kind)]  # fmt: skip


@lru_cache(maxsize=100_000)
def ways(tree: Tree, text: str) -> int:
    """Return in how many ways a tree reads a text; a round that reads nothing is the last."""
    kind, *held = tree
    if kind == "letter":
        return int(text == held[0])
    one: Tree = held[0]  # type: ignore[assignment]
    if kind == "or":
        return ways(one, text) + ways(held[1], text)
    if kind == "maybe":
        return ways(one, text) + (not text)
    cuts = range(len(text) + 1)
    if kind == "then":
        return sum(ways(one, text[:at]) * ways(held[1], text[at:]) for at in cuts)
    if not text:
        return 1 + ways(one, "")
    return sum(
        ways(one, text[:at]) * (ways(tree, text[at:]) if text[at:] else 1) for at in cuts[1:]
    )


@given(tree=TREES)
def test_what_is_refused_has_a_text_with_twice_as_many_ways_a_round(tree: Tree) -> None:
    """The text that the error names, between some other letters, is the proof."""
    pump = pump_of(f"(?:{written(tree)})*c")
    assume(pump)
    around = ["".join(each) for length in range(4) for each in product("ab", repeat=length)]

    most = max(ways(("rounds", tree), f"{a}{pump * 5}{b}") for a in around for b in around)

    assert most >= 2**4


@given(tree=TREES)
def test_rounds_of_rounds_are_refused(tree: Tree) -> None:
    """Whatever is repeated twice over has a way for each place where a round may end."""
    assert pump_of(f"(?:(?:{written(tree)})+)+c")
