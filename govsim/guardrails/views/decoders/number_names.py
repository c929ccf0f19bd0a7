"""Holds the words for digits and signs in the languages that values are spelled in."""

from __future__ import annotations

from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.decoders.odd_signs import SIGNS

# Zero to nine, by language; what is spelled alike in two counts for the first. A digit may have
# several names, apart by `/`.
_LANGUAGES: Final = (
    "zero/oh one two three four five six seven eight nine/niner",
    "null eins zwei/zwo drei vier fünf/fuenf sechs sieben acht neun",
    "cero uno/una dos tres cuatro cinco seis siete ocho nueve",
    "zéro un/une deux trois quatre cinq six sept huit neuf",
    "zero uno due tre quattro cinque sei sette otto nove",
    "zero um/uma dois/duas três quatro cinco seis/meia sete oito nove",
    "nul een/één twee drie vier vijf zes zeven acht negen",
    "zero jeden dwa trzy cztery pięć sześć siedem osiem dziewięć",
    "noll ett/en två tre fyra fem sex sju åtta nio",
    "nul et/en to tre fire fem seks syv/sju otte/åtte ni",
    "nolla yksi kaksi kolme neljä viisi kuusi seitsemän kahdeksan yhdeksän",
    "nula jedna/jeden dva/dvě tři čtyři pět šest sedm osm devět",
    "nula jedan/jeden dva tri/tři štyri/četiri päť/pet šesť/šest sedem/sedam osem/osam deväť/devet",
    "nulla egy kettő/két három négy öt hat hét nyolc kilenc",
    "zero unu/una doi/două trei patru cinci șase/şase șapte/şapte opt nouă",
    "sıfır bir iki üç dört beş altı yedi sekiz dokuz",
    "nol/kosong satu dua tiga empat lima enam tujuh delapan/lapan sembilan",
    "shunya ek do teen/tin char/chaar paanch/panch chhe/chhah saat/sat aath/ath nau",
    "ноль/нуль один/одна два/две три четыре пять шесть семь восемь девять",
    "нуль один/одна два/дві три чотири п'ять шість сім вісім дев'ять",
    "μηδέν ένα δύο τρία τέσσερα πέντε έξι επτά/εφτά οκτώ/οχτώ εννέα/εννιά",
    "sifuri moja mbili tatu nne tano sita saba nane tisa",
    "zero u/un dos/dues tres quatre cinc sis set vuit nou",
    "không/khong một/mot/mốt hai ba bốn/bon/tư năm/nam/lăm sáu/sau bảy/bay/bẩy tám/tam chín/chin",
    "صفر واحد/واحدة اثنان/اثنين ثلاثة/ثلاث أربعة/اربعة خمسة/خمس ستة/ست سبعة/سبع ثمانية تسعة/تسع",
    "שפר/אפס אחת/אחד שתיים/שניים שלוש/שלושה ארבע/ארבעה חמש/חמישה שש/שישה שבע/שבעה שמונה תשע/תשעה",
    "शून्य एक दो तीन चार पांच/पाँच छह/छः/छ सात आठ नौ",
    "শূন্য এক দুই তিন চার পাঁচ ছয় সাত আট নয়",
    "ศูนย์ หนึ่ง สอง สาม สี่ ห้า หก เจ็ด แปด เก้า",
    "ゼロ/れい/まる いち に さん よん/し ご ろく なな/しち はち きゅう/く",
    "영/공 일/하나 이/둘 삼/셋 사/넷 오/다섯 육/여섯 칠/일곱 팔/여덟 구/아홉",
    "нула едно/един две/два три четири пет шест седем осем девет",
    "null üks kaks kolm neli viis kuus seitse kaheksa üheksa",
    "nulle viens divi trīs četri pieci seši septiņi astoņi deviņi",
    "nulis vienas du trys keturi penki šeši septyni aštuoni devyni",
    "nič/nula ena/en dva tri štiri pet šest sedem osem devet",
    "صفر یک دو سه چهار پنج شش هفت هشت نه",
    "sero/wala isa dalawa tatlo apat lima anim pito walo siyam",
    "ling/líng yi/yī er/èr san/sān si/sì wu/wǔ liu/liù qi/qī ba/bā jiu/jiǔ",
    "zero/rei ichi ni san yon/shi go roku nana/shichi hachi kyu/kyuu",
    "பூஜ்யம் ஒன்று இரண்டு மூன்று நான்கு ஐந்து ஆறு ஏழு எட்டு ஒன்பது",
    "సున్నా ఒకటి రెండు మూడు నాలుగు ఐదు ఆరు ఏడు ఎనిమిది తొమ్మిది",
    "zero një dy tre/tri katër pesë gjashtë shtatë tetë nëntë",
    "cero un/unha dous/dúas tres catro cinco seis sete oito nove",
    "nul een twee drie vier vyf ses sewe agt nege",
    "zero bat bi hiru lau bost sei zazpi zortzi bederatzi",
    "dim un dau/dwy tri/tair pedwar/pedair pump chwech/chwe saith wyth naw",
    "náid/nialas aon/haon dó/dhá trí ceathair/ceithre cúig sé seacht ocht naoi",
    "nul unu du tri kvar kvin ses sep ok naŭ",
    "нөл бір екі үш төрт бес алты жеті сегіз тоғыз",
    "ნული ერთი ორი სამი ოთხი ხუთი ექვსი შვიდი რვა ცხრა",
    "զրո մեկ երկու երեք չորս հինգ վեց յոթ ութ ինը",
    "sıfır bir iki üç dörd beş altı yeddi səkkiz doqquz",
    "нула један/једна два/две три четири пет шест седам осам девет",
    "нула еден/една два/две три четири пет шест седум осум девет",
    "нуль адзін/адна два/дзве тры чатыры пяць шэсць сем восем дзевяць",
    "nol bir ikki uch toʻrt/tort besh olti yetti sakkiz toʻqqiz/toqqiz",
    "शून्य एक दोन तीन चार पाच सहा सात आठ नऊ",
    "શૂન્ય એક બે ત્રણ ચાર પાંચ છ સાત આઠ નવ",
    "ਸਿਫ਼ਰ ਇੱਕ ਦੋ ਤਿੰਨ ਚਾਰ ਪੰਜ ਛੇ ਸੱਤ ਅੱਠ ਨੌਂ",
    "صفر ایک دو تین چار پانچ چھ سات آٹھ نو",
    "nol siji loro telu papat lima enem pitu wolu sanga",
    "zewo en/youn de/dwa twa kat senk sis sèt uit nèf",
    "núll einn/eitt tveir/tvö þrír/þrjú fjórir/fjögur fimm sex sjö átta níu",
)
BY_LANGUAGE: Final = tuple(
    {name: str(digit) for digit, many in enumerate(names.split()) for name in many.split("/")}
    for names in _LANGUAGES
)
NAMES: Final = {name: digit for names in reversed(BY_LANGUAGE) for name, digit in names.items()}
LARGER: Final = {
    name: str(number)
    for number, name in enumerate(
        "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(),
        10,
    )
} | {
    name: f"{number}0"
    for number, name in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), 2
    )
}
IDEOGRAPHS: Final = str.maketrans(
    "〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖兩两貳參陸弐参幺", "0012345678912345678922236231"
)
SIGN_WORDS: Final = {name: sign for sign, names in SIGNS.items() for name in names} | {
    "at": "@", "ät": "@", "arroba": "@", "arobase": "@", "chiocciola": "@", "małpa": "@",
    "più": "+", "piu": "+", "más": "+", "mais": "+", "plusz": "+", "pluss": "+", "плюс": "+",
}  # fmt: skip
TIMES: Final = {
    "double": 2, "triple": 3, "treble": 3, "quadruple": 4, "doppel": 2, "doble": 2, "doppio": 2,
    "doppia": 2, "dubbel": 2, "dobbelt": 2, "duplo": 2, "dupla": 2, "dobro": 2, "triplo": 3,
    "tripla": 3, "dreifach": 3, "doppelt": 2, "двойной": 2, "ダブル": 2,
}  # fmt: skip
# Said behind a digit: `eight hundred`.
SCALES: Final = {"hundred": "00", "thousand": "000"}
COUNTED: Final = NAMES | LARGER | SCALES
VALUE_WORDS: Final = frozenset((*COUNTED, *SIGN_WORDS, *TIMES))
ENGLISH: Final = frozenset((*BY_LANGUAGE[0], *LARGER))
DRAWN: Final = "".join(map(chr, IDEOGRAPHS))
# Scripts whose vowels are marks on letters.
MARKED: Final = "\u0900-\u0dff\u0e01-\u0e4e"
_GLUED: Final = re.compile("(?:" + "|".join(sorted(NAMES, key=len, reverse=True)) + "){2,40}")
_HEADS: Final = frozenset(name[:2] for name in NAMES)
COLONS: Final = frozenset(("puntos", "points", "punti"))  # two of them
# What people say while they think.
HESITATIONS: Final = (
    "uh um uhm erm er hm hmm mm eh ah äh ähm öh öhm euh heu ehm eee yyy hum este".split()
)
FILLERS: Final = frozenset(("and", "und", "then", *HESITATIONS))
RUN: Final = 6  # letters of several names that run together
FEWEST: Final = 7  # digits that are a number wherever they stand
LETTERED: Final = 12  # letters and digits, where letters stand alone
REMEMBERED: Final = 8_192  # words


def is_glued(word: str) -> bool:
    """Whether a word is several names of digits that run together."""
    return (word[:2] in _HEADS or word[0] in NAMES) and _GLUED.fullmatch(word) is not None
