"""Numbers are read as people dictate them: heard wrong, misspelt, counted, told digit by digit."""

import pytest

from tests.guardrails.views.test_told import found


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("CREDIT_CARD", "my card: fore five tree nine won fore ate ate oh tree fore tree six fore six seven"),
        ("SSN", "ssn is sicks to for won ate seven oh tree tree"),
        ("PHONE", "tel: cinqo seis ziete ocho nueve uno dos tress quatro"),
        ("PHONE", "Telefon: nulll eins siben sechs zwai drei viier fünf null acht neun"),
        ("PHONE", "call me at sevn threee wun twoo fiv double sixx eigth nien zeroo"),
        ("PHONE", "phone uh four eight um five zero one uh two three four five six"),
        ("PHONE", "Chiamami al più tre nove tre due uno uno quattro cinque sei sette otto nove"),
        ("CREDIT_CARD", "the card: 4 5 3 9 1 4 2x8 0 3 4 3 6 4 6 7"),
        ("CREDIT_CARD", "karta 4539 1 4 2×8 0343 64 67"),
        ("SSN", "ssn digit 1 = 5, digit 2 = 3, digit 3 = 6, digit 4 = 2, digit 5 = 2, digit 6 = 8, digit 7 = 7, digit 8 = 2, digit 9 = 6"),
        ("PHONE", "Handy: erste Ziffer ist 0, zweite ist 1, dritte ist 5, vierte ist 1, fünfte ist 2, sechste ist 3, siebte ist 7, achte ist 8, neunte ist 9, zehnte ist 0"),
        ("SSN", "my social is second 3, first 5, third 6, 4th 2, fifth 2, sixth 8, seventh 7, eighth 2, ninth 6"),
        ("PHONE", "phone: I-II-VI-VII-III-IX-IV-V-VIII-I"),
        ("PHONE", "電話はゼロハチゼロのイチニサンヨンのゴロクナナハチ"),
        ("PHONE", "휴대폰 공일공에 이이삼삼에 사사오오"),
        ("PHONE", "手机 幺三八零零二三八五零六"),
        ("PHONE", "phone .-.-. ....- ---.. ..... ----- .---- ..--- ...-- ....- ..... -.... --..."),
    ],
)  # fmt: skip
def test_dictated_numbers_are_found(kind: str, text: str) -> None:
    """A long row of digits is a number, whatever each is written as."""
    assert kind in {each for each, _ in found(text)}


@pytest.mark.parametrize(
    "text",
    [
        "We ate too much for one, oh, and won free tickets to the sixth game.",
        "Lumber: 2x4, 2x6, 2x8 and one 4x4, call for prices",
        "Chapters I, II, III, IV, V, VI, VII, VIII, IX and X: the phone",
        "first 3, second 1 and third 2 of the seventh race, call it a day",
        "Sets: 3x8, 2x5, 4x6, rest 90",
        "일이 많아서 구이 집에 오지 못했습니다",
        "Henry VIII, Louis IX, Pius VII and George III, says the card",
    ],
)
def test_ordinary_words_that_sound_like_digits_are_left_alone(text: str) -> None:
    """Few of them in a row are none."""
    assert not found(text)
