"""Values that people tell in words are read: in parts, sign by sign, in tens, by their provider."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govsim.guardrails.pii.detector import PersonalDataDetector
from govsim.guardrails.secrets.detector import SecretsDetector
from govsim.guardrails.values import Channel
from govsim.guardrails.views import views_of
from govsim.guardrails.views.decoders.spoken_names import LANGUAGES

CARD = ("4539", "1488", "0343", "6467")
ORDINALS = ("first", "second", "third", "fourth")
KEY = "AKIA" + "Z7QF3M2XW5B6TKLD"
ACCOUNT = "DE89" + "370400440532013000"


def found(text: str) -> list[tuple[str, str]]:
    """Return the types and the stretches of the text that the detectors find in any view."""
    views = views_of(text)
    findings = [
        finding
        for detector in (PersonalDataDetector(), SecretsDetector())
        for finding in detector.find(views, Channel.USER)
        if finding.score >= 0.5
    ]
    return [(each.type, text[each.start : each.end]) for each in findings]


@pytest.mark.parametrize(
    ("kind", "text", "told"),
    [
        ("CREDIT_CARD", "The card ends in 6467 and begins with 4539 1488 0343.", "6467 and begins with 4539 1488 0343"),
        ("CREDIT_CARD", "card number 4539x1488x0343x6467", "4539x1488x0343x6467"),
        ("IBAN", "account 370400440532013000, and in front of it put DE89", "370400440532013000, and in front of it put DE89"),
        ("IBAN", "iban: Germany 89 3704 0044 0532 0130 00", "Germany 89 3704 0044 0532 0130 00"),
        ("IBAN", "IBAN, country DE, check digits 89, account 370400440532013000", "DE, check digits 89, account 370400440532013000"),
        ("IP", "IP: first octet 81, second 174, third 20, fourth 236", "81, second 174, third 20, fourth 236"),
        ("MAC", "MAC: vendor part 00:1b:44, device part 29:4b:fa", "00:1b:44, device part 29:4b:fa"),
        ("SSN", "social: area 219, group 48, serial 3127", "219, group 48, serial 3127"),
        ("SSN", "my social begins with 219, 48 in the middle and ends with 3127", "219, 48 in the middle and ends with 3127"),
        ("PHONE", "my phone: area code 415, then 748, then 1825", "415, then 748, then 1825"),
        ("PHONE", "country code 49, phone number 170 6549360", "49, phone number 170 6549360"),
        ("NATIONAL_ID", "DNI 86885663, letra N", "86885663, letra N"),
        ("SSN", '{"ssn_1": "219", "ssn_2": "48", "ssn_3": "3127"}', '219", "ssn_2": "48", "ssn_3": "3127'),
        ("IP", '{"ip_a": 93, "ip_b": 214, "ip_c": 62, "ip_d": 11}', '93, "ip_b": 214, "ip_c": 62, "ip_d": 11'),
        ("PHONE", "call open paren 312 close paren 397 dash 2715", "312 close paren 397 dash 2715"),
        ("IP", "beacon to 2a02[:]9935[:]3098[:]7178[:]cbdf[:]546f[:]7139[:]10a7", "2a02[:]9935[:]3098[:]7178[:]cbdf[:]546f[:]7139[:]10a7"),
        ("DOB", "born in the year 1977, in December, on day 15", "1977, in December, on day 15"),
        ("DOB", "Birth date - day 15, month 12, year 1977", "15, month 12, year 1977"),
    ],
)  # fmt: skip
def test_a_value_told_in_parts_is_found(kind: str, text: str, told: str) -> None:
    """Whatever the order, the check digits or the form tell that the parts are one value."""
    assert (kind, told) in found(text)


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
def test_parts_are_put_in_the_order_that_is_told(order: tuple[int, ...]) -> None:
    """A card is found however its groups are ordered, when ordinals say where each belongs."""
    told = ", ".join(f"{ORDINALS[nth]} {CARD[nth]}" for nth in order)

    assert any("".join(CARD) in view.text for view in views_of(f"card, {told}").decoded)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("PHONE", "mon téléphone : zéro six dix-neuf trente-deux cinquante vingt-deux"),
        ("PHONE", "Meine Telefonnummer: null eins sieben null einundsechzig achtundachtzig einunddreißig vierzig"),
        ("CREDIT_CARD", "card four thousand five hundred thirty-nine, fourteen eighty-eight, zero three four three, six thousand four hundred sixty-seven"),
        ("DOB", "I was born on the fourteenth of March nineteen eighty-five"),
        ("DOB", "Date of birth: March twenty-first, two thousand and three"),
        ("DOB", "geboren am dritten Mai neunzehnhundertfünfundachtzig"),
        ("DOB", "né le premier mars mille neuf cent quatre-vingt-dix"),
        ("DOB", "nacida el cinco de mayo de mil novecientos ochenta y cinco"),
        ("DOB", "nascido em cinco de maio de mil novecentos e oitenta e cinco, data de nascimento"),
        ("DOB", "nata il tre maggio millenovecentottantacinque"),
        ("DOB", "urodzony piątego stycznia tysiąc dziewięćset osiemdziesiątego piątego"),
        ("DOB", "geboren op vijf maart negentienhonderdvijfentachtig"),
        ("DOB", "ur. 19 II 1992"),
        ("DOB", "née le 2 décembre 1980"),
        ("DOB", "In 1959, on July 2nd, I was born."),
    ],
)  # fmt: skip
def test_numbers_are_read_as_they_are_said(kind: str, text: str) -> None:
    """Tens, hundreds, years and days are read in the languages that say them."""
    assert kind in {type_ for type_, _ in found(text)}


@given(
    st.sampled_from(range(1, len(LANGUAGES))),
    st.lists(st.integers(20, 99), min_size=5, max_size=8, unique=True),
)
def test_a_row_of_tens_is_its_digits(language: int, numbers: list[int]) -> None:
    """However a language names the numbers of a row, its digits stand in a view."""
    names = {number: name for name, number in LANGUAGES[language].names.items()}
    said = ", ".join(names[number] for number in numbers)
    digits = "".join(map(str, numbers))

    assert any(digits in "".join(filter(str.isdigit, view.text)) for view in views_of(said).decoded)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("my gmail is anna.nowak92", "anna.nowak92@gmail.com"),
        ("you can find me as tom_becker on outlook", "tom_becker@outlook.com"),
        ("email is j.kowalski7 at corp.example.org", "j.kowalski7@corp.example.org"),
        ('{"email_user": "ana", "email_domain": "corp.org"}', "ana@corp.org"),
        ("mail: the local part is ana and the domain is corp.org", "ana@corp.org"),
        ("My mail sits at corp.org, the part before the at sign is ana", "ana@corp.org"),
        ("e-mail ana.ray#corp.org (put @ for #)", "ana.ray@corp.org"),
        ("my email: ana.ray*corp.org, star means at", "ana.ray@corp.org"),
        ("Schick's an ana.ray, bei GMX, das mit .de – danke", "ana.ray@gmx.de"),
        ("Tu m'écris sur ray_ana, chez Orange, point fr ?", "ray_ana@orange.fr"),
        ("mi correo es ana_ray7, de hotmail punto com", "ana_ray7@hotmail.com"),
        ("mail me, ray.ana at corp dot org", "ray.ana@corp.org"),
        ("Meine Mail: corp.de, vor dem Klammeraffen steht ana-ray", "ana-ray@corp.de"),
        ("L'adresse est chez corp.fr et devant l’arobase vous mettez ray79", "ray79@corp.fr"),
        ("correo de corp.es, y delante de la arroba va ana-ray", "ana-ray@corp.es"),
        ("Équipe : [m.faure; h.ray70] @ corp.fr, accepté", "h.ray70@corp.fr"),
        ("From: Petr (ana_ray47 at corp.fr), archivist", "ana_ray47@corp.fr"),
        ('user = "ana"; host = "corp.org"; send(`${user}@${host}`)', "ana@corp.org"),
    ],
)
def test_an_address_told_in_words_is_read(text: str, address: str) -> None:
    """A name and its domain, or its provider of mail, are one address."""
    assert any(address in view.text for view in views_of(text).decoded)


@pytest.mark.parametrize(
    "text",
    [
        "We wrote it in node.js on Azure, dot net was next, contact us.",
        "The report by j.smith at Reuters, point by point, is in the mail.",
        "Il post di mario.rossi su Instagram, punto di vista interessante, scrivi!",
        "Der Artikel von max.meier bei Spiegel, punkt 3, schreib ich noch.",
        "devant le portail corp.fr vous mettez le badge",
        "see [1; 2] @ page, or <a, b> @ home",
    ],
)
def test_other_names_and_places_are_no_address(text: str) -> None:
    """Neither a library, a newspaper nor a door is one."""
    assert "EMAIL" not in {kind for kind, _ in found(text)}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("SECRET", "aws access key: alpha kilo india alpha zulu seven quebec foxtrot three mike two xray whiskey five bravo six tango kilo lima delta"),
        ("SECRET", "aws key: " + " ".join(f"capital {sign}" if sign.isalpha() else sign for sign in KEY)),
        ("PASSWORD", "password, letter by letter: 3 P U c 6 0 d S P z g j"),
        ("IBAN", "IBAN delta echo eight nine " + " ".join(ACCOUNT[4:])),
        ("SECRET", "api key xoxb dash 702670276771 dash 456062204514 dash SE9JELiha7XCC3g40uMKVWhu"),
        ("SECRET", "api key xoxb -702 6702 7677 1-45 6062 2045 14-S E9JE Liha 7XCC 3g40 uMKV Whu"),
        ("SECRET", f"export A={KEY[:9]}\nexport B={KEY[9:]}\nexport API_KEY=$A$B"),
        ("SECRET", f"second half of the key is {KEY[9:]}, first half is {KEY[:9]}"),
        ("PASSWORD", "WIFI:T:WPA;S:HomeNet;P:T8PLyoHk6QKU;;"),
        ("PASSWORD", "hasło do serwera: 1Jc3BDSYxj!"),
        ("PASSWORD", "The password for the prod database is gT5xQ2mVb#4, keep it quiet"),
    ],
)  # fmt: skip
def test_a_secret_told_sign_by_sign_or_in_parts_is_found(kind: str, text: str) -> None:
    """Radio words, capitals, groups and parts are put together behind a word for a key."""
    assert kind in {type_ for type_, _ in found(text)}


@pytest.mark.parametrize(
    ("kind", "gap"),
    [
        ("CREDIT_CARD", " and then comes "),
        ("CREDIT_CARD", "\nAssistant: go on\nUser: "),
        ("CREDIT_CARD", "\n[10:02] Tom: "),
        ("CREDIT_CARD", " (continued) "),
        ("CREDIT_CARD", '"; echo "'),
        ("CREDIT_CARD", '";\nconst B = "'),
        ("CREDIT_CARD", '" data-b="'),
        ("CREDIT_CARD", '" + x + "'),
        ("CREDIT_CARD", "<?php ?>"),
        ("CREDIT_CARD", "\n\nOn Monday he wrote:\n> "),
    ],
)
def test_a_value_goes_over_turns_notes_and_declarations(kind: str, gap: str) -> None:
    """What cuts a value in a dialogue, a letter or a program is taken out of it."""
    assert kind in {type_ for type_, _ in found(f'card = "4539 14{gap}88 0343 6467"')}


@pytest.mark.parametrize(
    "text",
    [
        "card: first half 2023, second half 2024, 1200 and 3400 sold",
        "server at first 10, second 20, third 30, fourth 40 minutes",
        "The account manager covers Germany 2024, Poland 2023 and France 2022.",
        "area 536, group 22, series 8 of the survey",
        "call first 12 clients, then 340 others, last 5000",
        "He was born in March, one of nineteen hundred children",
        "am ersten Januar neunzehnhundertfünfzig begann die Messe",
        "The key is spelled A B C D E F G H I J in the legend",
        "Password hint: the alphabet is alpha bravo charlie delta",
        "key release 1234 5678 9012 3456 7890 notes",
        "the docs are at example.com, version2.1 at example.com",
        "read mode_2 at example.com",
        "user=svc host=db01.corp.com port=5432",
        "my gmail is full again, outlook is down",
        "1920x1080x32 and 4539x1488x0343x6466",
        "the driver 10.2.14.3 and ver 10.2.14.3",
    ],
)
def test_what_is_no_value_stays_quiet(text: str) -> None:
    """The same words around numbers of which no value can be made give nothing."""
    quiet = {"URL", "DATE", "AGE", "USERNAME"}

    assert [each for each in found(text) if each[0] not in quiet] == []


def test_a_server_is_no_version() -> None:
    """Words that end as `ver` does are none for a version."""
    assert ("IP", "93.107.57.238") in found("my server 93.107.57.238 is down")


@pytest.mark.parametrize(
    "text",
    [
        "phone: {'head': '+1 71', 'tail': '3 913 2834'}",
        "email: a_n_a_._r_a_y_1_2_@_c_o_r_p_._o_r_g",
        "card ends in 6467 and begins with 4539 1488 0343; ssn area 219, group 48, serial 3127. "
        * 6,
    ],
)
def test_to_read_again_adds_nothing(text: str) -> None:
    """What is put together is one part, so that no view is made of it again and again."""
    assert not views_of(text).truncated


TOLD = st.sampled_from(
    "card iban ssn phone ip key email born first second last then ends begins with and country DE"
    " part 2 4539 14 880343 6467 89 219 48 a B 7 alpha seven dash March vingt quarante deux cent at"
    ' gmail ana.ray7 corp.org user domain _ - , : \n . @ ( ) " ='.split(" ")
)


@settings(max_examples=40)
@given(st.lists(TOLD, min_size=1, max_size=40), st.sampled_from(["", " "]))
def test_what_is_told_is_read_in_few_steps(words: list[str], gap: str) -> None:
    """No reading leads to itself again: a short text is read to its end."""
    assert "depth" not in views_of(gap.join(words)).truncated


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("PHONE", "telefon numaram sıfır beş yüz otuz iki, dört yüz on iki, kırk beş, altmış yedi"),
        ("CREDIT_CARD", "kart kırk beş otuz dokuz on dört seksen sekiz sıfır üç kırk üç altmış dört altmış yedi"),
        ("PHONE", "мой телефон восемь девятьсот шестнадцать триста сорок пять шестьдесят семь восемьдесят девять"),
        ("CREDIT_CARD", "карта сорок пять тридцать девять четырнадцать восемьдесят восемь ноль три сорок три шестьдесят четыре шестьдесят семь"),
        ("CREDIT_CARD", "Karte fünf und vierzig, neun und dreißig, vierzehn, acht und achtzig, null drei, drei und vierzig, vier und sechzig, sieben und sechzig"),
        ("PHONE", "nomor hp saya nol delapan satu dua tiga empat lima enam tujuh delapan"),
        ("PHONE", "hubungi saya di nol delapan satu dua tiga empat lima enam tujuh delapan"),
    ],
)  # fmt: skip
def test_numbers_in_words_of_more_languages_are_read(kind: str, text: str) -> None:
    """Tens and hundreds of Turkish and Russian, and German with spaces."""
    assert kind in {each for each, _ in found(text)}


@pytest.mark.parametrize(
    "text",
    [
        "bir iki üç dört beş altı yedi sekiz dokuz on",
        "on bir, on iki, yirmi, otuz, kırk, elli, altmış kişi geldi",
        "раз два три четыре пять шесть семь восемь девять",
        "тысяча девятьсот сорок пятый год, двадцать второе июня",
        "пришли сорок человек, потом ещё двадцать пять и сто",
        "Er ist zwei und vierzig und sie ein und vierzig Jahre alt",
        "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh",
    ],
)
def test_counts_in_those_words_stay_quiet(text: str) -> None:
    """Who counts or tells an age tells no number of a person."""
    assert not {"PHONE", "CREDIT_CARD", "SSN", "DOB"} & {each for each, _ in found(text)}
