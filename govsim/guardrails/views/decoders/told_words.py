"""Holds the words by which people tell a value part by part, and those that say what it is.

`pii.parts` and the decoders read the same words, so that what may stand between two parts stands
here and nowhere else.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

# Where in a value a part stands, as a number that grows to its end.
FIRST: Final = 0
LAST: Final = 9
CHECK: Final = 10  # the second of an account, the last of other numbers
DAY: Final = 11
MONTH: Final = 12
YEAR: Final = 13
SOMEWHERE: Final = -1  # a part of which another word tells the place
_PLACES: Final = {
    FIRST: "bin iin first begin begins"
    " beginning beginnt starts start starting front prefix head leading"
    " opening area country vendor oui manufacturer primera primeras primero empieza comienza"
    " ersten erste zuerst anfang commence premiers premier debut pierwsze zaczyna inizia prime"
    " comeca",
    1: "second group exchange middle device nic center centre zweite deuxieme segunda seconda"
    " central",
    2: "third serial line subscriber station bank blz sort dritte tercera terza",
    3: "fourth account bban konto rachunek cuenta compte conto",
    LAST: "last end ends ending final finally suffix tail trailing rest remaining remainder letter"
    " letra buchstabe lettre litera lettera termina endet letzten letzte finit derniers dernier"
    " ostatnie finisce ultime ultimos ultimas",
    CHECK: "check checksum control",
    SOMEWHERE: "part piece half block chunk segment portion fragment bit"
    " open close paren bracket dash hyphen slash",
    DAY: "day dd tag dia jour giorno dzien",
    MONTH: "month mm monat mes mois mese miesiac",
    YEAR: "year yyyy yy jahr ano annee anno rok roku",
}
PLACES: Final = {word: place for place, words in _PLACES.items() for word in words.split()}
# What a value may be of which parts are told, by the words that say so.
_KINDS: Final = {
    "card": "bin iin"
    " card visa mastercard amex maestro karte kreditkarte tarjeta carta carte karta karty"
    " cartao pan cc credit debit payment",
    "iban": "iban bban account konto kontonummer cuenta compte conto rachunek bank",
    "ssn": "ssn social",
    "phone": "phone mobile cell tel telephone telefon telefono handy mobil call ring dial whatsapp"
    " fax",
    "ip": "ip ipv4 octet octets",
    "mac": "mac oui hwaddr hardware adapter bluetooth wifi ethernet nic",
    "id": "pesel nhs aadhaar dni nie cpf cnpj sin nino insurance passport tax bsn nif siren nir"
    " steuer personnummer national identity identification id licence license nip regon ein itin"
    " vat curp abn tfn medicare pps",
    "key": "key token secret password apikey bearer credential credentials passwd pat",
    "birth": "born birth dob birthday birthdate geboren geburtsdatum geburtstag nacido nacida"
    " nacimiento ne nee naissance nato nata nascita nascido nascimento ur urodzony urodzona"
    " urodzenia bday",
}  # fmt: skip
KINDS: Final = {word: kind for kind, words in _KINDS.items() for word in words.split()}
# What may stand between two parts as well.
_FILLERS: Final = (
    "a an and are as at by code comes digit digits eight five followed following four goes group"
    " groups half has have i in is it its my next nine number numbers of on one other part parts"
    " piece portion put section seven six so that the then there these this three to two with"
    " block chunk segment field name value after before plus also prefixed zip your his her their"
    " was be we use y en con los las la el luego despues cuatro cinco tres dos es und die der das"
    " mit auf dann danach zuletzt ist vier lautet et puis ensuite enfin par les le est quatre na"
    " sie od potem nastepnie i cyfry konczy jest e poi con le quattro depois com os as export set"
    " let var const val declare string str self this octet number no nr num code ends"
)
FILLERS: Final = frozenset((*_FILLERS.split(), *PLACES, *KINDS))
# What may stand between two parts besides: words of speech and of those who speak, words for
# places and for order, in some languages, and the countries of accounts.
_BETWEEN: Final = """
    uh um erm er eh ehm hm so ok okay yes yeah yep no well now right got it go ahead on
    next again ready pause space spaces comma stop dot point period colon semicolon slash dash
    hyphen minus underscore plus then lastly lines line cont continued continue goes done please
    sorry that was he she said says am just let see think wait one moment sec its like
    area zone prefix suffix region set block fifth
    sixth seventh eighth ninth tenth new kind type quarter
    quarters
    and followed finally also another say in is are
    the a an of to with by at as first second third fourth last end ends starts begins
    beginning before after behind everything what comes come came this these those my your his her
    left side form letter row box field cell column card top bottom below above middle
    here there rest remaining remainder part piece group chunk digits digit number numbers written
    reads read shown printed stands stand stars star where for country
    uhm hmm hold i
    continues continuing more part2 onto nothing between
    und dann danach weiter dazu sowie gefolgt folgt zuletzt noch schliesslich anschliessend ende
    et puis ensuite apres enfin suivi suivie de du la le les
    y luego despues entonces seguido sigue siguen por ultimo el los las
    e poi dopo infine seguito il depois em seguida
    potem nastepnie dalej oraz na koniec
    en dan daarna vervolgens tot slot
    och sen sedan dareefter slutligen og saa deretter til slutt ja sitten lopuksi
    pak potom nakonec ve sonra majd aztan
    milieu medio mezzo midden mitte srodku daartussen dazwischen entre tussen zwischen elle ella il
    y termine acaba acabada eindigt begint beginnt empieza commence comienza inizia termina finit
    con met
    landcode landeskennung landerkurzel kurzel sigla pays lettres deux lettere lettera letras vorne
    also dus donc pues quindi della del des von van
    great united kingdom republic federal states
    half halves find
"""
MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar januari janvier enero gennaio janeiro stycznia styczen",
            "february feb februar februari fevrier febrero febbraio fevereiro lutego luty",
            "march mar marz maerz maart mars marzo marco marca marzec",
            "april apr avril abril aprile kwietnia kwiecien",
            "may mai mei mayo maggio maio maja maj",
            "june jun juni juin junio giugno junho czerwca czerwiec",
            "july jul juli juillet julio luglio julho lipca lipiec",
            "august aug augustus aout agosto sierpnia sierpien",
            "september sep sept septembre septiembre settembre setembro wrzesnia wrzesien",
            "october oct oktober octobre octubre ottobre outubro pazdziernika pazdziernik",
            "november nov novembre noviembre novembro listopada listopad",
            "december dec dezember decembre diciembre dicembre dezembro grudnia grudzien",
        ),
        1,
    )
    for name in names.split()
}
# Countries as people call them, of which accounts are known by two letters.
COUNTRIES: Final = {
    name: code
    for code, names in {
        "AT": "austria osterreich autriche oostenrijk austriaco",
        "BE": "belgium belgien belgique belgica belgio belgie belgia belge belgisch belga",
        "CH": "switzerland schweiz suisse suiza svizzera suica zwitserland szwajcaria svizzero",
        "CZ": "czechia tschechien cesko czechy",
        "DE": "germany deutschland allemagne alemania germania alemanha duitsland niemcy niemiec"
        " tyskland saksa german deutsches allemand aleman tedesco duitse niemieckie",
        "DK": "denmark danemark dinamarca danimarca denemarken danmark",
        "ES": "spain spanien espagne espana spagna espanha spanje hiszpania spanish",
        "FI": "finland finnland finlande finlandia suomi",
        "FR": "france frankreich francia franca frankrijk francja french franzosisches francais"
        " frances francese franse",
        "GB": "britain uk", "GR": "greece griechenland grece grecia griekenland",
        "HR": "croatia kroatien hrvatska", "HU": "hungary ungarn hongrie ungheria magyarorszag",
        "IE": "ireland irland irlande irlanda ierland",
        "IT": "italy italien italie italia wlochy italian italienisches italiano italiaanse",
        "LT": "lithuania litauen lietuva", "LU": "luxembourg luxemburg", "LV": "latvia lettland",
        "NL": "netherlands holland niederlande hollande holanda olanda nederland holandia dutch",
        "NO": "norway norwegen norge", "PL": "poland polska polen pologne polonia polish",
        "PT": "portugal portogallo portuguese", "RO": "romania rumanien roumanie",
        "SE": "sweden schweden suede suecia svezia zweden sverige szwecja",
        "SI": "slovenia slovenija", "SK": "slovakia slowakei slovensko", "TR": "turkey turkiye",
    }.items()
    for name in names.split()
}  # fmt: skip


@lru_cache(maxsize=4096)
def folded(word: str) -> str:
    """Return a word in small letters without accents."""
    low = word.lower()
    if low.isascii():
        return low
    marks = unicodedata.normalize("NFKD", low.replace("ł", "l").replace("ß", "ss"))
    return "".join(sign for sign in marks if not unicodedata.combining(sign))


# No word for a value is among them: it begins the next.
# Who speaks next in a talk: a colon behind them ends no field.
SPEAKERS: Final = frozenset("user assistant human agent caller me".split())
BETWEEN: Final = (
    FILLERS | COUNTRIES.keys() | SPEAKERS | {folded(word) for word in _BETWEEN.split()}
) - KINDS.keys()
# What may stand between the parts of an address besides, and begins a value elsewhere.
OF_ADDRESSES: Final = frozenset("octet octets byte bytes network subnet host".split())
