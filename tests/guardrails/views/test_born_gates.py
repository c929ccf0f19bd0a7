"""Whoever looks first for what days of a calendar or a count are told by loses none of them."""

from hypothesis import given, settings
from hypothesis.strategies import lists, sampled_from

from govsim.guardrails.views.decoders import born_codes, born_eras, told_births

PIECES = (
    *"Excel SERIAL \u017ferial 31000 lotus 1990-W12-3 day 12 of the year 1990 epoch UNIX 631152000".split(),
    *("julian", "\u212aelvin", "2448000", "14 Rajab 1405", "5/6/1364", "3 Nisan 5750", "shamsi"),
    *("3/4/2528", "3 May 2533", "B.E.", "03101985 DDMMYYYY", "ddMmYY 031085", "(JJMM) 8510"),
    *(" ", ": ", "dob ", "1 2 5 6", "\n", "seconds "),
)
texts = lists(sampled_from(PIECES), max_size=8).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(texts)
def test_a_count_has_a_word_for_it(text: str) -> None:
    """In small letters, unless letters beyond ASCII are in the text."""
    low = text.lower()
    for pattern, words in (
        (told_births._SERIAL, told_births._OF_SERIALS),
        (told_births._SERIAL_BEHIND, told_births._OF_SERIALS),
        (told_births._NTH_SAID, ("day",)),
        (told_births._EPOCH, told_births._OF_EPOCHS),
        (told_births._JULIAN, ("julian",)),
        (told_births._WEEK, ("w",)),
    ):
        told = not low.isascii() or any(word in low for word in words)
        assert told or pattern.search(text) is None


@settings(max_examples=300, deadline=None)
@given(texts)
def test_a_calendar_has_years_of_its_own(text: str) -> None:
    """The first two digits of one stand in the text."""
    for pattern, heads in (
        (born_eras._OF_HIJRI, ("13", "14")),
        (born_eras._OF_JALALI, ("13", "14")),
        (born_eras._NUMBERS, ("13", "14")),
        (born_eras._OF_JEWISH, ("56", "57")),
        (born_eras._BUDDHIST, ("24", "25")),
    ):
        assert any(head in text for head in heads) or pattern.search(text) is None


@given(lists(sampled_from(("dd", "tt", "yy", "jj", "aa")), min_size=3, max_size=4))
def test_a_form_without_a_month_tells_no_day(parts: list[str]) -> None:
    """Whatever else it counts: such forms are not looked for."""
    form = "".join(parts).translate(born_codes._LETTERS)

    assert born_codes.formatted("03101985"[: len(form)], form) is None
