"""Reads days of birth whose month is a word of some sixty languages, whole or cut, in any order.

`17. Mrz. 1971`, `1971 m. kovo 17 d.`, `17 Şub 1971`, `March 1971, the 17th`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.decoders.born_codes import day_of
from govsim.guardrails.views.decoders.told_words import MONTHS, folded

_NAMES: Final = (
    "jänner janv ian oca ocak januára január janúar januara januarja siječnja sij jan janar"
    " yanvar jaanuar jaanuaril sausio janvāris janvārī janvāra gener"
    " tammikuuta tammikuun tammik tammi led ledna янв января январь јануара януари січ січня"
    " студзеня"
    " ιαν ιανουαριος ιανουαριου ינואר يناير جانفي ژانویه जनवरी জানুয়ারি იანვარი იანვარს հունվարի",
    "feber fév fevr ben şub şubat februára február febrúar februarja februara veljače velj shkurt"
    " fevral veebruar veebruaril vasario februāris februārī februāra febrer pebrero peb"
    " helmikuuta helmikuun helmik helmi úno února фев февр февраля февраль фебруара февруари лют"
    " лютого"
    " лютага φεβ φεβρ φεβρουαριος φεβρουαριου פברואר فبراير فيفري فوریه फरवरी फ़रवरी ফেব্রুয়ারি"
    " თებერვალი თებერვალს փետրվարի",
    "mrz maerz mars mrt márc március marca marta ožujka ožu mac maret machi märts märtsil kovo"
    " marts martā març marso"
    " maaliskuuta maaliskuun maalisk maalis bře března мар марта март березня бер сакавіка μαρ μαρτ"
    " μαρτιος μαρτιου מרץ מרס مارس मार्च মার্চ მარტი მარტს մարտի",
    "avr abr nis nisan ápr április apríla apríl aprila travnja tra prill aprel aprill aprillil"
    " balandžio aprīlis aprīlī aprīļa aprili"
    " huhtikuuta huhtikuun huhtik huhti dub dubna апр апреля апрель априла кві квітня красавіка απρ"
    " απριλιος απριλιου אפריל أبريل ابريل إبريل أفريل آوریل अप्रैल এপ্রিল აპრილი აპრილს ապրիլի",
    "mei mag máj május mája maja maí svibnja svi gegužės maijs maijā maija maig mayıs mayis"
    " toukokuuta toukokuun toukok touko kvě května май мая маја трав травня"
    " μαϊ μαιος μαιου μαι מאי مايو ماي مه मई মে მაისი მაისს մայիսի",
    "giu jún június júna júní juna junija haz haziran iun iunie lipnja lip qershor iyun juuni"
    " juunil birželio jūnijs jūnijā jūnija juny hunyo"
    " kesäkuuta kesäkuun kesäk kesä čvn června июн июня июнь јуна юни чер червня чэрвеня ιουν"
    " ιουνιος"
    " ιουνιου יוני يونيو جوان ژوئن जून জুন ივნისი ივნისს հունիսի",
    "lug júl július júla júlí jula julija tem temmuz iul iulie srpnja julai korrik iyul juuli"
    " juulil liepos jūlijs jūlijā jūlija juliol hulyo"
    " heinäkuuta heinäkuun heinäk heinä čvc července июл июля июль јула юли липня ліпеня ιουλ"
    " ιουλιος"
    " ιουλιου יולי يوليو جويلية ژوئیه जुलाई জুলাই ივლისი ივლისს հուլիսի",
    "ago ág augusztus augusta avgusta avg ágúst ağu ağustos agu agt ags agus agustus ogos ogs"
    " kolovoza kol gusht avqust avgust rugpjūčio augusts augustā augusta agost agosti"
    " elokuuta elokuun elok elo srp srpna авг августа август серп серпня жніўня αυγ αυγουστος"
    " αυγουστου אוגוסט أغسطس اغسطس أوت اوت अगस्त আগস্ট აგვისტო აგვისტოს օգոստոսի",
    "set szept szeptember septembra eyl eylül rujna ruj shtator sentyabr sentabr rugsėjo"
    " septembris septembrī septembra setembre setyembre septemba septembril"
    " syyskuuta syyskuun syysk syys zář září сен сент сентября сентябрь септембра септември вер"
    " верес"
    " вересня верасня σεπ σεπτ σεπτεμβριος σεπτεμβριου ספטמבר سبتمبر سپتامبر सितंबर सितम्बर"
    " সেপ্টেম্বর სექტემბერი სექტემბერს սեպտեմբերի",
    "okt ott októbra október oktobra eki ekim tetor oktyabr oktabr oktoober oktoobril spalio"
    " oktobris oktobrī oktobra octubre oktubre oktoba"
    " lokakuuta lokakuun lokak loka říj října окт октября октябрь октобра октомври жов жовт жовтня"
    " кастрычніка οκτ οκτωβριος οκτωβριου אוקטובר أكتوبر اكتوبر اکتبر अक्टूबर अक्तूबर অক্টোবর"
    " ოქტომბერი ოქტომბერს հոկտեմբերի",
    "nóvember noi noiembrie novembra studenoga studenog studenoga kas kasım kasim nentor nëntor"
    " noyabr lapkričio novembris novembrī novembre nobyembre novemba novembril"
    " marraskuuta marraskuun marrask marras listopadu ноя нояб ноября ноябрь новембра ноември лис"
    " листопада лістапада νοε νοεμ νοεμβριος νοεμβριου נובמבר نوفمبر نوامبر नवंबर नवम्बर নভেম্বর"
    " ნოემბერი ნოემბერს նոյեմբերի",
    "dez des gru decembra prosinca pro ara aralık aralik dis disember desember dhjetor dekabr"
    " detsember detsembril gruodžio decembris decembrī desembre disyembre desemba"
    " joulukuuta joulukuun jouluk joulu prosince дек декабря декабрь децембра декември груд грудня"
    " снежня δεκ δεκεμβριος δεκεμβριου דצמבר ديسمبر دسامبر दिसंबर दिसम्बर ডিসেম্বর დეკემბერი"
    " დეკემბერს դեկտեմբերի",
)
_OF: Final = {
    folded(prefix + name): month
    for month, names in enumerate(_NAMES, 1)
    for name in names.split()
    for prefix in (("", "ב") if "א" <= name[0] <= "ת" else ("",))
} | MONTHS
_WORD: Final = r"(?P<month>[^\W\d_][^\s\d.,;:/()\[\]'\"<>-]{1,14})"
# The first digit is looked at before what stands in front of it: a search for digits is quick.
_APART: Final = r"(?<![\w.,/-].)"
_OF_DAY: Final = r"(?:(?<=3)[01]|(?<=[12])\d|(?<=0)[1-9]|(?<=[1-9]))"
_DAY: Final = r"(?P<day>3[01]|[12]\d|0?[1-9])"
DAY_APART: Final = rf"(?P<day>[0-9]{_APART}{_OF_DAY})"
_YEAR: Final = r"(?P<year>(?:19|20)\d\d|(?<=[-./ ])['’]?\d\d(?![.:/-]?\d))"
_WHOLE: Final = r"(?P<year>(?:19|20)\d\d)"
_OF_WHOLE: Final = r"(?:(?<=1)9|(?<=2)0)\d\d"
_WHOLE_APART: Final = rf"(?P<year>[12]{_APART}{_OF_WHOLE})"
# Between the parts of a row.
_CELL: Final = r"(?:[ ]?\|[ ]?|\t|[\"']?[,;][ ]?[\"']?|</t[dh]>\s{0,20}<t[dh](?:\s[^<>]{0,60})?>)"
_BY: Final = r"[ ./,~_-]{0,3}"
_ORDERS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?P<day>[0-9](?:{_APART}|(?<=ב-.)){_OF_DAY})(?:\.|st|nd|rd|th|er|º|-?го|-?ви|-?а|-?én"
        rf"|-?án)?{_BY}(?:of |de |di |den |d')?{_WORD}{_BY}(?:de |del |del año "
        rf"|year )?{_YEAR}(?!\w)",
        rf"{_WHOLE_APART}(?:\.?[ ]?(?:m\.|gada|года|г\.|р\.|év|yil|yılı|an|ano"
        rf"|año))?{_BY}{_WORD}{_BY}(?:the[ ])?{_DAY}(?!\d|[.:/]\d)",
        rf"{_WHOLE_APART}\.?[ ](?:m\.|gada|aasta|års)?[ ]?{_DAY}\.?[ ]{_WORD}(?!\w)",
        rf"(?<![^\W\d_]){_WORD}{_BY}{_DAY}(?:st|nd|rd|th)?[ ./,-]{{1,3}}{_YEAR}(?!\w)",
        rf"(?<![^\W\d_]){_WORD}[ ,]{{1,2}}(?:de |of )?{_WHOLE}[ ,;]{{1,2}}(?:on |the |den |le "
        rf"|el |il |am |dnia ){{1,2}}{_DAY}(?:st|nd|rd|th|\.|er)?(?![\w:/-])",
        rf"(?P<year>[1-9]{_APART}(?:{_OF_WHOLE}|(?<=[4-9])\d|(?<=3)[2-9]))(?P<month>[^\W\d_]{{3,9}})"
        r"(?P<day>0[1-9]|[12]\d|3[01])(?!\w)",
        rf"{DAY_APART}{_CELL}{_WORD}{_CELL}{_WHOLE}(?!\w)",
        rf"{DAY_APART}(?:st|nd|rd"
        rf"|th)?[ ](?:(?:day )?of )?(?:the )?{_WORD},?[ ](?:of )?{_WHOLE}(?!\w)",
    )
)
_COUNTED: Final = {
    name: number
    for number, names in enumerate(
        (
            "first 1st one", "second 2nd two", "third 3rd three", "fourth 4th four",
            "fifth 5th five", "sixth 6th six", "seventh 7th seven", "eighth 8th eight",
            "ninth 9th nine", "tenth 10th ten", "eleventh 11th eleven", "twelfth 12th twelve",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_NTH: Final = "|".join(_COUNTED)
_OF_COUNTED: Final = re.compile(
    rf"{DAY_APART}(?:(?:st|nd|rd|th)[ ](?:of[ ])?(?:the[ ])?(?P<nth>{_NTH})"
    rf"(?:[ ]month)?|-(?P<name>[A-Z][a-z]{{2,5}}))"
    rf"(?:[ ,-]{{1,2}}|,?[ ]of[ ]){_WHOLE}(?!\w)",
    re.IGNORECASE,
)
_NUMBERED: Final = re.compile(
    rf"{DAY_APART}[ ]?(?:thg|thang|tháng|th|T)\.?[ ]?(?P<month>1[0-2]"
    rf"|0?[1-9])[ ,]{{1,2}}(?:năm |nam )?{_WHOLE}(?!\w)",
    re.IGNORECASE,
)
_SHORT_YEAR_FIRST: Final = re.compile(
    rf"(?P<year>[3-9]{_APART}(?:(?<=3)[2-9]|(?<=[4-9])\d))(?P<by>[-./])(?P<month>0[1-9]"
    r"|1[0-2])(?P=by)(?P<day>0[1-9]|[12]\d|3[01])(?![\w/-]|\.\d)"
)
_NTH_DAY: Final = re.compile(
    rf"(?:year[ ])?{_WHOLE}[ ,]{{1,2}}(?:on |the ){{1,2}}(?P<nth>[1-3]?\d?\d)(?:st|nd|rd"
    rf"|th)[ ]day\b",
    re.IGNORECASE,
)
_CENTURY: Final = 30
Day = tuple[int, int, date | None]


def days(text: str, begin: int, end: int) -> Iterator[Day]:
    """Yield the days in a stretch whose month is told so, and where each stands."""
    for order in _ORDERS:
        for match in order.finditer(text, begin, end):
            month, year = _OF.get(folded(match["month"].rstrip("’'~_")), 0), match["year"]
            if month and not (len(year) == 2 and _is_loose(match)):
                yield *match.span(), day_of(year.lstrip("'’"), month, match["day"])
    for match in _OF_COUNTED.finditer(text, begin, end):
        if month := _COUNTED.get((match["nth"] or match["name"]).lower(), 0):
            yield *match.span(), day_of(match["year"], month, match["day"])
    for pattern in (_NUMBERED, _SHORT_YEAR_FIRST):
        for match in pattern.finditer(text, begin, end):
            yield *match.span(), day_of(match["year"], int(match["month"]), match["day"])
    for match in _NTH_DAY.finditer(text, begin, end):
        if 0 < int(match["nth"]) < 366:
            first = date(int(match["year"]), 1, 1)
            yield *match.span(), date.fromordinal(first.toordinal() + int(match["nth"]) - 1)


def _is_loose(match: re.Match[str]) -> bool:
    """Whether a year of two digits may be any number: `3 may 12 come`."""
    before = match.string[match.start("year") - 1]
    return before.isspace() and int(match["year"]) <= _CENTURY
