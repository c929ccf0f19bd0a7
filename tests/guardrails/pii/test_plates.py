"""Number plates are found beside a word for them, the distinct ones beside any vehicle."""

import pytest

from govsim.guardrails.pii.detector import PersonalDataDetector

PLATES = [
    ("registration BD51 SMR was seen twice", "BD51 SMR"),
    ("a grey Astra, GX09 LTY, parked on the kerb", "GX09 LTY"),
    ("the taxi (HN72 WKE) left without her", "HN72 WKE"),
    ("Kennzeichen: HH-TK 3081", "HH-TK 3081"),
    ("Der Passat mit dem Kennzeichen KA PX 771 stand quer", "KA PX 771"),
    ("Fahrzeug B: B-LM 20E", "B-LM 20E"),
    ("nr rej. WPI 4C81", "WPI 4C81"),
    ("samochód na blachach KR 7HT92", "KR 7HT92"),
    ("plaque GK-318-TB", "GK-318-TB"),
    ("voiture immatriculée CW 507 RN", "CW 507 RN"),
    ("matrícula 8302 KTM", "8302 KTM"),
    ("coche Seat Leon 2471-LBC", "2471-LBC"),
    ("targa GB 604 ZT", "GB 604 ZT"),
    ("kenteken TR-482-N", "TR-482-N"),
    ("nummerplaat 2-BHF-718", "2-BHF-718"),
    ("Kontrollschild BE 402 918", "BE 402 918"),
    ("Kennzeichen G-482 KR", "G-482 KR"),
    ("rekisteritunnus KRX-204", "KRX-204"),
    ("min bil har registreringsnummer BTK 47F", "BTK 47F"),
    ("bilens nummerplade CK 41 882", "CK 41 882"),
    ("SPZ 4AH 7302", "4AH 7302"),
    ("număr de înmatriculare CJ 18 VRD", "CJ 18 VRD"),
    ("rendszám: NKT-381", "NKT-381"),
    ("plaka 06 KTB 417", "06 KTB 417"),
    ("matrícula 48-TQ-19", "48-TQ-19"),
    ("rego BKT 41D", "BKT 41D"),
    ("license plate KTR-2908", "KTR-2908"),
    ("car number plate MH 12 KT 4907", "MH 12 KT 4907"),
    ("placa RKT4B82", "RKT4B82"),
    ("dominio AF 318 KT", "AF 318 KT"),
    ("biển số xe 51G-402.18", "51G-402.18"),
    ("plat nomor B 4182 KTR", "B 4182 KTR"),
    ("车牌:京A·K7182", "京A·K7182"),
    ("車牌號碼 粤B8T204", "粤B8T204"),
    ("차량번호: 48나 7193", "48나 7193"),
    ("ナンバーは品川 300 さ 41-82", "品川 300 さ 41-82"),
    ("автомобиль, госномер К418ТР77", "К418ТР77"),
    ("авто КА 4718 ТН", "КА 4718 ТН"),
    ("πινακίδα ΖΚΤ-4182", "ΖΚΤ-4182"),
    ("ทะเบียน 2กท 4182", "2กท 4182"),
    ("FIN: WDDZZZ4MZJD018342", "WDDZZZ4MZJD018342"),
]  # fmt: skip
LOOK_ALIKES = [
    "My car is a BMW M3, before it was an Audi A4 2.0 TDI.",
    "The van takes 95 octane, does 0 to 60 in 9.",
    "Transit VAN 350 L3 with 130 PS",
    "Golf GTI 245 and Golf R 333",
    "The Volvo XC 90 seats seven, the XC 60 five.",
    "Flight BA 2490 was late, so we took a taxi.",
    "Take the A 38 towards the car park, then the B 4027.",
    "my car cost GBP 4500",
    "Auto: EUR 300 in bar",
    "car hire from MAY 2024",
    "The truck weighs 12 t, the trailer ISO 668.",
    "registration opens in MAY 2025",
    "He drives a Mazda CX-5 and a CX-30.",
    "Peugeot 208 GT, 1.2 THP 110",
    "auto x = foo(AB12, CDE);",
    "The car of lot 4471 is number 18.",
    "the Ford F-150 and the RAM 1500",
    "Kia EV6 2024, range 528 km",
    "MOT due on 12 MAY 2026, tyres 205/55 R16",
    "Winterreifen 195/65 R15 91T fürs Auto",
    "Bus 24 to plate 3, kiln 4",
    "Toyota GT 86, Subaru BRZ 200",
    "the plate has 12 M8 bolts",
    "BMW 320d xDrive, engine N47D20",
    "the reg file has 20 entries",
    "Honda CBR 600",
    "Yamaha MT-07",
    "Suzuki GSX-R 750 or Kawasaki ZX-6R",
    "room AB 12, car park C 3",
    "Skoda price list PDF 2024, page 12",
    "taxi to JFK 2 hours",
    "автомобиль стоит 4182 рубля в 2024 году",
    "машина А8 2019 года",
    "차량 48대 2024년",
    "车牌在2024年更换",
    "ทะเบียน 4182",
]


def hits(text: str) -> list[tuple[str, str]]:
    """Return the types and stretches that are found."""
    return [(hit.type, text[hit.start : hit.end]) for hit in PersonalDataDetector().hits(text)]


@pytest.mark.parametrize(("text", "plate"), PLATES)
def test_a_plate_is_found(text: str, plate: str) -> None:
    """Whatever the country: its shape, and a word for plates or for a vehicle."""
    assert hits(text) == [("VEHICLE", plate)]


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_models_and_roads_are_no_plates(text: str) -> None:
    """Names of models, prices, roads, flights and dates stand beside words for vehicles as well."""
    assert not hits(text)


def test_without_a_word_there_is_no_plate() -> None:
    """A shape alone is none: so are numbers of parts written."""
    assert not hits("part BD51 SMR, KRX-204, HH-TK 3081")
