"""Laws of the detectors: they hold for any text."""

import re
from dataclasses import replace
from itertools import pairwise
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis.strategies import binary, floats, integers, lists, sampled_from, text, tuples

from govsim.guardrails.pii import addresses_of_machines, phones, surroundings
from govsim.guardrails.pii.code import masked, speech
from govsim.guardrails.pii.context import shown
from govsim.guardrails.pii.detector import PersonalDataDetector
from govsim.guardrails.pii.headed import headed
from govsim.guardrails.pii.names.detector import NamesDetector
from govsim.guardrails.pii.names.words import TOKEN
from govsim.guardrails.pii.overlap import resolve
from govsim.guardrails.pii.scan import planner_of, scan
from govsim.guardrails.pii.shape import shape_of
from govsim.guardrails.pii.surroundings import Surroundings
from govsim.guardrails.pii.tables import cells
from govsim.guardrails.pii.values import TYPES, Hit
from govsim.guardrails.values import Channel
from govsim.guardrails.views import views_of
from tests.guardrails.counting import calls_of

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
def test_what_stands_is_the_likeliest(found: list[Hit]) -> None:
    """It is what taking one after another, the likeliest first, leaves."""
    kept: list[Hit] = []
    for hit in sorted(found, key=lambda f: (-f.score, f.start - f.end, f.start, f.type)):
        if all(hit.end <= other.start or other.end <= hit.start for other in kept):
            kept.append(hit)

    assert resolve(found) == sorted(kept)


@given(texts)
def test_what_a_mask_hides_is_neither_comment_nor_string(body: str) -> None:
    """Where nothing is said, a mask leaves lines alone; what is said stays as it is."""
    at, expected = 0, ""
    for start, end in speech(body):
        expected += re.sub(r"[^\n]", " ", body[at:start]) + body[start:end]
        at = end

    assert masked(body) == expected + re.sub(r"[^\n]", " ", body[at:])


LABELS = ("phone ", "tax no ", "HTTPServer ", "a ", "ssn", "userPhone ", "org nr ", "ABc", "id ", "zipped ", "\n\n", "é ", ", ", "x", "12 ", "order")  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(lists(sampled_from(LABELS), min_size=1, max_size=40).map("".join), integers(0, 1))
def test_an_index_of_words_changes_no_topic(body: str, missed: int) -> None:
    """Whether the words of a text were looked up before makes no difference."""
    plain, indexed = Surroundings(body), Surroundings(body)
    plain._missed = -len(body)  # so that it never makes one
    indexed._index = surroundings._Index(shown(body)) if body.isascii() else None

    for start in range(len(body)):
        end = min(len(body), start + missed)
        surroundings._FRONTS.clear()
        expected = plain(start, end)
        surroundings._FRONTS.clear()
        assert indexed(start, end) == expected


QUIET = "a report that all of them read before they met in the new room of the house"
NEAR = ("1990-01-02", "02/13/1990", "1990-13-45", "204417", "204417 extension 5", "219-09-9999", "4539148803436467", "+1 212 555 0134", "10.2.3.4", "12.50", QUIET, "id", "phone", "born", "tax no", "zip")  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(lists(sampled_from(NEAR), min_size=2, max_size=12), sampled_from((",", ", ", "\n", " ")))
def test_an_index_of_words_changes_no_find(cells: list[str], by: str) -> None:
    """What is known of a stretch near which no word tells anything is what a look at it tells."""
    body = by.join((QUIET, "1", *cells))
    found = []
    for worth in (False, True):
        with (
            patch.multiple(surroundings, _MANY=0, _FRONTS={}),
            patch.object(Surroundings, "_is_worth_an_index", lambda *_, worth=worth: worth),
        ):
            found.append(scan(body, types=frozenset(TYPES)))

    assert found[0] == found[1]


AMERICAN = re.compile(r"(?:\+?1[ \-.]?)?\(?[2-9]\d\d\)?[ \-.]?[2-9]\d\d[ \-.]?\d{4}")
NUMBER = text("0123456789+()-./ ", min_size=6, max_size=16)


@given(NUMBER)
def test_a_shape_denies_no_number(number: str) -> None:
    """What its shape says a number cannot be, it is not."""
    form = phones.grouping_of(shape_of(number))

    assert form.odd or not (phones._DATE.match(number) or phones._ROW.match(number))
    assert form.american or not (AMERICAN.fullmatch(number) or phones._NANP_LIKE.fullmatch(number))


@given(lists(sampled_from(("ana", "B1", ".", "-", "_", "co", "com", "é", " ", "1", "xn--")), max_size=8).map("".join))  # fmt: skip
def test_a_plain_domain_is_a_domain(domain: str) -> None:
    """What is read the quick way is read the same the other way."""
    plain = addresses_of_machines._PLAIN_DOMAIN.match(domain)

    if plain is not None:
        whole = addresses_of_machines._DOMAIN.match(domain)
        assert whole is not None
        assert whole.regs == plain.regs


@given(hits)
def test_what_stands_does_not_overlap(found: list[Hit]) -> None:
    """Of overlapping finds the likeliest stands, whatever order they come in."""
    kept = resolve(found)

    assert all(a.end <= b.start for a, b in pairwise(kept))
    assert kept == resolve(found[::-1])
    if found:
        assert max(hit.score for hit in found) == max(hit.score for hit in kept)


@pytest.mark.slow
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
        "swift ABCDEFGH ",
        "user1",
        "a1@b-",
        "org nr 1, ",
        "//",
    ],
)
def test_work_grows_with_length(piece: str) -> None:
    """Ten times the text takes about ten times the steps, however hostile: never a hundred."""
    detector = PersonalDataDetector()

    def steps(size: int) -> int:
        body = piece * (size // len(piece))
        return calls_of(lambda: (detector.hits(body, Channel.CODE), detector.hits(body)))

    steps(2_000)
    assert steps(60_000) < 15 * max(steps(6_000), 100)


ATOMS = ("AA99", "A9A9A9A9A9A9A9A9", "99A99AAAA9A999999", "AAAAAAAAAAAAA9", "9" * 30, "9A", "999", "9.9.9.9", " ", "-", ":", ".", "\n", ", ")  # fmt: skip


@given(lists(sampled_from(ATOMS), min_size=1, max_size=9).map("".join))
def test_digests_that_look_alike_have_one_plan(shape: str) -> None:
    """A shape and what stands for it among digests can be the same things, at the same places."""
    planner, shape = planner_of(None), f"  {shape}  "
    alike = planner._common(shape)
    plan, common = planner._made(shape), planner._made(alike)

    assert len(alike) == len(shape)
    assert replace(plan, digits=0) == replace(common, digits=0)
    assert (plan.digits >= 3) == (common.digits >= 3)


CELLS = ("219099999", "5550142", "1984-03-12", "ip 10.0.0.1", "zip 1234", "hunter2024", "Łódź 12345", "x", "4539, 1488", "born 3 May", "mac 00 1a", "İ 219-09-9999")  # fmt: skip
HEADERS = ("ssn", "phone", "date of birth", "zip", "password", "passport_no", "numéro", "pw", "mac")


PARTS = (
    "+",
    "1",
    "(",
    "212",
    "012",
    "512",
    ")",
    " ",
    "-",
    ".",
    "555",
    "155",
    "0123",
    "2222",
    "222",
)


@settings(max_examples=500)
@given(lists(sampled_from(PARTS), min_size=1, max_size=9).map("".join))
def test_a_number_of_north_america_is_told_by_the_digits_of_its_codes(number: str) -> None:
    """By the shape it has, as by the number itself."""
    form = phones.grouping_of(shape_of(number))
    varied = number.count(number[-1]) < form.digits

    expected = varied and number[0] != "+" and AMERICAN.fullmatch(number) is not None

    assert phones._is_american(number, form) == expected


ADDRESSES = ("10.0.0.1", "203.0.113.12", "v", "ver. ", " ", "1", "/8", ":80", ".", "-", "(", "\n", "01/02/2003 ", "2001:db8::1", "SSN ")  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(lists(sampled_from(ADDRESSES), max_size=12).map("".join))
def test_a_stretch_that_is_an_address_is_nothing_else(body: str) -> None:
    """That it is looked at first makes no difference."""
    types = frozenset(TYPES)
    with patch("govsim.guardrails.pii.scan._is_address", lambda *_: False):
        expected = scan(body, types=types)

    assert scan(body, types=types) == expected


@settings(max_examples=60, deadline=None)
@given(sampled_from(HEADERS), sampled_from(HEADERS), lists(sampled_from(CELLS), max_size=12))
def test_cells_together_are_found_as_one_by_one(left: str, right: str, values: list[str]) -> None:
    """Nothing reads from one cell of a table into the next, whatever stands in them."""
    rows = [f"{a};{b}" for a, b in pairwise(values)]
    table = "\n".join((f"{left};{right}", *rows))
    expected: list[Hit] = []
    for start, end, label in cells(table):
        front = f"{label}: "
        shift = start - len(front)
        expected += (
            hit._replace(start=hit.start + shift, end=hit.end + shift)
            for hit in scan(front + table[start:end])
            if hit.start >= len(front)
        )

    assert headed(table, scan) == sorted(expected)


def test_what_was_read_before_changes_nothing() -> None:
    """A card in odd groups is found in a text of new words, and found again."""
    rows = [f"{a}{b} gralm {n * 7919}" for n, (a, b) in enumerate(pairwise("bcdfghjklmnpqrstvwxz"))]
    body = "\n".join((*rows, "vrumb 4539, 1488, 0343, 6467 grolt"))
    surroundings._FRONTS.clear()

    assert scan(body) == scan(body)
    assert [hit.type for hit in scan(body)] == ["CREDIT_CARD"]
