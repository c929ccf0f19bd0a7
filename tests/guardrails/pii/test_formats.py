"""Identifiers are known by their check digits: right ones pass, and one wrong digit fails."""

import pytest

from govsim.guardrails.pii.formats import FORMATS
from govsim.guardrails.pii.scan import scan
from govsim.guardrails.pii.values import TYPES

# Published examples of issuers and of their documentation; none is anybody's.
EXAMPLES = [
    ("us-ssn", "SSN", "SSN 219-09-1234"),
    ("us-itin", "TAX_ID", "taxpayer id 912-70-1234"),
    ("us-mbi", "MEDICAL_ID", "Medicare 1EG4-TE5-MK73"),
    ("us-routing", "BANK_ACCOUNT", "routing 021000021"),
    ("ca-sin", "NATIONAL_ID", "SIN 046 454 286"),
    ("br-cpf", "NATIONAL_ID", "CPF 390.533.447-05"),
    ("br-cnpj", "TAX_ID", "CNPJ 11.222.333/0001-81"),
    ("mx-curp", "NATIONAL_ID", "CURP BOXW310820HNERXN09"),
    ("mx-clabe", "BANK_ACCOUNT", "CLABE 032180000118359719"),
    ("ar-cuit", "TAX_ID", "CUIT 20-05536168-2"),
    ("cl-rut", "NATIONAL_ID", "RUT 12.531.909-2"),
    ("pe-ruc", "TAX_ID", "RUC 20512333797"),
    ("ec-cedula", "NATIONAL_ID", "cédula 1714307103"),
    ("uk-nino", "NATIONAL_ID", "National Insurance AB 12 34 56 C"),
    ("uk-nhs", "MEDICAL_ID", "NHS number 943 476 5919"),
    ("uk-postcode", "ZIP", "post code SW1A 1AA"),
    ("ie-pps", "NATIONAL_ID", "PPS number 1234567FA"),
    ("fr-nir", "NATIONAL_ID", "sécurité sociale 2 55 08 14 168 025 38"),
    ("fr-siren", "TAX_ID", "SIREN 732 829 320"),
    ("de-steuer-id", "NATIONAL_ID", "Steuer-ID 86095742719"),
    ("de-pension", "NATIONAL_ID", "Rentenversicherungsnummer 65180539W001"),
    ("de-health", "MEDICAL_ID", "Versichertennummer A123456780"),
    ("at-svnr", "NATIONAL_ID", "Sozialversicherungsnummer 1237 010180"),
    ("ch-ahv", "NATIONAL_ID", "AHV 756.9217.0769.85"),
    ("es-dni", "NATIONAL_ID", "DNI 12345678Z"),
    ("es-nie", "NATIONAL_ID", "NIE X1234567L"),
    ("es-cif", "TAX_ID", "CIF A58818501"),
    ("it-codice-fiscale", "NATIONAL_ID", "codice fiscale RSSMRA85T10A562S"),
    ("pt-nif", "TAX_ID", "NIF 123456789"),
    ("pt-citizen", "NATIONAL_ID", "cartão cidadão 00000000 0 ZZ4"),
    ("nl-bsn", "NATIONAL_ID", "BSN 111222333"),
    ("be-rrn", "NATIONAL_ID", "rijksregister 85.07.30-033.28"),
    ("lu-id", "NATIONAL_ID", "national id 1893120105732"),
    ("gr-afm", "TAX_ID", "ΑΦΜ afm 094259216"),
    ("gr-vat", "TAX_ID", "ΑΦΜ EL094259216"),
    ("sv-dui", "NATIONAL_ID", "DUI 00016297-5"),
    ("md-idnp", "NATIONAL_ID", "IDNP 1008600038413"),
    ("lk-nic", "NATIONAL_ID", "NIC number 853202937V"),
    ("gh-card", "NATIONAL_ID", "Ghana Card GHA-000000000-0"),
    ("pl-pesel", "NATIONAL_ID", "PESEL 44051401359"),
    ("pl-nip", "TAX_ID", "NIP 526-104-08-28"),
    ("pl-regon", "TAX_ID", "REGON 123456785"),
    ("pl-card", "NATIONAL_ID", "dowód osobisty ABS123456"),
    ("se-personnummer", "NATIONAL_ID", "personnummer 811218-9876"),
    ("no-fnr", "NATIONAL_ID", "fødselsnummer 29029600013"),
    ("dk-cpr", "NATIONAL_ID", "CPR 211062-5629"),
    ("fi-hetu", "NATIONAL_ID", "henkilötunnus 131052-308T"),
    ("ee-lt-code", "NATIONAL_ID", "isikukood 37605030299"),
    ("lv-code", "NATIONAL_ID", "personas kods 161175-19997"),
    ("cz-birth-number", "NATIONAL_ID", "rodné číslo 710319/2745"),
    ("hu-tax", "TAX_ID", "adóazonosító 8071592153"),
    ("ro-cnp", "NATIONAL_ID", "CNP 1630615123457"),
    ("bg-egn", "NATIONAL_ID", "EGN 7523169263"),
    ("hr-oib", "NATIONAL_ID", "OIB 94577403194"),
    ("rs-jmbg", "NATIONAL_ID", "JMBG 0101006500006"),
    ("ru-inn", "TAX_ID", "INN 7707083893"),
    ("ru-snils", "NATIONAL_ID", "SNILS 112-233-445 95"),
    ("ua-rnokpp", "TAX_ID", "tax number 1759013776"),
    ("in-aadhaar", "NATIONAL_ID", "Aadhaar 2341 2341 2346"),
    ("in-pan", "TAX_ID", "PAN ABCPJ4567R"),
    ("cn-id", "NATIONAL_ID", "resident id 11010519491231002X"),
    ("jp-my-number", "NATIONAL_ID", "My Number 1234 5678 9018"),
    ("tw-id", "NATIONAL_ID", "national id A123456789"),
    ("hk-id", "NATIONAL_ID", "HKID A123456(3)"),
    ("sg-nric", "NATIONAL_ID", "NRIC S1234567D"),
    ("tr-tckn", "NATIONAL_ID", "kimlik 10000000146"),
    ("il-id", "NATIONAL_ID", "teudat 123456782"),
    ("za-id", "NATIONAL_ID", "ID number 8001015009087"),
    ("au-tfn", "TAX_ID", "TFN 123 456 782"),
    ("au-abn", "TAX_ID", "ABN 51 824 753 556"),
]


@pytest.mark.parametrize(("rule", "type_", "text"), EXAMPLES, ids=[row[0] for row in EXAMPLES])
def test_an_identifier_is_found_by_its_format(rule: str, type_: str, text: str) -> None:
    """A number beside its name is found whole, as what it is."""
    country = next(known.country for known in FORMATS if known.id == rule)
    found = scan(text, countries=frozenset({country}))
    hits = [hit for hit in found if hit.score >= TYPES[hit.type].threshold]

    assert [(hit.type, hit.rule) for hit in hits] == [(type_, rule)]
    assert hits[0].end == len(text)


@pytest.mark.parametrize(
    "digits",
    [
        pytest.param("44051401358", id="PESEL"),
        pytest.param("86095742718", id="Steuer-ID"),
        pytest.param("39053344704", id="CPF"),
        pytest.param("4111111111111112", id="card"),
        pytest.param("756.9217.0769.84", id="AHV"),
        pytest.param("12345678A", id="DNI"),
    ],
)
def test_a_wrong_check_digit_is_no_identifier(digits: str) -> None:
    """Alone in a text, digits that fail every check are nobody's."""
    assert [hit for hit in scan(f"value {digits} seen") if hit.score >= 0.4] == []


def test_formats_are_whole() -> None:
    """Each format has a name of its own, a known type, shapes, and more trust near its words."""
    assert len({known.id for known in FORMATS}) == len(FORMATS)
    for known in FORMATS:
        assert known.type in TYPES
        assert known.shapes
        assert 0 <= known.alone <= known.near <= 1


def test_only_chosen_countries_count() -> None:
    """A policy that names countries is not bothered by the numbers of others."""
    text = "CURP BOXW310820HNERXN09"

    assert [hit.rule for hit in scan(text, countries=frozenset({"MX"}))] == ["mx-curp"]
    assert all(hit.rule != "mx-curp" for hit in scan(text, countries=frozenset({"PL"})))


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("ИНН: 500100732259", "TAX_ID"),
        ("Паспорт РФ: 4510 123456", "PASSPORT"),
        ("РНОКПП: 3671666709", "NATIONAL_ID"),
        ("תעודת זהות: 226392611", "NATIONAL_ID"),
        ("رقم الهوية: 1012345679", "NATIONAL_ID"),
        ("护照号码：E12345678", "PASSPORT"),
        ("전화번호: 0212345678", "PHONE"),
        ("insurance policy #88291-LK", "MEDICAL_ID"),
        ("PAN card number 'ABCDE2345678F'", "TAX_ID"),
        ("9885 1152 office", "PHONE"),
    ],
)
def test_words_of_many_scripts_say_what_a_number_is(text: str, type_: str) -> None:
    """A number that its own form does not tell is told by the words beside it."""
    hits = [hit for hit in scan(text) if hit.score >= TYPES[hit.type].threshold]

    assert [hit.type for hit in hits] == [type_]


def test_the_number_of_a_house_is_no_telephone() -> None:
    """What stands before the name of a street is part of the address."""
    text = "I'd like to call a taxi to 03 2657 Koontz Lane please"

    assert [hit for hit in scan(text) if hit.type == "PHONE" and hit.score >= 0.6] == []
