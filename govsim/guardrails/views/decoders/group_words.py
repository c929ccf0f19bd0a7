"""Holds the words that stand between the groups of one number, and those that say what it is."""

from __future__ import annotations

from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.decoders.number_names import BY_LANGUAGE, NAMES
from govsim.guardrails.views.decoders.told_words import BETWEEN

# What a number may be, by the words that say so, and how each is shown where the number is one.
_IDENTIFIERS: Final = {
    "pesel": "pesel", "nhs": "nhs number", "aadhaar": "aadhaar", "aadhar": "aadhaar", "dni": "dni",
    "nie": "nie", "cpf": "cpf", "cnpj": "cnpj", "nino": "national insurance number",
    "bsn": "bsn", "burgerservicenummer": "bsn", "nif": "nif", "siren": "siren", "siret": "siret",
    "nir": "numero de securite sociale", "secu": "numero de securite sociale",
    "securite": "numero de securite sociale", "steuerid": "steuer-id",
    "steuer": "steuer-id", "steueridentifikationsnummer": "steuer-id", "idnr": "steuer-id",
    "personnummer": "personnummer", "fodselsnummer": "fødselsnummer", "cpr": "cpr",
    "hetu": "hetu", "henkilotunnus": "hetu", "curp": "curp", "rut": "rut",
    "fiscale": "codice fiscale", "fisc": "codice fiscale", "pps": "pps number",
    "ppsn": "pps number", "abn": "abn", "tfn": "tax file number", "medicare": "medicare number",
    "itin": "itin", "nip": "nip", "regon": "regon",
    "passport": "passport number", "pasaporte": "pasaporte", "passeport": "passeport",
    "reisepass": "reisepass", "cuit": "cuit", "cuil": "cuil", "snils": "snils",
    "kennitala": "kennitala", "egn": "egn", "cnp": "cnp", "oib": "oib", "nric": "nric",
    "rijksregisternummer": "rijksregisternummer", "svnr": "svnr", "ahv": "ahv",
    "sozialversicherungsnummer": "sozialversicherungsnummer", "mbi": "medicare number",
    "rrn": "rrn", "cedula": "cedula", "sin": "social insurance number",
    "insurance": "national insurance number", "fnr": "fødselsnummer", "isikukood": "isikukood",
    "amka": "amka", "afm": "afm",
}  # fmt: skip
_OF_CARD: Final = (
    "card visa mastercard amex maestro karte kreditkarte kartennummer tarjeta carte carta karta"
    " karty cartao pan ccn kaart kort charge exp expires cvv cvc"
)
_OF_ACCOUNT: Final = (
    "iban account konto kontonummer cuenta compte conto rachunek salary rekening payout transfer"
    " wire virement przelew transferencia bonifico"
)
_OF_PHONE: Final = (
    "phone mobile cell tel telephone telefon telefono handy handynummer mobil whatsapp fax movil"
    " portable cellulare komorka telefonnummer mobilnummer landline tear celular telemovel gsm"
    " puhelin"
)
_LOOSE_PHONE: Final = (
    "number numero nummer numer text call ring dial ruf sms reach contact questions callback"
    " callbacks"
)
LABELS: Final[dict[str, tuple[str, str]]] = (
    {word: ("id", shown) for word, shown in _IDENTIFIERS.items()}
    | dict.fromkeys(_OF_CARD.split(), ("card", "card"))
    | dict.fromkeys(_OF_ACCOUNT.split(), ("iban", "iban"))
    | dict.fromkeys(("ssn", "social", "socialsecurity", "ssns"), ("ssn", "ssn"))
    | dict.fromkeys(
        "birth born dob birthday birthdate bday geboren naissance nacimiento nascita".split(),
        ("birth", "date of birth"),
    )
    | dict.fromkeys(_OF_PHONE.split(), ("phone", "phone"))
    | dict.fromkeys(_LOOSE_PHONE.split(), ("abroad", "phone"))
)
# Labels that no ASCII holds, and what they say.
DRAWN_LABELS: Final = {
    "カード": "card", "クレジット": "card", "卡号": "card", "卡號": "card", "信用卡": "card",
    "карт": "card", "카드": "card", "كارت": "card", "بطاقة": "card", "כרטיס": "card",
    "電話": "phone", "电话": "phone", "手机": "phone", "携帯": "phone", "телефон": "phone",
    "전화": "phone", "휴대폰": "phone", "هاتف": "phone", "טלפון": "phone", "फोन": "phone",
    "счет": "iban", "счёт": "iban", "口座": "iban", "рахун": "iban",
}  # fmt: skip
# What may stand between two groups: what names the parts of an account, a card or a number of the
# French social security as well.
JOINING: Final = BETWEEN | frozenset(
    "account bank konto cuenta conto compte sort sortcode code check checksum card cell key page"
    " dept departement annee mois sexe commune ordre cle sex year month order department".split()
)

# Words that say that what follows belongs in front of what stood before.
FRONTS: Final = frozenset(
    "before first starts begins start begin front beginning preceded preceding precedes prior ahead"
    " vorher davor beginnt anfang antes empieza comienza avant commence debut prima inizia przed"
    " zaczyna starting beginning earlier leading opens voor begint borjar forst".split()
)
ENDINGS: Final = frozenset(
    "ends end ending last final tail trailing endet ende letzten letzte termina ultimos ultimas"
    " finit derniers finisce ultime ultimi ostatnie konczy eindigt laatste slutar sista"
    " closes termine acaba acabada slutter konci paattyy".split()
)
THEN: Final = frozenset(
    "then next after followed and finally together plus dann danach puis ensuite luego despues poi"
    " potem below behind beside".split()
)
REVERSED: Final = (
    "last to first", "reverse", "backward", "back to front", "right to left", "last first",
    "last group first", "from the end", "ruckwarts", "al reves", "a l'envers", "other way round",
    "wrong order", "bottom to top", "end to start", "end to beginning",
)  # fmt: skip
COUNTING: Final = (
    "part|step|group|block|chunk|piece|line|field|no|nr|num|segment|section|item|set|slice|teil"
    "|partie|parte|czesc|część|deel|del|grupo|gruppe|groupe|bloque|bloc|msg|message|row|box|seq"
)
_RADIO: Final = {
    "wun": "1", "too": "2", "tree": "3", "fower": "4", "fife": "5", "ait": "8", "niner": "9",
    "ゼロ": "0", "レイ": "0",
}  # fmt: skip
SPOKEN: Final = BY_LANGUAGE[0] | _RADIO
RAW_SPOKEN: Final = frozenset(
    "".join(sign if sign.isascii() else "\xff" for sign in word).encode("latin-1")
    for word in (*SPOKEN, *NAMES)
    if len(word) > 2 or not word.isascii()
)
# Names of digits that run together, the first letters of a value in front: `BEThreeSix`.
HUMPED: Final = re.compile(
    "([A-Z]{0,2}?)((?:Zero|Oh|One|Two|Three|Four|Five|Six|Seven|Eight|Nine){5,40})([A-Z]?)"
)
HUMP: Final = re.compile("[A-Z][a-z]+")
NAMING: Final = frozenset(map(str.encode, LABELS)) | {b"s\xffcu", b"s\xffcurit\xff", b"m\xffvil"}

_FORMS: Final = (
    "pesel cpf steuer-id fødselsnummer abn cuit cuil snils oib rijksregisternummer isikukood amka"
    r"=\d{11}", r"nhs_number cpr nip kennitala egn=\d{10}", r"aadhaar=\d{12}", r"dni=\d{8}[A-Z]",
    r"nie=[XYZ]\d{7}[A-Z]", r"cnpj siret=\d{14}", r"national_insurance_number=[A-Z]{2}\d{6}[A-D]",
    r"bsn tax_file_number=\d{8,9}", r"nif=[A-Z]\d{7}[A-Z0-9]|\d{8}[A-Z]|\d{9}",
    r"siren afm social_insurance_number ein=\d{9}", r"personnummer=\d{10}|\d{12}",
    r"numero_de_securite_sociale=[12]\d{5}[0-9AB]\d{6,8}", r"hetu=\d{6}A?\d{3}[0-9A-Z]",
    r"curp=[A-Z]{4}\d{6}[A-Z]{6}[A-Z0-9]\d", r"rut=\d{7,8}[0-9K]",
    r"codice_fiscale=[A-Z]{6}\d\d[A-Z]\d\d[A-Z]\d{3}[A-Z]", r"pps_number=\d{7}[A-Z]{1,2}",
    r"medicare_number=\d{10,11}|[1-9][A-Z][A-Z0-9]\d[A-Z][A-Z0-9]\d[A-Z]{2}\d\d", r"itin=9\d{8}",
    r"passport_number pasaporte passeport reisepass=[A-Z]{0,2}\d{6,9}|[A-Z]\d[A-Z0-9]{6,7}",
    r"regon=\d{9}|\d{14}", r"cnp rrn=\d{13}", r"nric=[STFGM]\d{7}[A-Z]", r"ahv=756\d{10}",
    r"svnr sozialversicherungsnummer=\d{10}|\d{8}[A-Z]\d{3}", r"cedula=\d{6,10}",
)  # fmt: skip
# The form of each identifier, letters and digits alone.
FORMS: Final = {
    name.replace("_", " "): re.compile(form)
    for names, _, form in (forms.partition("=") for forms in _FORMS)
    for name in names.split()
}
