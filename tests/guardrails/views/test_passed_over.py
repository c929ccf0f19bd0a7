"""What a glance passes over holds nothing that a closer look would find."""

import random
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from unittest.mock import patch

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from govsim.guardrails.views import cut_values, hidden_markup
from govsim.guardrails.views.clues import Clues, Traits
from govsim.guardrails.views.decoders import (
    abroad_phones,
    addresses,
    born_fields,
    ciphers,
    code_parts,
    code_values,
    controls,
    counted_digits,
    digits,
    encoded,
    gaps,
    glued_labels,
    halves,
    hardware_forms,
    leet,
    listed_digits,
    machine_forms,
    mail_forms,
    masked_parts,
    mended,
    number_names,
    number_weights,
    number_words,
    odd_signs,
    rare_encodings,
    said_signs,
    spaced,
    spelled,
    split,
    squeezed_ids,
    told_births,
    told_groups,
    told_hardware,
    told_machines,
    turned_values,
    two_signs,
    written_signs,
)
from govsim.guardrails.views.decoders.group_words import SPOKEN
from govsim.guardrails.views.likeness import (
    Table,
    _bits_of_many,
    bits_of,
    english,
    latin,
    letters_of,
)
from govsim.guardrails.views.pipeline import DECODERS, Decoder
from govsim.guardrails.views.readable import _begins_deflated, _inflated, _wide
from govsim.guardrails.views.rewriting import begun
from govsim.guardrails.views.value_shapes import ADDRESS

SIGNS = [
    *"-.:/_+|~*,;@#'\"()[]{}<>=&\\ \t\n",
    " - ",
    ". ",
    "[.]",
    "''",
    " dash ",
    "dot",
    "·",
    "。",
    "é",
    "٣",
]
GROUPS = [
    *(
        "0",
        "7",
        "10",
        "254",
        "123",
        "4539",
        "1488",
        "00",
        "1a",
        "fe",
        "5e",
        "DE89",
        "O1",
        "l2",
        "B4",
    ),
    *("98ED", "6789", "+49", "(212)", "three", "nine", "at", "a", "x", "I", "host", "mac", "don't"),
    *("1gn0r3", "4ll", "iPhone", "aWdu", "b3Jl", "ABC", "ignore", "client's"),
]
# How many digits or letters the groups of a value have, and of which signs they are.
SHAPES = [
    *(([4] * 4, "0123456789"), ([3, 2, 4], "0123456789"), ([3, 3, 4], "0123456789")),
    *(([1] * 4, "0123456789"), ([3, 1, 3, 2], "0123456789"), ([2] * 6, "0123456789abcdefABCDEF")),
    *(([4, 2, 3], "0123456789"), ([1] * 5, "xyzAB1"), ([12], "0123456789abcdef")),
    *(([4] * 6, "0123456789O"), ([9], "0123456789lO"), ([1, 2, 1, 3], "012O"), ([4] * 4, "two1")),
]
EDGES = ["", "", " ", "'", "x", "-", ".", "+", "é", "。", "s", "_", "5"]


def text_of(seed: int) -> str:
    """Return a text of groups as of a value, one sign between them all, and of what is near it."""
    pick = random.Random(seed)
    parts: list[str] = []
    for _ in range(pick.choice((1, 1, 1, 2, 4))):
        sizes, signs = pick.choice(SHAPES)
        groups = ["".join(pick.choices(signs, k=size)) for size in sizes]
        groups = pick.choice((groups, groups, pick.choices(GROUPS, k=pick.randrange(1, 8))))
        heads = pick.choice(("", "", "", "DE89", "+1", "AB12"))
        sign = pick.choice(SIGNS)
        parts += pick.choice(EDGES), sign.join([heads, *groups] if heads else groups)
        parts += pick.choice(EDGES), *pick.choices(SIGNS + GROUPS, k=pick.randrange(3))
    if pick.random() < 0.1:
        quote = pick.choice("\"'`")
        parts += f"a{quote}", *pick.choices(" \t\n\r+.|&\\", k=pick.randrange(4)), f"{quote}b"
    return "".join(parts)


# One number a text, for a text sign by sign takes long to draw.
texts = st.one_of(st.integers(0, 1 << 32).map(text_of), st.text(max_size=8))


@dataclass(frozen=True)
class Glance:
    """What tells that a closer look is needless, and that look."""

    passes: Callable[[str, Clues], object]  # whether to look closer
    look: Callable[[str, Clues], Iterable[object]]


def every_shape(text: str, clues: Clues) -> Iterable[object]:
    """Yield what any shape makes of a text, whatever its outline."""
    for start, end in odd_signs._windows(clues):
        for shape in odd_signs._SHAPES:
            for match in shape.pattern.finditer(text, start, end):
                yield from odd_signs._usual(match, shape)
        for match in odd_signs._ACCOUNT.finditer(text, start, end):
            yield from odd_signs._account(match)


def beside_markup(text: str, _: Clues) -> list[tuple[int, int]]:
    """Return the signs of markup that may be inside a value."""
    return [span for span in split._markup(text) if is_beside_value(text, *span)]


def is_beside_value(text: str, start: int, end: int) -> bool:
    """Whether a digit stands near a gap, or an `@`, sign by sign."""
    beside = text[max(0, start - 3) : start] + text[end : end + 3]
    return any(map(str.isdecimal, beside)) or "@" in text[max(0, start - 48) : end + 48]


GLANCES = {
    "odd signs": Glance(lambda text, clues: any(odd_signs._grouped(text, clues)), every_shape),
    "number words": Glance(
        number_weights.may_be_near,
        lambda text, _: number_words._near(number_words._TOKEN.findall(text.lower())),
    ),
    "words of addresses": Glance(
        lambda text, clues: (
            addresses._is_told(text, clues)
            or addresses._ESCAPED_AT.search(clues.raw)
            or any(addresses._enclosed(text, clues.lower, []))
        ),
        lambda text, _: addresses._ENCLOSED_AT.findall(text),
    ),
    "labels of domains": Glance(
        lambda _, clues: addresses._BEFORE_LABEL.search(clues.lower),
        lambda text, _: addresses._DOMAIN.findall(text),
    ),
    "values with gaps": Glance(
        lambda _, clues: clues.other_digits or gaps._may_hold_value(clues.raw, 0, len(clues.raw)),
        lambda text, _: cut_values._NUMBER.findall(text) + ADDRESS.findall(text),
    ),
    "values with markup": Glance(
        lambda _, clues: (
            split._may_split_value(clues) or not (clues.numbers or clues.mixed or clues.has(b"@"))
        ),
        beside_markup,
    ),
    "accounts whose country is digits": Glance(
        lambda _, clues: (
            clues.other_digits or digits._NO_COUNTRY_OUTLINE.search(clues.outline) is not None
        ),
        lambda text, _: digits._NO_COUNTRY.findall(text),
    ),
    "twelve digits of hardware": Glance(
        lambda _, clues: odd_signs._PAIRS in clues.hexadecimal,
        lambda text, _: odd_signs._SOLID.findall(text),
    ),
    "names of signs": Glance(
        lambda text, clues: any(odd_signs._named(text, clues)),
        lambda text, _: odd_signs._SPOKEN.findall(text),
    ),
    "persons turned round": Glance(
        lambda _, clues: clues.other_digits or turned_values._PERSON_OUTLINE in clues.outline,
        lambda text, _: turned_values._PERSON.findall(text),
    ),
    "accounts turned round": Glance(
        lambda _, clues: b"00AA" in clues.outline,
        lambda text, _: turned_values._ACCOUNT.findall(text) if text.isascii() else (),
    ),
    "cards turned round": Glance(
        lambda _, clues: clues.other_digits or turned_values._CARD_OUTLINE.search(clues.outline),
        lambda text, _: turned_values._CARD.findall(text),
    ),
    "digits that letters stand for": Glance(
        lambda _, clues: digits._may_be_mixed(clues),
        lambda text, clues: digits._mixed(text, clues.lower, list(clues.mixed) or [b"~~"]),
    ),
    "hardware that letters stand for": Glance(
        lambda _, clues: digits._has_pairs(clues), lambda text, _: digits._hardware(text)
    ),
    "accounts that letters stand for": Glance(
        lambda _, clues: digits._may_be_account(clues), lambda text, _: digits._accounts(text)
    ),
    "leet of another language": Glance(
        lambda _, clues: leet._may_be_elsewhere(
            clues, clues.lower.translate(leet._BESIDE), 0, len(clues.raw)
        ),
        lambda text, _: ["so"] * leet._are_written_so(leet._SOLID.findall(text)),
    ),
    "single letters": Glance(
        lambda _, clues: not clues.ascii or spaced._lie_near(clues.raw.translate(spaced._ALNUM)),
        lambda text, clues: spaced._runs(text, clues),
    ),
    "two signs": Glance(
        lambda text, _: two_signs._may_run(text), lambda text, _: two_signs._runs(text)
    ),
    "pairs of hardware": Glance(
        lambda _, clues: told_machines._may_be_paired(clues),
        lambda _, clues: told_machines._PAIRS.findall(clues.lower),
    ),
    "pairs of hardware with blanks": Glance(
        lambda _, clues: any(pairs in clues.hexadecimal for pairs in told_machines._LOOSE_PAIRS),
        lambda text, _: told_machines._LOOSE.findall(text),
    ),
    "records of hardware": Glance(
        lambda _, clues: any(word in clues.lower for word in told_machines._RECORDS),
        lambda text, _: told_machines._RECORD.findall(text),
    ),
    "strings of a program": Glance(
        lambda _, clues: not code_values.NEEDS.isdisjoint(clues.traits), code_values.decode
    ),
    "signs that a tool changed": Glance(
        lambda _, clues: (
            not written_signs.NEEDS.isdisjoint(clues.traits)
            or not clues.words.isdisjoint(written_signs.HOOK_WORDS)
        ),
        written_signs.decode,
    ),
    "digits that are counted": Glance(
        lambda _, clues: (
            not counted_digits.NEEDS.isdisjoint(clues.traits)
            or not clues.words.isdisjoint(counted_digits.TELLING)
        ),
        counted_digits.decode,
    ),
    "births without a label": Glance(
        lambda _, clues: b"0" in clues.outline or not clues.words.isdisjoint(born_fields.PHRASED),
        born_fields.decode,
    ),
    "addresses in names of files": Glance(
        lambda _, clues: told_machines._may_begin(clues),
        lambda text, _: told_machines._flat(text),
    ),
    "fields that are counted": Glance(
        lambda _, clues: not clues.ascii or clues.outline.count(b"0") >= code_parts._FEWEST,
        lambda text, clues: code_parts._numbered(text, clues.lower),
    ),
    "masked digits": Glance(
        lambda _, clues: clues.other_digits or masked_parts._is_masked(clues),
        lambda text, _: masked_parts._HIDDEN.findall(text),
    ),
    "words for a birth beyond ASCII": Glance(
        lambda text, clues: (
            told_births._DRAWN.search(text)
            or any(stem in clues.lower for stem in told_births._ACCENTED)
        ),
        lambda text, _: told_births._beyond(text),
    ),
    "telephones of abroad": Glance(
        lambda _, clues: clues.other_digits or list(abroad_phones._places(clues.outline)),
        lambda text, _: abroad_phones._NUMBER.findall(text),
    ),
    "controls that are written": Glance(
        lambda _, clues: any(controls._may_be(form, clues) for form in controls._FORMS),
        lambda text, _: [gap for form in controls._FORMS for gap in form.pattern.findall(text)],
    ),
    "numbers of machines with signs": Glance(
        lambda _, clues: any(map(clues.outline.__contains__, machine_forms._OF_SIGNS)),
        lambda text, _: [
            found for form in machine_forms._OF_SIGNS.values() for found in form.findall(text)
        ],
    ),
    "digits beside accents": Glance(
        lambda _, clues: digits._may_be_accented(clues),
        lambda text, _: digits._ACCENTED.findall(text),
    ),
    "drawn Morse": Glance(
        lambda text, clues: spelled._is_drawn(text, clues),
        lambda text, _: spelled._DRAWN_MORSE.findall(text),
    ),
    "at between signs": Glance(
        lambda _, clues: addresses._may_be_enclosed(clues),
        lambda text, clues: addresses._enclosed(text, clues.lower, []),
    ),
    "digits near each other": Glance(
        lambda _, clues: clues.outline.count(b"0") >= gaps._DENSE[0] or clues.has(b"@"),
        lambda text, clues: gaps._windows(text, clues),
    ),
    "letters like those of a word": Glance(
        lambda _, clues: said_signs._is_likened(clues),
        lambda _, clues: said_signs._LIKE.findall(clues.lower),
    ),
}
SPOKEN_OF = (
    *("mac", "MACs", "hw_addr", "hwaddress", "Wi-Fi", "wifi", "ethernet", "ether", "nic", "arp"),
    *(
        " ",
        "_",
        "-",
        ": ",
        "x",
        "b as in b",
        "b for b",
        ", s like s",
        "né le ",
        "é",
        "“",
        "рожд",
        "ſ",
        "·–",
    ),
)


@pytest.mark.slow
@pytest.mark.parametrize("name", GLANCES)
@settings(max_examples=100)
@given(st.integers(0, 1 << 32), st.text(max_size=8))
def test_a_glance_is_never_stricter_than_the_look(name: str, seed: int, text: str) -> None:
    """Where a glance tells that nothing is there, a look at everything finds nothing."""
    glance = GLANCES[name]
    for each in (text, *map(text_of, range(seed, seed + 40))):
        clues = Clues(each)

        assert glance.passes(each, clues) or not list(glance.look(each, clues)), each


@pytest.mark.slow
@pytest.mark.parametrize("decoder", DECODERS, ids=lambda each: each[0].__module__)
@settings(max_examples=50)
@given(st.integers(0, 1 << 32), st.text(max_size=8))
def test_a_decoder_without_its_traits_finds_nothing(
    decoder: tuple[Decoder, Traits], seed: int, text: str
) -> None:
    """Where a text has none of the traits that a decoder needs, the decoder is called in vain."""
    decode, needs = decoder
    for each in (text, *map(text_of, range(seed, seed + 20))):
        clues = Clues(each)

        assert not needs.isdisjoint(clues.traits) or not list(decode(each, clues)), each


@settings(max_examples=300)
@given(st.lists(st.sampled_from(SPOKEN_OF), max_size=12))
def test_words_are_found_where_they_stand(parts: list[str]) -> None:
    """Those for hardware are where pieces of them are, and no other is passed over."""
    text = "".join(parts)
    clues = Clues(text)
    found = begun(told_hardware._LABEL, text, clues.places(told_hardware._RAW))
    every = [match.span() for match in told_hardware._LABEL.finditer(text)]

    assert clues.cased or [match.span() for match in found] == every
    for name in ("words for a birth beyond ASCII", "letters like those of a word"):
        assert GLANCES[name].passes(text, clues) or not list(GLANCES[name].look(text, clues))


CORRECTIONS = (
    *("not 7196", "but 7844", "should be", "is wrong, use", "->", "replace 7196", "with 7844"),
    *(
        "instead of 7196 it's",
        "12 goes between",
        "and",
        "missing 5",
        "at the end",
        "7196",
        "7844",
        "x",
    ),
)


@pytest.mark.slow
@settings(max_examples=300)
@given(st.lists(st.sampled_from(CORRECTIONS), max_size=14), st.sampled_from(["", "x " * 40]))
def test_no_correction_is_passed_over(parts: list[str], between: str) -> None:
    """Those beside digits are all of them."""
    text = f"7196 7844 {' '.join(parts[:7])} {between}{' '.join(parts[7:])}"
    clues = Clues(text)
    found = list(mended._swapped(text, clues, clues.words))
    anywhere = ((0, 0),) * len(mended._SIDES)
    with patch.object(mended, "_SIDES", anywhere), patch.object(mended, "_BESIDE", 0):
        every = list(mended._swapped(text, clues, clues.words))

    assert found == every


@settings(max_examples=300)
@given(st.text('[]: #(\n)"x', max_size=24))
def test_no_comment_of_markdown_is_passed_over(text: str) -> None:
    """Where no line begins with a bracket, there is none."""
    begun = any(head in f"\n{text}" for head in hidden_markup._COMMENT_HEADS)

    assert begun or not hidden_markup._COMMENT.search(text)


@settings(max_examples=300)
@given(texts)
def test_the_names_of_signs_are_found_where_they_stand(text: str) -> None:
    """Those near a name are all of them, each at its place."""
    near = [match.span() for match in odd_signs._named(text, Clues(text))]

    assert near == [match.span() for match in odd_signs._SPOKEN.finditer(text)]


@settings(max_examples=300)
@given(texts)
def test_words_between_signs_are_found_where_they_stand(text: str) -> None:
    """Those that a search finds for `at` and its like are all of them, each at its place."""
    clues = Clues(text)
    near = [match.span() for match in addresses._enclosed(text, clues.lower, [])]

    assert (
        addresses._is_told(text, clues)
        or addresses._ESCAPED_AT.search(clues.raw)
        or near == [match.span() for match in addresses._ENCLOSED_AT.finditer(text)]
    )


WORDS = "five acht cero five2 1 22 555 fünf to is at the double bravo don't o'one <b> _ - , é ² "


@settings(max_examples=300)
@given(st.lists(st.sampled_from(WORDS.split(" ")), max_size=14), st.sampled_from([" ", "", ", "]))
@example(["five", "five", "five", "five", "five", "is", "is", "is", "²"], " ")
def test_no_row_of_number_words_is_passed_over(words: list[str], sign: str) -> None:
    """Where a glance tells that no row of them is long enough, none is."""
    text = sign.join(words)
    rows = number_words._near(number_words._TOKEN.findall(text.lower()))

    assert number_weights.may_be_near(text, Clues(text)) or not list(rows)


@settings(max_examples=300)
@given(texts)
def test_internet_addresses_are_looked_for_where_dots_are(text: str) -> None:
    """Runs of digits and dots hold all of them."""
    clues = Clues(text)
    inside = [
        match.span()
        for span in turned_values._dotted(clues)
        for match in turned_values._INTERNET.finditer(text, *span)
    ]

    assert clues.other_digits or inside == [
        match.span() for match in turned_values._INTERNET.finditer(text)
    ]


@settings(max_examples=300)
@given(texts)
def test_words_with_digits_are_cut_as_all_words_are(text: str) -> None:
    """The words that are more than letters are the same whether or not the others are read."""
    found = [match.group() for match in leet._odd_words(text, Clues(text))]
    every = leet._WORD.findall(text)

    assert [word for word in found if not word.isalpha()] == [w for w in every if not w.isalpha()]


@settings(max_examples=300)
@given(texts)
def test_strings_are_chained_where_quotes_meet(text: str) -> None:
    """A kind of quote is passed over only where none ends a string before the next begins."""
    chosen = set(split._literals(Clues(text)))

    assert all(pattern in chosen or not pattern.search(text) for _, pattern in split._LITERALS)


@settings(max_examples=300)
@given(texts)
def test_leet_is_undone_alike_both_ways(text: str) -> None:
    """Digits beside letters are those in words of letters and digits, but in the longest."""
    clues = Clues(text)
    slow = ciphers._LEET.sub(lambda word: word.group().translate(ciphers._LOOKS), text)

    assert ciphers._unleeted(text, clues) == slow


@pytest.mark.parametrize("pattern", cut_values._ROWS)
@settings(max_examples=200)
@given(texts, st.lists(st.integers(0, 60)))
def test_values_over_places_are_those_of_the_whole_text(
    pattern: re.Pattern[str], text: str, places: list[int]
) -> None:
    """Rows of their signs around places hold all values that go over one."""
    over = [match.span() for match in cut_values._over(pattern, text, sorted(places))]
    every = [match.span() for match in pattern.finditer(text)]

    assert {span for span in over if any(span[0] < at < span[1] for at in places)} == {
        span for span in every if any(span[0] < at < span[1] for at in places)
    }


@settings(max_examples=300)
@given(st.binary(min_size=24, max_size=40))
def test_a_head_tells_what_cannot_be_inflated(raw: bytes) -> None:
    """Nothing comes of bytes whose first block has no possible head."""
    assert _begins_deflated(raw) or _inflated(raw, 1_000, -15) == b""


@settings(max_examples=300)
@given(st.text(sorted(rare_encodings._DIGITS58), min_size=16, max_size=64))
def test_the_last_digits_of_base58_decide_the_last_bytes(token: str) -> None:
    """The low bits of a number are those of its last digits."""
    whole = rare_encodings._number58(token)
    last = rare_encodings._number58(token[-rare_encodings._LAST58 :])

    assert whole % 0x10000 == last % 0x10000


@settings(max_examples=300)
@given(texts)
def test_tokens_without_a_sign_of_equality_are_whole(text: str) -> None:
    """A stretch of the signs of encodings is one token by the pattern too."""
    for span in Clues(text).tokens:
        if "=" not in text[slice(*span)]:
            found = [match.span() for match in encoded._TOKEN.finditer(text, *span)]
            assert encoded._tokens(text, span) == found


@settings(max_examples=300)
@given(texts, st.integers(0, 60), st.integers(0, 8))
def test_a_gap_is_beside_a_value_by_its_neighbours(text: str, start: int, width: int) -> None:
    """What an outline tells of a gap is what its neighbours tell one by one."""
    start = min(start, len(text))
    end = min(start + width, len(text))

    near = split._near_values(text, Clues(text), [(start, end)])
    assert near == ([(start, end)] if is_beside_value(text, start, end) else [])


PARTS = "five acht cero fünf u o un ett ноль два yi si x zz fi é".split()


@given(st.lists(st.sampled_from(PARTS), min_size=1, max_size=6).map("".join))
def test_names_of_digits_that_run_together_are_told_by_their_first(word: str) -> None:
    """No word is passed over for its first letters that is several names."""
    assert number_names.is_glued(word) == (number_names._GLUED.fullmatch(word) is not None)


@given(st.text("abcxyzQUé0- ж", max_size=60), st.sampled_from([english, latin]))
def test_few_letters_are_judged_as_many_are(text: str, table: Callable[[], Table]) -> None:
    """Letters have the same bits one by one as all at once."""
    assert bits_of(text, table) == _bits_of_many(letters_of(text), table())


@given(st.binary(max_size=40), st.sampled_from(["utf-16-le", "utf-16-be"]))
def test_wide_text_is_not_passed_over(raw: bytes, encoding: str) -> None:
    """Bytes that are cut in two only where one is frequent are read as they would be all."""
    for each in (raw, raw.decode("latin-1").encode(encoding)):
        halves = [each[1::2], each[::2]]
        same = any(half.count(half[-1:]) >= 0.8 * len(half) for half in halves)

        assert (_wide(each) is not None) == (len(each) >= 8 and same)


@settings(max_examples=300)
@given(st.text("ab0_ +.$&|{}~<>^\"'", max_size=12))
def test_no_use_of_a_variable_is_passed_over(text: str) -> None:
    """Where a glance finds neither a template nor a sum, there is none."""
    used = code_parts._PLACE.search(text) or code_parts._SUM.search(text)

    assert not used or code_parts._is_used(Clues(text))


_SIGNS = sorted({"capital letter b", "small q", "7", *said_signs._SIGNS, *SPOKEN})


@settings(max_examples=300)
@given(
    st.lists(st.sampled_from(_SIGNS), min_size=6, max_size=9),
    st.sampled_from([",", ", ", ", and ", ", then "]),
)
def test_no_spelled_signs_are_passed_over(signs: list[str], between: str) -> None:
    """Where a glance finds no list of parts, no signs are told."""
    text = f"the password is {between.join(signs)}"

    assert not said_signs._SPELLED.search(text) or said_signs._LISTED.search(Clues(text).lower)


@settings(max_examples=300)
@given(st.sampled_from(["nie", "dni", "cf", "nino"]), st.text("xXab19. -", min_size=8, max_size=24))
@example("nie", "x 1687 396r")
@example("", "abc def 91m19 b119i")
def test_no_identifier_with_blanks_is_passed_over(word: str, signs: str) -> None:
    """What has the form of one is read, whatever gate stands before it."""
    text = f"{word} {signs}"
    written = any(any(squeezed_ids._written(text, form)) for form in squeezed_ids._FORMS)

    assert not written or list(squeezed_ids.decode(text, Clues(text)))


@settings(max_examples=300)
@given(st.sampled_from(["mac ", "wi-fi_", "x"]), st.text("b827eBg_-", min_size=12, max_size=24))
@example("mac ", "0ae9f312d4f0")
@example("", "ESP-b827eb12d4f0")
def test_no_address_of_hardware_in_one_word_is_passed_over(front: str, signs: str) -> None:
    """What is one by its maker or by a word is read, whatever gate stands before it."""
    text = front + signs

    assert not list(hardware_forms._solid(text)) or list(hardware_forms.decode(text, Clues(text)))


@settings(max_examples=300)
@given(
    st.sampled_from(["ssn", "aSSN", "tel", "phone_", "visa", "SOC"]),
    st.text("1234567=x_", min_size=8, max_size=20),
)
@example("ssn", "x536228726x")
@example("SOC", "536=22=8726")
@example("phone_", "4155552671_")
def test_no_label_that_runs_into_a_number_is_passed_over(word: str, signs: str) -> None:
    """What a label runs into is parted, whatever gate stands before it."""
    text = f"{word}{signs}"

    assert not list(glued_labels._labelled(text)) or list(glued_labels.decode(text, Clues(text)))


@dataclass(frozen=True)
class Search:
    """A search from the signs of a pattern, the pattern, and what texts for both are made of."""

    from_signs: Callable[[str, Clues], Iterable[tuple[int, int]]]
    everywhere: Callable[[str], Iterable[tuple[int, int]]]
    parts: tuple[str, ...]


_ASSIGNED_BARE = re.compile(
    r"(?:(?<=[\s;])|^)([A-Za-z_]\w{0,40})=([^\s\"'`;&|$(){}<>]{2,80})(?=[\s;]|$)"
)
_STRING_END = re.compile(
    rb"[\"'](?:com|org|net|io|de|fr|es|pl|nl|eu|uk|info|dev|app)[\"']", re.IGNORECASE
)


_FIRST = re.compile(  # of what counts parts, or what may be written in any way
    r"(?<![\d.])0?[01](?:st\b|(?=\s)|[ ]?[:=).\-–—>|/\]]|[ ]?(?:of|von|de|sur|z)\b)|[^\x00-\x7f]"
)


def _spans(found: Iterable[re.Match[str]]) -> list[tuple[int, int]]:
    return [match.span() for match in found]


SEARCHES = {
    "sums of variables": Search(
        lambda text, clues: (
            (start, end) for start, end, *_ in code_parts._sums(text, clues, _Known())
        ),
        lambda text: (
            match.span()
            for match in code_parts._SUM.finditer(text)
            if len(code_parts._OPERAND.findall(match.group())) > 1
        ),
        ("a", "b_1", "$c", " ", "+", "++", ".", "..", "&", "||", "<>", "~", "^", '"7"', "(", "é"),
    ),
    "assignments of a shell": Search(
        lambda text, _: (
            (value.start - len(name) - 1, value.end)
            for name, value in code_parts._assigned(f"{text} $")
        ),
        lambda text: _spans(_ASSIGNED_BARE.finditer(f"{text} $")),
        ("a", "b_1", "é", "=", "12", " ", ";", "\n", "-", "x" * 41, "y" * 80),
    ),
    "what is encoded in a call": Search(
        lambda text, clues: _spans(
            begun(code_values._SIXTY_FOUR, text, clues.places(code_values._SIXTY_FOUR_HEADS))
        ),
        lambda text: _spans(code_values._SIXTY_FOUR.finditer(text)),
        (
            *("b64", "urlsafe_b64decode", "decode", "_", "atob", "Base64", ".", "from", "string"),
            *("(", "'", "aGVsbG8h", "Buffer.", ",", " ", "echo", "|", "-d", "<<<"),
        ),
    ),
    "arrays of digits": Search(
        lambda text, clues: _spans(listed_digits._in_brackets(text, clues)),
        lambda text: _spans(listed_digits._ARRAY.finditer(text)),
        ("tel", " ", "=", ":", "[", "(", "41", "'5'", ",", ", ", "]", ")", "k" * 34, "4,1,5,5]"),
    ),
    "tokens with spaces": Search(
        lambda text, clues: _spans(masked_parts._tokens(text, clues)),
        lambda text: _spans(masked_parts._expression().finditer(text)) if " " in text else [],
        (
            "ghp_",
            "g hp_",
            "gh",
            "p _",
            "AAAA ",
            "A" * 21,
            " ",
            "-",
            "é",
            "sk-ant-",
            "a1b2c3 d4e5 f6",
        ),
    ),
    "the count of a first part": Search(
        lambda text, _: [(told_groups._may_be_counted(text, 2, len(text) - 1), 0)],
        lambda text: [(_FIRST.search(text, 2, len(text) - 1) is not None, 0)],
        (*"0123.) :", "st", " of ", "é"),
    ),
    "ends of domains in quotes": Search(
        lambda _, clues: sorted(mail_forms._quoted_ends(clues)),
        lambda text: (match.span() for match in _STRING_END.finditer(text.encode())),
        ("com", "net", "Org", ' "', '" ', " '", "' ", ",", "x"),
    ),
}


class _Known(dict[str, code_parts._Assigned]):
    """Every name, as if a digit were assigned to it in front of the text."""

    def get(self, name: object, _: object = None) -> code_parts._Assigned:
        return code_parts._Assigned("1", -2, -1)

    def __getitem__(self, name: str) -> code_parts._Assigned:
        return self.get(name)


@pytest.mark.slow
@pytest.mark.parametrize("name", SEARCHES)
@settings(max_examples=300)
@given(st.data())
def test_a_search_from_signs_finds_what_one_everywhere_does(name: str, data: st.DataObject) -> None:
    """Where a sign of a pattern stands, and nowhere else, is all that the pattern matches."""
    search = SEARCHES[name]
    text = "".join(data.draw(st.lists(st.sampled_from(search.parts), max_size=14)))

    assert list(search.from_signs(text, Clues(text))) == list(search.everywhere(text))


@pytest.mark.parametrize(
    ("text", "passed"),
    [
        ("ЕГН 880101 / 1234", ["ЕГН"]),
        ("주민등록번호 880101 뒤 1234567", ["주민등록번호"]),
        ("rodné číslo 885521 lomítko 1234", ["rodné"]),
    ],
)
def test_no_label_of_another_script_is_passed_over(text: str, passed: list[str]) -> None:
    """Labels that look like any word of their script are looked for by their letters."""
    found = [match.group() for match in halves._LABEL.finditer(text)]

    assert set(passed) <= set(found)
    assert list(halves._born(text, Clues(text)))


@settings(max_examples=300)
@given(
    st.lists(st.sampled_from(["*", "n.", "geb.", "b.", " ", "3", "12/04/1988", "("]), max_size=9)
)
def test_no_sign_of_a_birth_is_passed_over(parts: list[str]) -> None:
    """Where one stands before a day, its mark is among those that are looked for."""
    text = "".join(parts)
    clues = Clues(text)
    marks = list(born_fields._marks(clues))
    words = {word + b"." for word in clues.words & born_fields._SHORT}

    for match in born_fields._SHORTLY.finditer(text):
        mark = match.group().strip().lower().encode()
        assert mark in marks or mark not in {*words, b"*"}
