"""What is made of few n-grams, or of plain letters, in fewer steps is what all steps make."""

from __future__ import annotations

from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govsim.guardrails.injection import InjectionDetector, ngrams, scan
from govsim.guardrails.injection.ngrams import IDEOGRAPH, KINDS, SIZES, grams_of

BUCKETS = 1 << 12
PLAIN = st.text(st.sampled_from("aAbZ09 \n\t.,,!!'_-\x00\x7f") | st.characters(max_codepoint=127))


@settings(max_examples=300)
@given(text=st.one_of(PLAIN, st.text(st.sampled_from("a a,,\n"), max_size=90)))
def test_plain_letters_are_read_as_all_are(detector: InjectionDetector, text: str) -> None:
    """A text of ASCII has the same characters and tokens by its bytes as by its code points."""
    classes = detector._tables[False][0].classes
    read = ngrams._of_ascii(text, classes)
    other = ngrams._of_any(text, classes)

    assert (read is None) == (other is None)
    for one, two in zip(read or (), other or (), strict=True):
        assert one.tolist() == two.tolist()


def test_a_table_with_plain_ideographs_is_read_by_code_points(detector: InjectionDetector) -> None:
    """Where a letter of ASCII is a token by itself, its bytes do not tell where tokens begin."""
    classes = detector._tables[False][0].classes.copy()
    classes[ord("x")] = IDEOGRAPH
    grams = grams_of("axx b", classes, BUCKETS)

    assert ngrams._of_ascii("axx b", classes) is None
    assert grams is not None
    assert grams.starts.tolist() == [0, 1, 2, 4]


@settings(max_examples=100)
@given(seed=st.integers(0, 1 << 32), count=st.integers(1, 2 * ngrams._FEW))
@pytest.mark.parametrize(
    ("make", "rows"), [(ngrams._of_words, KINDS), (ngrams._of_characters, SIZES)]
)
def test_a_product_makes_the_n_grams_that_steps_make(
    make: object, rows: int, seed: int, count: int
) -> None:
    """However many there are, the same numbers come of them."""
    assert callable(make)
    values = np.random.default_rng(seed).integers(0, 1 << 32, count).astype(np.uint32)
    found = [np.empty((rows, count), np.uint32) for _ in range(2)]
    for few, made in zip((0, 1 << 20), found, strict=True):
        with patch.object(ngrams, "_FEW", few):
            make(values, made)

    assert found[0].tolist() == found[1].tolist()


def test_lanes_are_added_alike_row_by_row(detector: InjectionDetector) -> None:
    """What is not in memory all at once comes to the same sums."""
    tables = detector._tables[False][0]
    buckets = np.random.default_rng(1).integers(0, BUCKETS, (5, 40)).astype(np.uint32)
    with patch.object(scan, "_MANY", 0):
        by_rows = scan._added(buckets, tables)

    assert by_rows.tolist() == scan._added(buckets, tables).tolist()
