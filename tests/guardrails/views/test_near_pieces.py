"""What is looked for near its pieces, or not at all without them, is all that there is of it."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govsim.guardrails.views.clues import Clues
from govsim.guardrails.views.decoders import (
    address_dots,
    addresses,
    code_strings,
    dialogues,
    group_cutting,
    halves,
    machine_forms,
    numbered_addresses,
)
from govsim.guardrails.views.rewriting import begun

Spans = list[tuple[int, int]]


@dataclass(frozen=True)
class Search:
    """A search near pieces of a pattern, the pattern, and what texts for both are made of."""

    near: Callable[[str, Clues], Iterable[re.Match[str] | re.Match[bytes]]]
    everywhere: Callable[[str, Clues], Iterable[re.Match[str] | re.Match[bytes]]]
    parts: tuple[str, ...]


_AT_WORDS = (
    *("arroba", "Arobaz", "chiocciola", "malpka", "apestaartje", "apenstaart", "KUKAC", "zavinac"),
    *("snabel-a", "miukumauku", "klammeraffe", "affenschwanz", "coada de maimuta", "afna"),
    *("et isareti", "a commercial", "at sign", "AT-SYMBOL", "atmark", "at domain", "at the domain"),
    *("&#0064;", "&#X40;", "&commat;", "\\@", "\\x40", "\\40", "\\U0040", "%40", "x=40y", "at"),
    *("a", "@", " ", "  ", "(", ")", "[", "_", "*", "x", ".", "é"),
)
_DOTS = (
    *("dot", "Dot", "d o t", "full stop", " pt ", " pkt ", " pto ", "punkt", "punto", "ponto"),
    *("kropka", "tecka", "te\nka", "toxka", "ka", "te", "bodka", "piste", "nokta", "titik"),
    *(" . ", ". ", "[.]", "[.)", "(.]", "(.)", "[", " ", "x", ".", "é"),
)
_COUNTS = (
    *("part", "Part ", "no", "#", "1", "2", "12", "123", "0", " ", "  ", ":", ".", ")", "(", "["),
    *("]", "/", "of", "von", "st", "nd", "part 1/4:", "\n", "- ", ">", "=", "-", "|", "*", ";"),
    *("is ", "reads", "group", "msg #3", "a1", "1a", "_", "è", "–"),
)
_TALK = ("Ana", "Bob", ": ", "> ", ":", ":\t", "\n", "12:30 ", "ok", "x" * 30, " ", ":05")

SEARCHES = {
    "words for the sign of an address": Search(
        addresses._as_told,
        lambda text, _: (
            *addresses._ENCLOSED_AT.finditer(text),
            *addresses._TOLD_AT.finditer(text),
        ),
        _AT_WORDS,
    ),
    "dots of an address": Search(
        lambda _, clues: address_dots._dots(clues),
        lambda _, clues: address_dots._ANY_DOT.finditer(clues.lower),
        _DOTS,
    ),
    "counts of parts": Search(
        lambda text, _: group_cutting._counted(text, 1, max(1, len(text) - 1)),
        lambda text, _: group_cutting._COUNTER.finditer(text, 1, max(1, len(text) - 1)),
        _COUNTS,
    ),
    "heads of what somebody says": Search(
        lambda _, clues: dialogues._heads(clues),
        lambda _, clues: dialogues._HEADS.finditer(b"\n" + clues.raw),
        _TALK,
    ),
    "domains behind words": Search(
        lambda text, _: begun(numbered_addresses._AT, text, numbered_addresses._starts(text)),
        lambda text, _: numbered_addresses._AT.finditer(text),
        ("@", " ", "a.b", ".c", "-", "x", "é"),
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", SEARCHES)
@settings(max_examples=400)
@given(st.data())
def test_a_search_near_pieces_finds_what_one_everywhere_does(
    name: str, data: st.DataObject
) -> None:
    """Each at its place, however the pieces lie beside each other."""
    search = SEARCHES[name]
    text = "".join(data.draw(st.lists(st.sampled_from(search.parts), max_size=14)))
    clues = Clues(text)

    found = [match.span() for match in search.near(text, clues)]

    assert found == [match.span() for match in search.everywhere(text, clues)]


@settings(max_examples=400)
@given(
    st.lists(
        st.sampled_from(('"@', "'@", "@@", '"', "'", "ana", "b.co", ".", "x" * 64)), max_size=9
    )
)
def test_names_in_quotes_are_found_where_an_at_stands(parts: list[str]) -> None:
    """As by a look at all of a text."""
    text = "".join(parts)

    found = [piece[:2] for piece in addresses._quoted(text, Clues(text))]

    assert found == [match.span() for match in addresses._QUOTED.finditer(text)]


@dataclass(frozen=True)
class Gate:
    """Whether a text may hold something, a look at all of it, and what texts are made of."""

    may: Callable[[Clues], object]
    look: Callable[[str, Clues], object]
    parts: tuple[str, ...]


def _told(text: str, clues: Clues) -> Spans:
    """Return what a dialogue tells, whatever words are in it."""
    heads = dialogues._HEADS.finditer(b"\n" + clues.raw)
    lines = [line for head in heads if (line := dialogues._LINE.match(text, head.start()))]
    pieces = (*dialogues._halves(lines), *dialogues._answers(lines))
    return [piece[:2] for piece in pieces]


GATES = {
    "an `@` by its number": Gate(
        addresses._is_escaped,
        lambda _, clues: addresses._ESCAPED_AT.search(clues.raw),
        ("&#", "0", "64;", "x", "40;", "&commat;", "\\@", "\\x40", "\\40", "\\u0040", "%40", "=40"),
    ),
    "addresses that are one number": Gate(
        lambda clues: clues.other_digits or machine_forms._LONG in clues.outline,
        lambda text, _: machine_forms._CALLED.search(text),
        ("ping ", "curl -s ", "ip ", "long ip: ", "12345", "6789", "1", "٣", " ", "."),
    ),
    "addresses of hardware in bits": Gate(
        machine_forms._holds_bits,
        lambda text, _: machine_forms._EIGHT_BITS.search(text),
        ("01010101", "11110000", ":", ".", "-", "1", " ", " | ", ", ", "00001111-" * 5),
    ),
    "the last four digits first": Gate(
        halves._is_turned,
        lambda text, _: halves._LAST.search(text),
        (
            *("last ", "Last4 ", "final ", "laſt ", "four ", "4 ", "digits ", "are ", "6467"),
            *(", first 12 ", "4539148803434539", "453914880343"),
        ),
    ),
    "answers and halves in a talk": Gate(
        lambda clues: (
            not clues.ascii
            or not clues.words.isdisjoint(dialogues._FIRSTS)
            or dialogues._may_answer(clues)
        ),
        _told,
        (
            *("\nAna: ", "\nBob> ", "number?", "it's 12", "four one", "ok", "and then ", "5 6"),
            *("sure, ", ", first half: ana", " the 1st part is 12", "the rest: 34", "41٣", "."),
        ),
    ),
    **{
        f"calls that leave out, {nth}": Gate(
            lambda clues, rows=rows: all(any(map(clues.raw.__contains__, row)) for row in rows),
            lambda text, _, pattern=pattern: pattern.search(text),
            (
                *("'ab-cd-ef'", '"4539-1488"', ".replace('-', '')", ".split('-')", ".join('')"),
                *("''.join(", "re.sub('-', '', ", "gsub('-', '', ", ")", "REPLACE(", "replace("),
                *(", '-', '')", "echo ", " | tr -d '-'", " | sed 's/-//g'", ".replaceAll('-', '')"),
            ),
        )
        for nth, (pattern, rows) in enumerate(
            zip(code_strings._LEFT_OUT, code_strings._PIECES, strict=True)
        )
    },
}


@pytest.mark.slow
@pytest.mark.parametrize("name", GATES)
@settings(max_examples=400)
@given(st.data())
def test_nothing_is_found_where_a_piece_is_missing(name: str, data: st.DataObject) -> None:
    """A text without what every find holds has none."""
    gate = GATES[name]
    text = "".join(data.draw(st.lists(st.sampled_from(gate.parts), max_size=10)))
    clues = Clues(text)

    assert gate.may(clues) or not gate.look(text, clues), text
