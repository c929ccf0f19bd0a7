"""What a column holds is told by header and values together, in many languages and schemas."""

import random
from collections.abc import Callable

import pytest

from govsim.guardrails.columns import Column, classify
from govsim.guardrails.pii.settings import Settings
from govsim.guardrails.redaction.reserved import luhn_digit

PICK = random.Random(31)


def digits(count: int) -> str:
    return "".join(PICK.choices("0123456789", k=count))


def series(first: int, pattern: str = "{}") -> Callable[[], str]:
    numbers = iter(range(first, first + 1000))
    return lambda: pattern.format(next(numbers))


def imei() -> str:
    body = "35" + digits(12)
    return body + luhn_digit(body)


def vin() -> str:
    weights, signs = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2), "0123456789X"
    plain = [*"1M8GDM9A", "0", *"XP0", *digits(5)]
    values = dict(zip("ADGMPX", (1, 4, 7, 4, 7, 7), strict=True))
    total = sum(values.get(s, int(s) if s.isdigit() else 0) * w for s, w in zip(plain, weights, strict=True))  # fmt: skip
    return "".join((*plain[:8], signs[total % 11], *plain[9:]))


def nhs() -> str:
    body = digits(9)
    last = -sum(int(sign) * weight for sign, weight in zip(body, range(10, 1, -1), strict=True)) % 11  # fmt: skip
    return f"{body[:3]} {body[3:6]} {body[6:]}{last}" if last < 10 else nhs()


PERSONAL = {
    "japanese names": ("氏名", lambda: PICK.choice("佐藤 鈴木 高橋".split()) + " " + PICK.choice("太郎 花子 健一".split()), "PERSON"),
    "japanese phones": ("携帯電話番号", lambda: f"090-{digits(4)}-{digits(4)}", "PHONE"),
    "japanese codes": ("郵便番号", lambda: f"{digits(3)}-{digits(4)}", "ZIP"),
    "japanese places": ("住所", lambda: PICK.choice(["東京都千代田区", "大阪市北区"]) + digits(2), "ADDRESS"),
    "korean names": ("이름", lambda: PICK.choice("김이박최") + PICK.choice("민준 서연 지훈".split()), "PERSON"),
    "polish towns": ("miejscowość", lambda: PICK.choice("Łódź Radom Kielce Gdynia Toruń Lublin".split()), "LOCATION"),
    "german towns": ("wohnort", lambda: PICK.choice("Kassel Ulm Jena Kiel Bonn Mainz".split()), "LOCATION"),
    "an address in one word": ("Lieferadresse", lambda: f"Gartenweg {digits(2)}", "ADDRESS"),
    "names in short": ("cust_first_nm", lambda: PICK.choice("Oliver Fatima Beatriz Arjun Layla".split()), "PERSON"),
    "names with a title": ("provider_name", lambda: f"Dr. {PICK.choice('Uwe Ada Ivo Lea'.split())} {PICK.choice('Iyer Ricci Berg'.split())}", "PERSON"),
    "accounts": ("acct_no", lambda: digits(8), "BANK_ACCOUNT"),
    "accounts in Poland": ("rachunek", lambda: digits(26), "BANK_ACCOUNT"),
    "licences": ("DLNumber", lambda: f"Z{digits(12)}", "DRIVER_LICENSE"),
    "plates": ("license_plate", lambda: f"KR {digits(5)}", "VEHICLE"),
    "plates in Britain": ("plate", lambda: f"PX{digits(2)} {''.join(PICK.choices('ABCDEF', k=3))}", "VEHICLE"),
    "records of patients": ("mrn", lambda: f"MRN{digits(7)}", "MEDICAL_ID"),
    "employers' numbers": ("EIN", lambda: f"{PICK.randrange(10, 99)}-{digits(7)}", "TAX_ID"),
    "devices": ("imei", imei, "OTHER_ID"),
    "vehicles": ("c4", vin, "VEHICLE"),
    "numbers with a check": ("c5", nhs, "MEDICAL_ID"),
    "births in one number": ("BirthDt", lambda: f"{PICK.randrange(1940, 2005)}{PICK.randrange(1, 13):02}{PICK.randrange(1, 29):02}", "DOB"),
    "births at midnight": ("born_ts", lambda: f"{PICK.randrange(1940, 2005)}-0{PICK.randrange(1, 9)}-1{digits(1)}T00:00:00", "DOB"),
    "codes with a decimal": ("zip", lambda: f"{PICK.randrange(10000, 99999)}.0", "ZIP"),
    "ports of machines": ("peer", lambda: f"10.{PICK.randrange(99)}.{PICK.randrange(255)}.7:{digits(4).lstrip('0') or 1}", "IP"),
    "towns with countries": ("f11", lambda: f"{PICK.choice('Porto Lyon Bari Graz Malmö'.split())}, {PICK.choice(['PT', 'FR', 'AT'])}", "LOCATION"),
    "cards in notes": ("body", lambda: f"Please charge 4{digits(0)}111 1111 1111 1111 for order {digits(5)}.", "CREDIT_CARD"),
}  # fmt: skip
HARMLESS = {
    "numbers of customers": ("customer_no", series(100201)),
    "a series without a word": ("c1", series(70012)),
    "numbers with zeros in front": ("KUNNR", lambda: f"00000{digits(5)}"),
    "orders that begin like cards": ("order_id", lambda: f"4{digits(15)}"),
    "random numbers as long as cards": ("c9", lambda: digits(16)),
    "articles": ("ean13", lambda: f"590{digits(10)}"),
    "extensions": ("office_phone_ext", lambda: digits(4)),
    "last digits": ("ssn_last4", lambda: digits(4)),
    "versions of four numbers": ("build", lambda: f"{PICK.randrange(9)}.{digits(1)}.{PICK.randrange(40)}.{PICK.randrange(9)}"),
    "firmware": ("firmware", lambda: f"{PICK.randrange(1, 9)}.{PICK.randrange(30)}.{PICK.randrange(99)}.{PICK.randrange(300)}"),
    "amounts in Spanish": ("importe", lambda: digits(5)),
    "amounts and what was done": ("amount_captured", lambda: digits(5)),
    "days in one number": ("ERDAT", lambda: f"2026{PICK.randrange(1, 13):02}{PICK.randrange(1, 29):02}"),
    "days of films": ("release_date", lambda: f"{PICK.randrange(1960, 2010)}-05-1{digits(1)}"),
    "places on earth": ("gps", lambda: f"5{digits(1)}.{digits(5)} 8.{digits(5)}"),
    "parts": ("part_number", lambda: f"{digits(5)}-{digits(4)}"),
    "models": ("model", lambda: f"{PICK.choice('jordan marcus turing'.split())}-{digits(1)}"),
    "names of files": ("file_name", lambda: f"{PICK.choice(['Annual', 'Draft', 'Summer'])} {PICK.choice(['Report', 'Budget'])}"),
    "campaigns": ("campaign", lambda: f"{PICK.choice(['Spring', 'Easter', 'Winter'])} {PICK.choice(['Sale', 'Launch'])}"),
    "taxes": ("tax", lambda: str(PICK.randrange(100, 9000))),
    "records of JSON": ("payload", lambda: f'{{"id": {digits(6)}, "qty": {digits(1)}}}'),
    "ids that sort by time": ("ulid", lambda: "01" + "".join(PICK.choices("0123456789ABCDEFGHJKMNPQRSTVWXYZ", k=24))),
    "products in Polish": ("kod_produktu", lambda: digits(5)),
    "products in Japanese": ("商品名", lambda: PICK.choice(["咖啡机", "台灯"]) + digits(1)),
}  # fmt: skip


def taken_for(header: str, make: Callable[[], str]) -> str | None:
    return classify([Column(header, tuple(make() for _ in range(60)))])[0].type


@pytest.mark.parametrize("name", PERSONAL)
def test_a_personal_column_gets_its_class(name: str) -> None:
    """Header and values are read together, in the languages and the short forms of schemas."""
    header, make, type_ = PERSONAL[name]

    assert taken_for(header, make) == type_


@pytest.mark.parametrize("name", HARMLESS)
def test_what_looks_like_it_is_no_personal_column(name: str) -> None:
    """Keys, versions, amounts, parts and names of things have the form of something personal."""
    header, make = HARMLESS[name]

    assert taken_for(header, make) is None


@pytest.mark.parametrize(
    ("settings", "type_"),
    [
        pytest.param(Settings(), "MEDICAL_ID", id="all"),
        pytest.param(Settings(countries=frozenset({"GB"})), "MEDICAL_ID", id="its country"),
        pytest.param(Settings(countries=frozenset({"PL"})), "PHONE", id="another country"),
        pytest.param(Settings(types=frozenset({"EMAIL"})), None, id="another type"),
        pytest.param(Settings(thresholds={"MEDICAL_ID": 0.99}), None, id="a threshold"),
    ],
)
def test_what_a_policy_sets_holds_for_columns(settings: Settings, type_: str | None) -> None:
    """Types, countries and thresholds are those by which texts are screened."""
    numbers = Column("c5", tuple(nhs() for _ in range(60)))

    assert classify([numbers], settings)[0].type == type_


NAMES = {
    "two in English": ("first_name", "Anna Peter", "PERSON"),
    "one in capitals": ("LAST_NAME", "SCHMIDT", "PERSON"),
    "small letters": ("contactGivenName", "anna peter", "PERSON"),
    "German": ("vorname", "Anna Jürgen", "PERSON"),
    "Polish": ("nazwisko", "Nowak Wójcik", "PERSON"),
    "Spanish": ("primer_apellido", "García López", "PERSON"),
    "French": ("nom_de_famille", "Lefèvre Petit", "PERSON"),
    "Hungarian": ("keresztnév", "Zsófia Bence", "PERSON"),
    "Turkish": ("soyadı", "Yılmaz Kaya", "PERSON"),
    "Russian": ("фамилия", "Иванова Петров", "PERSON"),
    "Korean": ("성", "김 박", "PERSON"),
    "a name of a brand": ("brand_first_name", "Anna Peter", None),
    "a flag about names": ("first_name_status", "Open Closed", None),
    "hashes": ("first_name", "8f3a91c2 77ab01de", None),
    "no header, two values": ("x", "Anna Peter", None),
    "no header, three values": ("x", "Zofia Jürgen Giulia", "PERSON"),
    "no header, given names": ("c1", "James Mary Robert Patricia Susan Jessica Karen Nancy Ashley Emily", "PERSON"),
    "no header, from India": ("c1", "Aarav Aditya Arjun Ishaan Ananya Diya Saanvi Kavya Rajesh", "PERSON"),
    "no header, family names": ("c1", "Müller Schneider Hoffmann Zimmermann Kowalczyk Szymański", "PERSON"),
    "towns that people are called after": ("c1", "Madison Austin Jackson Charlotte Savannah Florence Lincoln", None),
    "towns in Italy": ("c1", "Roma Milano Napoli Torino Palermo Genova Bologna Bari", None),
    "towns under their header": ("city", "Madison Austin Jackson Charlotte Savannah Florence Helena", "LOCATION"),
    "flowers": ("c1", "Rose Lily Daisy Iris Jasmine Violet Heather Tulip", None),
    "colours": ("c1", "Red Blue Amber Violet Olive Ruby Scarlet Grey", None),
    "months": ("c1", "January February March April May June July August", None),
    "makers of cars": ("c1", "Toyota Mercedes Ford Tesla Honda Ferrari Opel Skoda", None),
    "languages of programs": ("c1", "Python Java Ruby Julia Scala Perl Ada Pascal", None),
    "states of orders": ("c1", "Open Closed Pending Active Shipped Paid Refunded", None),
    "products called like people": ("product", "Anna Peter Giulia Zofia Jürgen", None),
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_parts_of_names_are_told_by_their_header_or_by_all_values_together(name: str) -> None:
    """Two values are enough under a header for names; without one, the column as a whole tells."""
    header, values, type_ = NAMES[name]

    assert classify([Column(header, tuple(values.split()))])[0].type == type_


@pytest.mark.parametrize(
    ("values", "type_"),
    [
        pytest.param(("Anna Schmidt", "Huber, Peter"), "PERSON", id="people"),
        pytest.param(("Acme", "Initech"), None, id="firms"),
        pytest.param(("Anna Schmidt", "Initech GmbH"), None, id="either"),
    ],
)
def test_few_customers_are_people_where_all_have_known_names(
    values: tuple[str, ...], type_: str | None
) -> None:
    """`customer` may stand above firms as well."""
    assert classify([Column("customer", values)])[0].type == type_


def test_what_is_not_taken_for_a_type_is_said_to_be_unsure() -> None:
    """A reason alone would read as if the column had been taken for it."""
    towns = Column("c1", ("Roma", "Milano", "Napoli", "Torino"))

    assert classify([towns])[0].why == "unsure: names of places"
