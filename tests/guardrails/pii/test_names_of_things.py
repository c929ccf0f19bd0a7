"""Names that things bear, dates, results and ordinary words are not taken for people and places."""

import pytest

from tests.guardrails.pii.test_names import said

THINGS = [
    "a screening for Huntington's disease",
    "Turner syndrome and Bartlett criteria",
    "Hand me the Allen key and the Phillips screwdriver.",
    "two Bakewell tarts and a slice of Battenberg cake",
    "We compared the Weibull plot with the Likert scale.",
    "la maladie de Charcot et le syndrome de Cotard",
    "choroba Hashimoto oraz zespół Sjögrena",
    "She reads Sherlock Holmes and wears Calvin Klein.",
    "Ask Siri or Cortana to dim the lights.",
    "Renault Clio and Nissan Juke from 179 a month",
    "Desserts: Pavlova, Charlotte, Eton mess.",
    "Odmiany: Ligol, Szampion, Antonówka. Skrzynka 12 kg.",
    "Fixtures: Preston v Burnley, Lincoln v Barrow. Both start at three.",
    "Full time: Preston 3–1 Lincoln City.",
    'Kernel 6.8 "Jolly Jumper" is out',
    "Technikum im. Stanisława Staszica",
    "hurricane Ida made landfall",
    "le lycée Victor-Hugo",
    "The French annexation failed.",
    "Options: (A) circle (B) square",
    "Scrums won 8/9, tackles 341, errors 11.",
    "findAll(str1, str2)",
    "Appelez-moi au 07 55 50 41 88, ma plaque est GK-882-TT.",
    "Olá, sou a contabilista do café. O NIF da proprietária é 296605409; obrigada.",
    "Summe 137,00 EUR inkl. 19 % USt\nZahlbar bis 12.12.2026 auf DE15 2005",
    "Ładunek: 24 palety płytek, plomba 0088.",
    "Liikaa maksettu vero, 47,20 euroa, palautetaan tilille.",
    "<imie>x</imie>",
]
PEOPLE = [
    ("Full moon over the bay. Lagos has given us only a number.", "Lagos"),
    ("Hi, I live in london and work nearby.", "london"),
    ("Napisała Anna. Jadwiga z parteru dzwoniła.", "Jadwiga"),
    ("raise one if ur in whitby tonight", "whitby"),
    ("Maria's disease got worse in May.", "Maria"),
    ("Please give Allen the key.", "Allen"),
    ("Mrs Turner signed the lease in Leeds.", "Turner"),
    ("la maladie de Claire inquiète Paul Durand", "Claire"),
    ("Speakers: Anna Nowak, Peter Lang, Rosa Diaz.", "Peter Lang"),
    ("Iris and Holly went to Leeds with Rosemary.", "Holly"),
    ("my landlord mr petrovic fixed the boiler", "petrovic"),
    ("Thanks to Dr. Fields for the visit.", "Fields"),
    ("choroba Anny martwi Piotra", "Piotra"),
    ("Dear Ms French, please call Bob.", "French"),
    ("Lewandowski scores again in Barcelona.", "Lewandowski"),
]
DATES = [
    ("Artemisia nació en Roma el 12 de julio de 1780.", "julio"),
    ("Ponta Delgada, 22 de outubro de 2024", "outubro"),
    ("Jan Kowalski, Sopot, 11 XI 2024", "XI"),
    ("Anna Nowak wyjechała z Krakowa 9 marca 1989", "marca"),
]


@pytest.mark.parametrize("text", THINGS)
def test_what_a_thing_is_called_is_nobody(text: str) -> None:
    """The word beside it, its heading, its list or the world says that it is a thing."""
    assert said(text) == []


@pytest.mark.parametrize(("text", "name"), PEOPLE)
def test_people_of_such_names_are_found(text: str, name: str) -> None:
    """Where nothing speaks of a thing, it is somebody."""
    assert any(name in found for found in said(text))


@pytest.mark.parametrize(("text", "month"), DATES)
def test_a_date_is_no_address(text: str, month: str) -> None:
    """What is left of a find without the date may be a place."""
    assert not any(month in found for found in said(text))


@pytest.mark.parametrize(
    "text",
    [
        "ul. 11 Listopada 5, Kraków",
        "12 rue du 4 septembre, Lyon",
        "Flat 19, Ennerdale House, London",
    ],
)
def test_a_street_of_a_day_and_a_flat_are_addresses(text: str) -> None:
    """A street may be called for a day, and a flat be one part of an address."""
    assert any(any(map(str.isdigit, found)) for found in said(text))


@pytest.mark.parametrize("noun", ["Kasse", "Ambulanz", "Bohrmaschine", "Hausordnung"])
def test_a_noun_behind_a_german_article_is_no_place(noun: str) -> None:
    """German writes its nouns with capitals: an article says that it is one."""
    assert noun not in said(f"Karl Schmidt aus Bremen fragt wegen der {noun}, die {noun} fehlt.")
