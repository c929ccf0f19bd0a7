"""What is numbered for a person's sake is found behind its name, and telephones behind a call."""

import pytest

from tests.guardrails.pii.test_plates import hits

NUMBERED = [
    ("OTHER_ID", "nr klienta 30718442", "30718442"),
    ("OTHER_ID", "nr albumu 204417", "204417"),
    ("OTHER_ID", "PWZ 2481907", "2481907"),
    ("OTHER_ID", "szkoda nr 4471, nr szkody PL-2025/30418", "PL-2025/30418"),
    ("OTHER_ID", "Mitgliedsnr. 4408-1927", "4408-1927"),
    ("OTHER_ID", "Ihre Vertragsnummer: V-70418235", "V-70418235"),
    ("OTHER_ID", "numéro de contrat 88203147", "88203147"),
    ("OTHER_ID", "n° allocataire 4410298", "4410298"),
    ("OTHER_ID", "número de cliente: 55102938", "55102938"),
    ("OTHER_ID", "codice cliente 70188264", "70188264"),
    ("OTHER_ID", "klantnr 40188271", "40188271"),
    ("OTHER_ID", "medlemsnummer 5518203", "5518203"),
    ("OTHER_ID", "asiakasnumero 7102938", "7102938"),
    ("OTHER_ID", "číslo smlouvy 8801927364", "8801927364"),
    ("OTHER_ID", "broj ugovora 4410928", "4410928"),
    ("OTHER_ID", "müşteri no 60182934", "60182934"),
    ("OTHER_ID", "номер договора 7729104", "7729104"),
    ("OTHER_ID", "会員番号:30418827", "30418827"),
    ("OTHER_ID", "고객번호 70418829", "70418829"),
    ("OTHER_ID", "My commission number is 20-1147-3", "20-1147-3"),
    ("OTHER_ID", "(seaman's book PL 448291)", "PL 448291"),
    ("OTHER_ID", "case ref 25/10442/HH", "25/10442/HH"),
    ("MEDICAL_ID", "NHI KTB2947", "KTB2947"),
    ("MEDICAL_ID", "Kela-kortti 80246800441829104417", "80246800441829104417"),
    ("MEDICAL_ID", "patiëntnummer 7741029", "7741029"),
    ("MEDICAL_ID", "numer księgi głównej: 2025/00417", "2025/00417"),
    ("MEDICAL_ID", "numéro de police 77120448", "77120448"),
    ("NATIONAL_ID", "CI seria RK 448210", "RK 448210"),
    ("DRIVER_LICENSE", "Führerscheinnr. K0418RRT921", "K0418RRT921"),
    ("BANK_ACCOUNT", "BSB 062-417 acc 20471938", "20471938"),
    ("PHONE", "Mój numer: 512 447 918.", "512 447 918"),
    ("PHONE", "Dzwonić po 18 do Basi: 607 114 882", "607 114 882"),
    ("PHONE", "kodas 12345. Mano telefonas +370 644 19 827", "+370 644 19 827"),
    ("PHONE", "連絡先は080-4417-2093です", "080-4417-2093"),
    ("PHONE", "연락처는 010-4417-2093로 주세요", "010-4417-2093"),
    ("PHONE", "我的电话是13844172093，谢谢", "13844172093"),
    ("PHONE", "Ring 41 82 90 17 efter fire", "41 82 90 17"),
    ("PHONE", "звоните 8 921 447-18-20", "8 921 447-18-20"),
    ("PHONE", "volejte 604 417 829", "604 417 829"),
    ("PHONE", "hívjon: 20 441 7829", "20 441 7829"),
    ("PHONE", "zvaniet 2644 1782", "2644 1782"),
]  # fmt: skip
LOOK_ALIKES = [
    "I got R85 000 for the car, ID number to follow",
    "Zamówienie nr 20418834 wysłane po 16.",
    "Nr faktury FV/2024/004418",
    "Bestellnr. 88201947",
    "numéro de commande 88201947",
    "numero d'ordine 4410298",
    "build number 20240417",
    "contract signed in 2024, article 4471",
    "umowa z dnia 2024-03-18",
    "the file has 204417 lines",
    "bar 2048 and baz 4096",
    "case 40961: return x",
    "court 12 sits at 10",
    "team 1234567 of 2000000",
    "Police: 20418 calls in a month",
    "a health score of 99.98",
    "page number 204417",
    "ISBN 978-3-16-148410-0",
    "version number 10.4.1702",
    "номер заказа 7729104",
    "注文番号:30418827",
    "주문번호 70418829",
    "tracking number 1Z9990418",
    "lot number 4410-29",
    "sus 1234 clientes",
    "student numbers fell by 20000",
    "the patient gained 40 kg",
    "insurance policy of 2019",
    "Repertorium der Physik, 1904",
    "contrato de 2023",
    "The expedition (1904-1906) was led by him",
    "The expedition (1904\u20131906) was led by him",
    "phone: 000-000-0000",
    "Scontrino n. 0042-0019: 31,85",
]


@pytest.mark.parametrize(("kind", "text", "value"), NUMBERED)
def test_what_a_person_is_numbered_by_is_found(kind: str, text: str, value: str) -> None:
    """The noun and a word for a number together name it, whatever its form."""
    assert (kind, value) in hits(text)


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_numbers_of_things_are_left_alone(text: str) -> None:
    """Orders, invoices, builds, years and sums are nobody's."""
    assert not hits(text)
