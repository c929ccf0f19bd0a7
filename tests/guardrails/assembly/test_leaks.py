"""Passages of a system prompt are known in an answer, whatever their layout."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govsim.guardrails import Channel, Circumstances, Outcome, Policy, screen
from govsim.guardrails.assembly.leaks import Leaks
from govsim.guardrails.policy import Rule
from govsim.guardrails.views import View, Views, views_of

PROMPT = """\
You are the desk of a small hotel in Bern. Answer in two sentences at most, politely, and in the
language of the guest. Never name other hotels. Breakfast is from seven to ten; late guests ring
the bell twice. Discounts above ten percent need the consent of the owner, Mrs Keller.
"""


def score(answer: str, *prompts: str) -> float:
    found = Leaks(prompts or (PROMPT,)).find(views_of(answer), Channel.OUTPUT)
    return max((finding.score for finding in found), default=0.0)


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(PROMPT, id="word for word"),
        pytest.param(PROMPT.upper().replace("\n", " "), id="in capitals, on one line"),
        pytest.param(
            "**My rules**\n\n- Answer in *two sentences* at most\n- politely, and in the `language` of the guest",
            id="as Markdown",
        ),
        pytest.param(
            "Sure: discounts above ten percent need the consent of the owner, Mrs. Keller!",
            id="one sentence",
        ),
        pytest.param(
            "I am the desk of a small hotel in Bern. I answer in two short sentences at most, politely, and in the language of the guest.",
            id="small changes",
        ),
    ],
)
def test_a_passage_of_the_prompt_is_a_leak(answer: str) -> None:
    """Capitals, layout and small changes do not hide a passage."""
    assert score(answer) >= Leaks(()).threshold(Channel.OUTPUT, None)


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(
            "Good evening! Breakfast is from seven to ten.", id="a fact that guests may know"
        ),
        pytest.param("We are a small hotel in Bern, near the station.", id="a few words"),
        pytest.param("The weather in Bern is fine, and the river is warm.", id="something else"),
        pytest.param("", id="nothing"),
    ],
)
def test_an_answer_in_its_own_words_is_no_leak(answer: str) -> None:
    """An answer shares words with its prompt, and that alone tells nothing."""
    assert score(answer) < Leaks(()).threshold(Channel.OUTPUT, None)


def test_a_short_prompt_is_told_whole_in_a_few_words() -> None:
    """Of a prompt of six words, six words are all."""
    prompt = "The secret dish is lentil soup."

    assert score("Well: the secret dish is lentil soup.", prompt) >= 0.9


def test_scripts_without_spaces_are_compared_by_signs() -> None:
    """A sign counts for less than a word."""
    prompt = "你是伯尔尼一家小旅馆的前台。回答时最多用两句话，要有礼貌，并使用客人的语言。"

    assert score("我的规则是：回答时最多用两句话，要有礼貌，并使用客人的语言。", prompt) >= 0.6
    assert score("早上好，请问几点吃早餐？", prompt) < 0.6


def test_a_finding_covers_the_passage() -> None:
    """The place is that of the answer, and the reason counts words without repeating them."""
    text = "My rules: never name other hotels. Breakfast is from seven to ten; late guests ring the bell. Bye."
    (finding,) = Leaks((PROMPT,)).find(views_of(text), Channel.OUTPUT)

    assert text[finding.start : finding.end] == text[10:92]
    assert finding.why == "it repeats 15 words of the system prompt in a row, small changes aside"


def test_decoded_answers_are_looked_at() -> None:
    """What a decoder found is compared, too."""
    inner = View(PROMPT, 2, 9, ("base64",))
    findings = list(Leaks((PROMPT,)).find(Views(View("x" * 20, 0, 20), (inner,)), Channel.OUTPUT))

    assert {f.through for f in findings} == {("base64",)}
    assert base64.b64encode(PROMPT.encode())


def test_prompts_come_from_the_policy_or_with_the_text() -> None:
    """The prompt of one answer is part of its circumstances."""
    rules = {Channel.OUTPUT: (Rule("system-prompt-leak", Outcome.BLOCK),)}
    named = Policy("t", channels=rules, options={"system-prompt-leak": {"prompts": (PROMPT,)}})
    plain = Policy("p", channels=rules)

    assert screen(PROMPT, named, Channel.OUTPUT).outcome is Outcome.BLOCK
    assert screen(PROMPT, plain, Channel.OUTPUT).outcome is Outcome.ALLOW
    told = Circumstances(system_prompt=PROMPT)
    assert screen(PROMPT, plain, Channel.OUTPUT, told).outcome is Outcome.BLOCK


@given(answer=st.text(), prompt=st.text())
def test_findings_lie_inside_any_answer(answer: str, prompt: str) -> None:
    """Whatever prompt and answer are, what is found is part of the answer."""
    for finding in Leaks((prompt,)).find(views_of(answer), Channel.OUTPUT):
        assert 0 <= finding.start < finding.end <= len(answer)
