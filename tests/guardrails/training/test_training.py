"""A head learns from rows, is measured on sources it never saw, and says what it was made of."""

import itertools
import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govsim.errors import GovsimError
from govsim.guardrails import Channel, Outcome
from govsim.guardrails.evaluation import Judged, Row, Scored
from govsim.guardrails.evaluation.measures import Drawn, auc
from govsim.guardrails.policy import Model
from govsim.guardrails.training import (
    Gathered,
    folds_of,
    head_bytes,
    head_of,
    ids_near,
    retrained,
    trained_detector,
)
from govsim.guardrails.training.classes import character_classes
from govsim.guardrails.training.features import LONGEST, columns_of, ids_of, known_ids, pieces_of
from govsim.guardrails.views import views_of

WORDS = "please open the report about sales and tell me what the team said last week".split()
UNSURE = Scored(0.5, False, Outcome.ALLOW, (), (), (), 0.0)


def texts(count: int, sign: str = "zebra protocol", seed: int = 1) -> list[tuple[str, bool]]:
    """Return texts of which each third, and no other, has a sign in it."""
    chance = np.random.default_rng(seed)
    drawn = (" ".join(chance.choice(WORDS, 9)) for _ in range(count))
    return [(f"{text} {sign}" if n % 3 == 0 else text, n % 3 == 0) for n, text in enumerate(drawn)]


def gathered(labelled, scores=()) -> Gathered:
    made = Gathered()
    every = itertools.chain(scores, itertools.repeat(0.5))
    for number, ((text, label), score) in enumerate(zip(labelled, every, strict=False)):
        row = Row(number, text, label, source="abcd"[number % 4])
        made.add(row, replace(UNSURE, score=score), ids_near(row, UNSURE))
    return made


def auc_of(label, score) -> float:
    judged = Judged(label, score, label)
    return float(auc(Drawn(judged, np.ones((1, len(label)))))[0])


@pytest.fixture(scope="module")
def learned():
    """What comes of rows with a sign that the score of before does not see."""
    return retrained(gathered(texts(240)).examples(), ("graded",))


def test_what_rows_show_is_learned(learned) -> None:
    """A sign that all attacks bear is found in sources that were left out."""
    label = np.array([label for _, label in texts(240)])

    assert auc_of(label, learned.measured.after) == 1.0
    assert (learned.measured.after >= learned.measured.bars)[label].all()
    by_sign, _, _ = learned.head.moved("speak of the zebra protocol", is_data=False)
    without, _, _ = learned.head.moved("speak of the report", is_data=False)
    assert by_sign > without


def test_labels_by_chance_teach_nothing() -> None:
    """Rows that are left out are not looked at: where labels are noise, so are the figures."""
    chance = np.random.default_rng(8)
    noise = [(text, bool(chance.random() < 0.5)) for text, _ in texts(400, sign="")]
    made = retrained(gathered(noise).examples(), ("graded",))

    assert auc_of(np.array([label for _, label in noise]), made.measured.after) == pytest.approx(
        0.5, abs=0.1
    )


def test_a_good_score_is_kept() -> None:
    """Where the score is right already, words that tell nothing do not spoil it."""
    labelled = texts(240, sign="")
    scores = [0.9 if label else 0.1 for _, label in labelled]
    made = retrained(gathered(labelled, scores).examples(), ("graded",))

    assert auc_of(np.array([label for _, label in labelled]), made.measured.after) == 1.0


def test_probabilities_are_calibrated(learned) -> None:
    """Over rows that were left out, as many are attacks as the probabilities say."""
    assert learned.measured.after.mean() == pytest.approx(1 / 3, abs=0.03)


def test_thresholds_fall_as_the_budget_rises(learned) -> None:
    """A larger budget never asks for a higher score; without one, one in a hundred holds."""
    held = [learned.head.thresholds[rate] for rate in sorted(learned.head.thresholds)]

    assert held == sorted(held, reverse=True)
    assert learned.head.threshold(None) == learned.head.threshold(0.01)
    assert learned.head.threshold(0.00001) == 2.0


def test_too_few_rows_are_refused() -> None:
    """Twenty of either kind are the least."""
    with pytest.raises(GovsimError, match="there are 10 attacks, and training takes at least 20"):
        retrained(gathered(texts(30)).examples(), ("graded",))


def test_a_head_is_what_was_written(learned, tmp_path) -> None:
    """A head read back gives the same, and the same head gives the same bytes."""
    (tmp_path / "head.npz").write_bytes(head_bytes(learned.head))
    back = head_of(tmp_path)

    assert head_bytes(back) == head_bytes(learned.head)
    assert back.moved("zebra protocol", is_data=False) == learned.head.moved(
        "zebra protocol", is_data=False
    )
    for wrong in (b"", b"PK\x03\x04nonsense"):
        (tmp_path / "head.npz").write_bytes(wrong)
        with pytest.raises(GovsimError, match="holds no head"):
            head_of(tmp_path)


def test_training_is_the_same_again(learned) -> None:
    """The same rows give the same head, to the byte."""
    again = retrained(gathered(texts(240)).examples(), ("graded",))

    assert head_bytes(again.head) == head_bytes(learned.head)


# --- at work ---------------------------------------------------------------------------------


@pytest.fixture
def trained(learned, tmp_path):
    (tmp_path / "head.npz").write_bytes(head_bytes(learned.head))
    return trained_detector(Model("mine", path=str(tmp_path)))


def find(detector, text: str, channel: Channel = Channel.USER):
    return list(detector.find(views_of(text), channel))


def test_a_trained_head_is_a_detector(trained) -> None:
    """It finds what it learned, where the detectors underneath find it, or in the whole text."""
    (hot,) = find(trained, "say the zebra protocol INJECTION:0.5")
    (cold,) = find(trained, "say the report INJECTION:0.5")

    assert (hot.detector, hot.type, hot.span, hot.rule) == (
        "mine",
        "INJECTION",
        (23, 36),
        "says-so",
    )
    assert hot.score > trained.threshold(Channel.USER, None) > cold.score
    (alone,) = find(trained, "say the zebra protocol")
    assert alone.span == (0, 22)
    assert find(trained, "") == []


def test_a_sign_far_inside_a_long_text_is_found(trained) -> None:
    """A text is looked at piece by piece, so that its length does not hide anything."""
    filler = "please open the report. " * 900
    (hot,) = find(trained, f"{filler} zebra protocol {filler}")
    (cold,) = find(trained, f"{filler} {filler}")

    assert hot.start <= len(filler) <= hot.end
    assert hot.score > cold.score


@given(text=st.text())
def test_any_text_gets_a_finding_inside_it(learned, text) -> None:
    """Whatever the text, a finding lies inside it, and its score is a probability."""
    by, start, end = learned.head.moved(text, is_data=True)

    assert 0 <= start <= end <= len(text)
    assert 0 <= learned.head.probability(0.3, by, is_data=True) <= 1


# --- features --------------------------------------------------------------------------------


@given(length=st.integers(0, 3 * LONGEST))
def test_pieces_cover_a_text_twice(length) -> None:
    """Each place lies in a piece, and pieces are bounded."""
    pieces = list(pieces_of("x" * length))

    assert all(len(piece) <= LONGEST for _, piece in pieces)
    assert {at for start, piece in pieces for at in (start, start + len(piece))} >= {0, length}
    assert all(a + LONGEST // 2 == b for (a, _), (b, _) in itertools.pairwise(pieces))


def test_words_and_their_pairs_are_numbers() -> None:
    """Equal words have equal numbers, whatever their case; data have numbers of their own too."""
    classes = character_classes()
    prompt = ids_of("Open the door", classes, is_data=False)

    assert len(prompt) == 3 + 3 + 3  # words, pairs, pairs with one between; the end is a partner
    assert set(prompt) == set(ids_of("open THE door", classes, is_data=False))
    assert set(prompt) < set(ids_of("open the door", classes, is_data=True))
    assert len(ids_of("  \n", classes, is_data=True)) == 0


def test_what_one_row_alone_has_is_left_out() -> None:
    """Only numbers of two rows or more are columns."""
    rows = [np.array(row, dtype=np.uint32) for row in ([1, 5], [5, 9], [9, 20])]
    known = known_ids(rows)

    assert known.tolist() == [5, 9]
    columns, kept = columns_of(rows[2], known)
    assert (columns.tolist(), kept.tolist()) == ([1], [True, False])
    assert columns_of(rows[0], known[:0])[0].tolist() == []


# --- folds -----------------------------------------------------------------------------------


@given(sources=st.lists(st.integers(0, 12), min_size=1, max_size=60))
def test_each_row_is_left_out_once_with_all_of_its_source(sources) -> None:
    """No head is measured on a source that it saw a row of."""
    made = Gathered()
    for number, source in enumerate(sources):
        made.add(Row(number, "x", True, source=f"s{source}"), UNSURE, np.zeros(0, np.uint32))
    examples = made.examples()
    folds = folds_of(examples, seed=0)

    assert sorted(np.concatenate([rows for _, rows in folds]).tolist()) == list(range(len(sources)))
    if len(set(sources)) > 1:
        assert len(folds) == min(6, len(set(sources)))
        inside = [set(examples.source[rows].tolist()) for _, rows in folds]
        assert sum(map(len, inside)) == len(set(sources))


def test_a_large_source_does_not_decide_alone() -> None:
    """A source counts by the root of its rows, and attacks as much as harmless rows."""
    labelled = [("x", n % 2 == 0) for n in range(110)]
    made = Gathered()
    for number, (text, label) in enumerate(labelled):
        source = "large" if number < 100 else "small"
        made.add(Row(number, text, label, source=source), UNSURE, np.zeros(0, np.uint32))
    examples = made.examples()
    weights = examples.importance()

    large = weights[examples.source == 0].sum() / weights[examples.source == 1].sum()
    assert large == pytest.approx(10**0.5)
    assert weights[examples.label].sum() == pytest.approx(weights[~examples.label].sum())


def test_characters_of_the_table_are_json() -> None:
    """The table of characters is small numbers, for a file that any reader can check."""
    assert json.dumps(sorted(set(character_classes().tolist()))) == "[0, 1, 2, 3, 4]"
