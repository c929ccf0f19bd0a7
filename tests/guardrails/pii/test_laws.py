"""Laws of the detectors: they hold for any text."""

import sys
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis.strategies import binary, floats, integers, lists, sampled_from, text, tuples

from govsim.guardrails.pii.code import masked
from govsim.guardrails.pii.detector import PersonalDataDetector
from govsim.guardrails.pii.names.detector import NamesDetector
from govsim.guardrails.pii.names.words import TOKEN
from govsim.guardrails.pii.overlap import resolve
from govsim.guardrails.pii.values import Hit
from govsim.guardrails.values import Channel
from govsim.guardrails.views import views_of

PIECES = ("+48 601 234 567", "a@b.co", "4111 1111 1111 1111", "10.0.0.1", "password is", "SSN", "\n", " ",
          "GB29", "NWBK", "0" * 9, "::1", "1" * 30, "Ana Kowalska", "ul. Lipowa 5", "\u0130", "\ud83d\ude00", "X", "-", "/")  # fmt: skip
texts = text(max_size=200) | lists(sampled_from(PIECES), max_size=30).map("".join)
DETECTORS = (PersonalDataDetector(), NamesDetector())


@settings(max_examples=150, deadline=None)
@given(texts, sampled_from(DETECTORS), sampled_from((Channel.USER, Channel.CODE)))
def test_findings_lie_inside_the_text_and_apart(
    body: str, detector: PersonalDataDetector | NamesDetector, channel: Channel
) -> None:
    """Findings are in order, do not overlap, and hold something; their scores are from 0 to 1."""
    found = list(detector.find(views_of(body), channel))

    ends = 0
    for finding in (f for f in found if not f.through):
        assert ends <= finding.start < finding.end <= len(body)
        assert 0 <= finding.score <= 1
        ends = finding.end


@settings(max_examples=60, deadline=None)
@given(texts, sampled_from(DETECTORS))
def test_the_same_text_has_the_same_findings(
    body: str, detector: PersonalDataDetector | NamesDetector
) -> None:
    """What was read before does not matter."""
    first = list(detector.find(views_of(body), Channel.USER))
    list(detector.find(views_of(body[::-1]), Channel.USER))

    assert list(detector.find(views_of(body), Channel.USER)) == first


@settings(max_examples=60, deadline=None)
@given(binary(max_size=300), sampled_from(("utf-8", "latin-1", "utf-16")), sampled_from(DETECTORS))
def test_any_bytes_are_read(
    raw: bytes, encoding: str, detector: PersonalDataDetector | NamesDetector
) -> None:
    """However bytes are decoded, reading them is no error."""
    list(
        detector.find(
            views_of(raw.decode(encoding, "surrogatepass" if encoding == "latin-1" else "replace")),
            Channel.USER,
        )
    )


@given(texts)
def test_tokens_are_the_text(body: str) -> None:
    """Put together, the tokens are the text, but for what no pattern of text knows."""
    assert "".join(TOKEN.findall(body)) == body


@given(texts)
def test_a_mask_keeps_length_and_lines(body: str) -> None:
    """Masked code is as long as the code, line by line."""
    assert [len(line) for line in masked(body).split("\n")] == [
        len(line) for line in body.split("\n")
    ]


hits = lists(
    tuples(integers(0, 50), integers(1, 20), sampled_from(("A", "B")), floats(0, 1)).map(
        lambda row: Hit(row[0], row[0] + row[1], row[2], row[3], "r")
    ),
    max_size=20,
)


@given(hits)
def test_what_stands_does_not_overlap(found: list[Hit]) -> None:
    """Of overlapping finds the likeliest stands, whatever order they come in."""
    kept = resolve(found)

    assert all(a.end <= b.start for a, b in pairwise(kept))
    assert kept == resolve(found[::-1])
    if found:
        assert max(hit.score for hit in found) == max(hit.score for hit in kept)


@pytest.mark.parametrize(
    "piece",
    [
        "1234 ",
        "1.",
        "a@",
        "aa:",
        "password ",
        "+1(",
        "0" * 7 + "-",
        "user user ",
        "Ana ",
        "9a",
        "''",
        "/*",
        "(((1",
    ],
)
def test_work_grows_with_length(piece: str) -> None:
    """Ten times the text takes about ten times the steps, however hostile: never a hundred."""
    detector = PersonalDataDetector()

    def steps(size: int) -> int:
        body = piece * (size // len(piece))
        taken = 0

        def count(*event: object) -> None:
            nonlocal taken
            taken += 1

        sys.setprofile(count)
        try:
            detector.hits(body, Channel.CODE)
            detector.hits(body)
        finally:
            sys.setprofile(None)
        return taken

    steps(2_000)
    assert steps(60_000) < 15 * max(steps(6_000), 200)
