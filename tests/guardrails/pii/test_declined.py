"""Papers are found behind their names in the forms of sentences, in other scripts, in few letters."""

import pytest

from govsim.guardrails.pii.declined import WORDS, spelt_out
from govsim.guardrails.pii.topic_words import TOPICS_OF_WORD
from tests.guardrails.pii.test_plates import hits

FOUND = [
    ("TAX_ID", "Zavezanka z davčno številko 51840073 je oddala napoved.", "51840073"),
    ("NATIONAL_ID", "U osobnoj iskaznici broj 112448207 stoji stara adresa.", "112448207"),
    ("PASSPORT", "Putovnicom broj 188441207 dokazala je identitet.", "188441207"),
    ("NATIONAL_ID", "и личном картом бр. 108441882 потврђен", "108441882"),
    ("DRIVER_LICENSE", "Vezetői engedélyének száma CV448207.", "CV448207"),
    ("PASSPORT", "Загранпаспортом 71 4418827 воспользоваться не смогла.", "71 4418827"),
    ("NATIONAL_ID", "Şəxsiyyət vəsiqəsinin nömrəsi AA0441882.", "AA0441882"),
    ("TAX_ID", "ՀՎՀՀ 20441882", "20441882"),
    ("NATIONAL_ID", "Asmens kodu 38504190448 prisijungė", "38504190448"),
    ("DRIVER_LICENSE", "Autovadītāja apliecības numurs AB448207", "AB448207"),
    ("TAX_ID", "Organisasjonsnummeret 974760673, MVA", "974760673"),
    ("DRIVER_LICENSE", "Giấy phép lái xe số 790044188207", "790044188207"),
    ("TAX_ID", "enskild firma momsnr SE510226381001", "SE510226381001"),
    ("MEDICAL_ID", "Krankenv.Nr. D847152913", "D847152913"),
    ("OTHER_ID", "Lejer, reg. RCVS no 7044182", "7044182"),
    ("PASSPORT", "旅券は更新済み（TR6987245）", "TR6987245"),
    ("OTHER_ID", "He is chipped (no. 981020039174465), shy.", "981020039174465"),
    ("VEHICLE", "left in a silver car, plate BQR-T47, ten minutes ago", "BQR-T47"),
    ("OTHER_ID", "UMOWA O DZIEŁO nr 7/2024 zawarta", "7/2024"),
    ("BANK_ACCOUNT", "Indsat på reg. 0040 konto 4232937571.", "0040"),
    ("VEHICLE", "поліс на АА 4188 КТ знайдено", "АА 4188 КТ"),
    ("OTHER_ID", "Flight is booked under K7QX2M.", "K7QX2M"),
    ("OTHER_ID", "PC Birkett, collar number 4471, to follow.", "4471"),
    ("OTHER_ID", "mgr inż. Ksawery Baran (upr. nr 5127), rzeczoznawca", "5127"),
    ("VEHICLE", "patente BRFF-48, segundo conductor", "BRFF-48"),
    ("TAX_ID", "przewoźnik Wigry s.c., PL5261040828, naczepa", "PL5261040828"),
    ("PASSPORT", "we hold 4418827 (passport no.) on file", "4418827"),
    ("DOB", "donde nació el 21 de enero de 1983", "21 de enero de 1983"),
]
ANSWERED = [
    (
        "BANK_ACCOUNT",
        "Ihre Kontonummer?\nKundin: Warten Sie … 7714 0882 03, danke.",
        "7714 0882 03",
    ),
    ("NATIONAL_ID", "Und der Ausweis?\nKundin: L4VZ3UW122. Ich heiße Nitzsche", "L4VZ3UW122"),
    ("MEDICAL_ID", "Agent: policy number please?\nCaller: hang on.. 44188207", "44188207"),
]
QUIET = [
    "how much is on the account?\n4 418 827 zł",
    "what is the license?\nMIT 2024-2025",
    "umowa z marca 7/2024 wygasa",
    "plate BQRST is thick",
    "the collar number 2024 of the label",
    "badge 2024 design, badge 10 of 20",
    "build 44188207 (driver version)",
    "count 44188207 (see docs)",
    "case number 1998 was a good year",
    "He booked under protest in May",
    "the license version 2.0 of 12345 files",
    "id: 4418827, row id 44188, parent_id 4418",
]


@pytest.mark.parametrize(("type_", "text", "value"), [*FOUND, *ANSWERED])
def test_a_number_is_found_whatever_form_its_word_has(type_: str, text: str, value: str) -> None:
    """Endings, scripts, shortened words, and what stands between a word and its number."""
    assert (type_, value) in hits(text)


@pytest.mark.parametrize("text", QUIET)
def test_what_only_looks_like_it_is_left(text: str) -> None:
    """Months of a year, versions, counts and years are nobody's numbers."""
    assert not [hit for hit in hits(text) if hit[0] not in {"DATE", "AGE"}]


def test_endings_are_spelt_out_choice_within_choice() -> None:
    """Blanks around a choice that is empty leave no trace."""
    assert set(spelt_out("pas{,u} {numer{is,io},}")) == {
        f"{noun}{number}" for noun in ("pas", "pasu") for number in ("", " numeris", " numerio")
    }


def test_no_pattern_is_broken() -> None:
    """Every word is spelt out in full, and tells its topic."""
    for topic, words in WORDS.items():
        for word in words.split("|"):
            assert not set("{},") & set(word), word
            assert topic in TOPICS_OF_WORD.get(word, (topic,))
