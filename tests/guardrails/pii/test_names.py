"""Names, places and addresses are tagged in texts of kinds that training did not see."""

import pytest

from govsim.errors import GovsimError
from govsim.guardrails.pii.names.detector import NamesDetector, detector
from govsim.guardrails.policy import Policy
from govsim.guardrails.values import Channel
from govsim.guardrails.views import views_of
from tests.guardrails.pii.corpus import KINDS, lines

NAMES = NamesDetector()
PERSONAL = {"PERSON", "LOCATION", "ADDRESS"}


def recall_and_precision(kind: str) -> tuple[float, float]:
    """Return the share of marked names that is found, and the share of finds that are marked."""
    hits = right = marks = met = 0
    for text, spans in lines(kind):
        gold = [(a, b) for a, b, type_ in spans if type_ in PERSONAL]
        found = [
            hit for hit in NAMES.hits(text) if hit.score >= NAMES.threshold(Channel.USER, None)
        ]
        own = [(hit.start, hit.end) for hit in found if hit.type in PERSONAL]
        every = [(hit.start, hit.end) for hit in found]
        hits, marks = hits + len(own), marks + len(gold)
        right += sum(any(a < d and c < b for c, d in gold) for a, b in own)
        met += sum(any(a < d and c < b for c, d in every) for a, b in gold)
    return met / marks, right / hits


@pytest.mark.parametrize("kind", KINDS)
def test_most_names_are_found_and_few_are_none(kind: str) -> None:
    """Of each kind of text, four names of five are found, and seven finds of ten are names."""
    recall, precision = recall_and_precision(kind)

    assert recall >= 0.8
    assert precision >= 0.7


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("My name is Karolina Nowak and I live in Gdańsk.", ["Karolina Nowak", "Gdańsk"]),
        ("please call sarah johnson about the visit", ["sarah johnson"]),
        ("Kind regards,\nMiguel Ángel Torres", ["Miguel Ángel Torres"]),
    ],
)
def test_a_name_is_found_whole(text: str, expected: list[str]) -> None:
    """Names of several words, in lower case and with accents, are one finding each."""
    assert [text[hit.start : hit.end] for hit in NAMES.hits(text)] == expected


def test_addresses_of_mail_and_web_hold_no_names() -> None:
    """The name within an e-mail address is part of the address."""
    assert NAMES.hits("mail john.smith@example.com or https://example.com/john-smith") == []


def test_a_text_longer_than_a_block_is_read_as_one() -> None:
    """A name is found alike wherever it stands in a long text."""
    sentence = "The report was written by Karolina Nowak in Warsaw. "
    alone = len(NAMES.hits(sentence))

    assert len(NAMES.hits(sentence * 400)) >= 400 * alone - 4


def test_a_policy_chooses_types() -> None:
    """Only what is asked for is reported; what the tagger does not know is refused."""
    text = "Karolina Nowak from Warsaw"
    chosen = detector(Policy("p", options={"names": {"types": ("PERSON",)}}))

    assert {hit.type for hit in chosen.hits(text)} == {"PERSON"}
    with pytest.raises(GovsimError, match="finds no `EMAIL`"):
        detector(Policy("p", options={"names": {"types": ("EMAIL",)}}))


def said(text: str) -> list[str]:
    """Return the people, places and addresses that count in a text."""
    least = NAMES.threshold(Channel.USER, None)
    return [
        text[h.start : h.end] for h in NAMES.hits(text) if h.score >= least and h.type in PERSONAL
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Wynajmujący: Olga Prystupa. Kaucja płatna miesięcznie, mieszkanie bez piekarni.",
        "La ficha de Rufino Albornoz estaba en la papelaria con su pensión.",
        "Der Fahrer Ludger Sauerbier wartet, weißer Wagen, erreichbar ab Montag.",
        "Zamawiający: Jan Nowak. Cena do negocjacji, stłuczka naprawiona w piekarni.",
    ],
)
def test_words_in_lower_case_are_no_names_where_names_have_capitals(text: str) -> None:
    """Whoever writes one name with a capital writes the next one so: the rest are words."""
    assert all(any(map(str.isupper, found)) for found in said(text))
    assert said(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("omw to brooklyn, nina is driving", "nina"),
        ("My name is john smith and i live in chicago.", "john smith"),
        ("The lodger of Ana Torres, eddie castellano, pays on Mondays.", "eddie castellano"),
        ("kto na domówkę u Kuby? pisz do gośki albo do staszka", "Kuby"),
    ],
)
def test_names_in_lower_case_are_found_where_no_name_has_a_capital(text: str, name: str) -> None:
    """Posts have no capitals, prompts few; a first name that is known is one anywhere."""
    assert any(name in found for found in said(text))


def test_words_behind_a_name_are_not_part_of_it() -> None:
    """Of a find that runs on into ordinary words, the name is left."""
    assert "Offenbach" in said("Peter Lang hat den Vertrag in Offenbach unterschrieben, danke.")
    assert not any("verhuizen" in found for found in said("Fleur en Daan verhuizen naar Zwolle."))


@pytest.mark.parametrize("word", ["Lessee", "Poręczyciel", "Fahrerin", "Verkoper", "Prosím"])
def test_a_role_alone_is_nobody(word: str) -> None:
    """What somebody is in a contract, a form or a letter names nobody."""
    text = f"{word}: Karolina Nowak, Gdańsk. {word}, Peter Schmidt."

    assert word not in said(text)
    assert any("Karolina" in found for found in said(text))


@pytest.mark.parametrize("number", ["REGON 119517886", "OIB 69305817245", "NIN: 63951820477"])
def test_letters_that_say_what_a_number_is_are_no_place(number: str) -> None:
    """What stands in capitals before a long number is the name of the number."""
    text = f"Lovro Perković, Zagreb, {number}, Split"

    assert not {"REGON", "OIB", "NIN"} & set(said(text))


@pytest.mark.parametrize("amount", ["18 g", "2400 m", "183 cm", "40 × 75 cm", "39,4°C", "100 zł"])
def test_a_quantity_is_no_address(amount: str) -> None:
    """A number with a unit behind it stands in no address."""
    text = f"Jan Kowalski, ul. Polna 5, Kraków, waga {amount}, w czasie 2:31."

    assert not any(found in amount or amount in found for found in said(text))


def test_a_number_of_a_flat_is_part_of_an_address() -> None:
    """`5 m. 3` is a house and a flat of it, and no length."""
    text = "Zamieszkały: ul. Polna 5 m. 3, 30-001 Kraków"

    assert any("Polna 5" in found for found in said(text))


@pytest.mark.parametrize(
    ("text", "people"),
    [
        (
            "Spotkałem się z Anną Kowalską i Piotrem Kowalskim.",
            ["Anną Kowalską", "Piotrem Kowalskim"],
        ),
        ("Herr J&uuml;rgen M&uuml;ller rief an.", ["J&uuml;rgen M&uuml;ller"]),
        ("<p>Piotr&nbsp;Kowalski</p>", ["Piotr&nbsp;Kowalski"]),
    ],
)
def test_a_name_is_found_beside_another_and_behind_entities(text: str, people: list[str]) -> None:
    """Who is told with a person is one, and a name is read as a page shows it."""
    found = NamesDetector(frozenset({"PERSON"})).find(views_of(text), Channel.USER)

    told = {text[each.start : each.end] for each in found}
    assert told >= set(people)
