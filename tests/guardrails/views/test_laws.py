"""Views of any text whatever are true to it."""

import sys
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govsim.guardrails.views import Limits, Views, views_of
from govsim.guardrails.views.characters import code_points
from govsim.guardrails.views.decoders import unseen
from tests.guardrails.views.disguises import DISGUISES

ODD = "\u200b\u200d\u00ad\u202e\u202c\u0301\u0336\ufe0f\U000e0041\U000e007f🇩🅰ⓐａ１，аеїκ🙂\x1b\x08\0\ud800\n\r\t ﬁ⠓ɐǝɹ"
MARKUP = "%4&#x;\\u{}=<>-!*_`'\"+/|~^@$€[]().,:"
WORDS = [
    "ignore",
    "the",
    "aWdub3Jl",
    "6967",
    "vtaber",
    "4ll",
    "<b>",
    "<!--",
    "-->",
    "at",
    "dot",
    ".-.",
    "01101001",
]

signs = st.one_of(
    st.sampled_from(ODD + MARKUP), st.characters(), st.sampled_from("abcdefXYZ0123456789 ")
)
fragments = st.one_of(
    st.text(signs, max_size=12),
    st.sampled_from(WORDS),
    st.builds(
        lambda name, words: DISGUISES[name](" ".join(words)),
        st.sampled_from(sorted(DISGUISES)),
        st.lists(
            st.sampled_from(["ignore", "all", "previous", "instructions"]), min_size=1, max_size=6
        ),
    ),
)
texts = st.lists(fragments, max_size=8).map("".join)


def places(views: Views):
    yield from ((view.start, view.end) for view in (views.plain, *views.decoded))
    yield from ((hidden.start, hidden.end) for hidden in views.hidden)


@pytest.mark.slow
@settings(max_examples=400)
@given(texts)
def test_every_place_lies_in_the_text(text: str) -> None:
    """Views and what is hidden are stretches of the text, and any text has views."""
    for start, end in places(views_of(text)):
        assert 0 <= start <= end <= len(text)


@settings(max_examples=300)
@given(texts)
def test_all_of_a_view_comes_from_all_of_its_stretch(text: str) -> None:
    """The whole of the plain view is the whole text, and the whole of any other its stretch."""
    views = views_of(text)

    assert (views.plain.start, views.plain.end) == (0, len(text))
    for view in (views.plain, *views.decoded):
        assert view.original(0, len(view.text)) == (view.start, view.end)


@pytest.mark.slow
@settings(max_examples=300)
@given(texts, st.data())
def test_a_larger_part_of_a_view_comes_from_a_larger_part_of_the_text(text: str, data) -> None:
    """What a part comes from lies in what a part around it comes from, and in the view's stretch."""
    views = views_of(text)
    view = data.draw(st.sampled_from((views.plain, *views.decoded)))
    edges = sorted(data.draw(st.tuples(*[st.integers(0, len(view.text))] * 4)))
    outer, inner = view.original(edges[0], edges[3]), view.original(edges[1], edges[2])

    assert view.start <= outer[0] <= outer[1] <= view.end
    if edges[1] < edges[2]:
        assert outer[0] <= inner[0] <= inner[1] <= outer[1]


@pytest.mark.slow
@settings(max_examples=300)
@given(texts)
def test_the_plain_view_keeps_the_order(text: str) -> None:
    """Its characters come from places that never fall, and each from one at least."""
    view = views_of(text).plain
    found = (
        [view.original(at, at + 1) for at in range(len(view.text))] if len(view.text) > 1 else []
    )

    assert all(a[0] <= b[0] and a[1] <= b[1] for a, b in pairwise(found))
    assert all(start < end for start, end in found)


@given(texts)
def test_the_same_text_has_the_same_views(text: str) -> None:
    """Nothing depends on what was seen before."""
    assert views_of(text) == views_of(text)


@given(texts)
def test_the_plain_view_is_plain(text: str) -> None:
    """What was undone once is not there to undo again."""
    plain = views_of(text).plain.text

    assert views_of(plain).plain.text == plain


@settings(max_examples=100)
@given(texts, st.integers(0, 3), st.integers(0, 4), st.integers(0, 50))
def test_what_a_limit_leaves_out_is_told(text: str, depth: int, most: int, least: int) -> None:
    """With narrower limits there are fewer views, and then the limit is named."""
    limits = Limits(depth=depth, views=most, each=0, characters=least, growth=0)

    full, narrow = views_of(text), views_of(text, limits)

    assert len(narrow.decoded) <= most
    assert sum(len(view.text) for view in narrow.decoded) <= 2 * least + 16
    if len(narrow.decoded) < len(full.decoded):
        assert narrow.truncated


@pytest.mark.slow
@settings(max_examples=200)
@given(texts, st.integers(0, 12))
def test_the_first_views_are_the_same_however_few_may_be(text: str, most: int) -> None:
    """A limit of views leaves out what is found last, and never goes unsaid."""
    full, narrow = views_of(text), views_of(text, Limits(views=most, each=0))

    assert narrow.decoded == full.decoded[:most]
    assert narrow.plain == full.plain
    assert bool(narrow.truncated) >= (len(full.decoded) > most)


BIDI = "\u202d\u202e\u202a\u2066\u2068"
CLOSINGS = "\u202c\u2069\n"


@given(st.text(BIDI + CLOSINGS + "a", max_size=30), st.sampled_from([0, 1_990, 2_100]))
def test_a_control_reaches_to_its_closing(signs: str, width: int) -> None:
    """To the first closing behind it, the end of the line, or two thousand characters on."""
    text = signs.replace("a", "a" * width, 1)
    codes = code_points(text)
    expected, end = [], 0
    for at, sign in enumerate(text):
        if sign in BIDI and at >= end:
            near = range(at + 1, min(len(text), at + 2_000))
            last = min(len(text), at + 2_000)
            end = next((place for place in near if text[place] in CLOSINGS), last)
            expected.append((at, end))
    controls = tuple(map(ord, BIDI))

    assert [(h.start, h.end) for h in unseen._reaching(codes, controls, "")] == expected


def test_no_character_is_beyond_the_tables() -> None:
    """Every character of Unicode, lone surrogates too, has a view."""
    for first in range(0, sys.maxunicode + 1, 4096):
        text = "".join(map(chr, range(first, first + 4096)))
        assert views_of(text).plain.original(0, len(text)) is not None
