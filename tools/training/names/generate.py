"""Writes texts of many kinds with names, places and organisations whose spans are known."""

from __future__ import annotations

import json
import random
import re
import sys
from pathlib import Path

from tools.training.names import filler, gazetteers, polish

TEMPLATES = Path(__file__).parent / "templates"
SHARE = {"en": 46, "pl": 14, "de": 7, "fr": 7, "es": 6, "it": 6, "nl": 5, "pt": 6, "sv": 5, "da": 1,
         "cs": 1, "fi": 1, "ro": 1, "tr": 1}  # fmt: skip
SLOT = re.compile(r"\{([A-Za-z]+)(?::([gdail]))?\}")
QUOTES = ("We will not give up", "It was a good day", "Nobody told us anything", "This is only the beginning",
          "I have no comment", "It takes time", "We are very happy")  # fmt: skip
RELATIONS = "wife husband mother father brother sister son daughter partner friend".split()
NATIONALITIES = """American British German French Italian Spanish Polish Dutch Swedish Portuguese Brazilian Mexican Chinese
Japanese Korean Indian Russian Ukrainian Turkish Greek Irish Scottish Canadian Australian Egyptian Nigerian Kenyan
Norwegian Danish Finnish Czech Hungarian Romanian Argentine Chilean Colombian Vietnamese Thai Israeli Iranian""".split()
JOBS = """engineer nurse teacher lawyer accountant manager journalist painter footballer singer politician historian novelist
actor composer physicist carpenter analyst consultant spokesman spokeswoman coach director secretary""".split()
JOBS_BY = {
    "de": "Ingenieur Lehrerin Anwalt Buchhalter Schauspieler Historikerin Maler Politiker",
    "fr": "ingénieur avocate comptable acteur historienne peintre homme_politique",
    "es": "ingeniero abogada contable actor historiadora pintor político",
    "it": "ingegnere avvocato ragioniere attore storica pittore politico",
    "nl": "ingenieur lerares advocaat acteur historica schilder politicus",
    "pl": "inżynier nauczycielka księgowy aktor historyk malarz polityk kierownik specjalista",
    "pt": "engenheiro advogada contador ator historiadora pintor político",
    "sv": "ingenjör lärare advokat skådespelare historiker målare politiker",
}  # fmt: skip
ADJECTIVES = "Silent Golden Broken Last Red Hidden Long Little Dark Blue Lost New Old Great First Wild Bitter Sweet".split()
NOUNS = """River House Summer Garden Night Empire Mountain Road Letter Stranger Kingdom Mirror Winter Ocean Machine Song
Journey Shadow Window Crown Wolf Bridge Island Harvest""".split()
STREET_WORDS = """Oak Maple Cedar Pine Elm Lake Hill Park Main High Church Station Mill Spring Washington Lincoln King Queen
Victoria Market Bridge River Garden North South West East Sunset Highland Franklin Jackson Meadow Chestnut""".split()
STREET_KINDS = """Street St St. Avenue Ave Ave. Road Rd Rd. Lane Ln Drive Dr Boulevard Blvd Court Ct Place Way Terrace Close
Crescent Square Parkway Circle Trail Loop Highway""".split()
PL_STREETS = """Lipowa Długa Krótka Polna Leśna Słoneczna Ogrodowa Kwiatowa Szkolna Kościelna Warszawska Krakowska Gdańska
Piotrkowska Marszałkowska Mickiewicza Słowackiego Kościuszki Sienkiewicza Piłsudskiego Kopernika Reymonta Chopina
Jana_Pawła_II 3_Maja 11_Listopada Armii_Krajowej Żeromskiego Konopnickiej Brzozowa Łąkowa Zielona Spokojna Wiejska
Dworcowa Rynek Targowa Sportowa Akacjowa Dębowa Wojska_Polskiego św._Jana Powstańców_Śląskich""".split()
PL_REGIONS = """mazowieckim małopolskim śląskim wielkopolskim dolnośląskim pomorskim łódzkim lubelskim podkarpackim
podlaskim lubuskim opolskim świętokrzyskim kujawsko-pomorskim zachodniopomorskim warmińsko-mazurskim""".split()
LANDMARKS = ("{} Park", "{} Lake", "{} Museum", "{} Square", "{} Airport", "{} Station", "{} Beach", "{} Bridge",
             "{} Temple", "Mount {}", "Lake {}", "{} Valley", "{} Bay", "{} Library", "{} Mall", "{} Road",
             "{} Hotel", "{} District")  # fmt: skip
ORG_FORMS = ("{L} & {L} LLP", "{L} Inc.", "{L} Ltd", "{L} Group", "{L} and Sons", "{L}-{L} Corp.", "{C} University",
             "University of {C}", "Bank of {C}", "{C} General Hospital", "St. {F}'s Hospital", "{C} Police Department",
             "{W}{w} Inc.", "{W} Technologies, Inc.", "{W} Holdings LLC", "{W} Capital Partners, L.P.", "{W}",
             "{C} City Council", "{N} Ministry of Finance", "{L}, {L} and {L}", "{W} Bank, N.A.", "FC {C}",
             "{C} United", "{C} Tigers", "{L} College", "{L} High School", "{W}Soft GmbH", "{X}", "{X} Corporation",
             "National {W} Association", "{W} Trust Company")  # fmt: skip
ORG_BY = {
    "de": ("{L} GmbH", "{L} & {L} AG", "Universität {C}", "Stadtwerke {C}", "Sparkasse {C}", "Klinikum {C}", "{W} SE"),
    "fr": ("{L} SARL", "{L} et Fils", "Université de {C}", "Mairie de {C}", "Banque {L}", "{W} SAS"),
    "es": ("{L} S.A.", "{L} e Hijos S.L.", "Universidad de {C}", "Ayuntamiento de {C}", "Banco {L}", "{W} S.L."),
    "it": ("{L} S.p.A.", "{L} e figli S.r.l.", "Università di {C}", "Comune di {C}", "Banca {L}", "{W} S.r.l."),
    "nl": ("{L} B.V.", "{L} & Zonen", "Universiteit {C}", "Gemeente {C}", "{W} N.V.", "Ziekenhuis {C}"),
    "pl": ("{W} Sp. z o.o.", "{L} S.A.", "{W}-Bud Sp. z o.o.", "Uniwersytet w {C:l}", "Urząd Miasta {C}", "Szpital Miejski w {C:l}",
           "{W}pol S.A.", "Przedsiębiorstwo Handlowe {L}", "Bank {W} S.A.", "Sąd Rejonowy w {C:l}", "{W} sp. k."),
    "pt": ("{L} Ltda.", "{L} S.A.", "Universidade de {C}", "Câmara Municipal de {C}", "Banco {L}", "{W} ME"),
    "sv": ("{L} AB", "{L} & Söner", "{C} universitet", "{C} kommun", "{W} AB"),
}  # fmt: skip
TITLES = {
    "en": "Mr. Mrs. Ms. Miss Dr. Prof. Mr Mrs Dr Professor Sir Officer Judge Captain Sergeant Reverend Senator".split(),
    "de": ["Herr", "Frau", "Dr.", "Prof. Dr.", "Herr Dr.", "Frau Dr."],
    "fr": ["M.", "Mme", "Mlle", "Dr", "Maître"], "es": ["Sr.", "Sra.", "Dr.", "Dra.", "Don", "Doña"],
    "it": ["Sig.", "Sig.ra", "Dott.", "Dott.ssa", "Avv."], "nl": ["dhr.", "mevr.", "dr."],
    "pl": ["Pan", "Pani", "dr", "prof.", "mec.", "lek."], "pt": ["Sr.", "Sra.", "Dr.", "Dra."],
    "sv": ["herr", "fru", "doktor"],
}  # fmt: skip
WORD_STARTS = "Nova Acme Glob Vex Lum Tech Zen Quant Bright Blue Iron Sky Data Omni Vert Cor Alt Prim Orb Neo Sil Tri Hexa Med".split()
WORD_ENDS = "ra ix ora ium ent ara on is ex ia yx era tek link wave core ware ly io ify path bridge stone field".split()
ACRONYMS = "IBM NATO UNICEF FBI NASA BBC CNN EU UN WHO BMW SAP KPMG PwC HSBC UBS ING PKO PZU ZUS NFZ IRS SEC FDA NHS".split()
KNOWN_ORGS = """Microsoft Google Apple Amazon Facebook Twitter Tesla Siemens Toyota Samsung Sony Netflix Intel Oracle Walmart
Pfizer Boeing Airbus Nestlé Unilever Volkswagen Nokia Ericsson Allianz Citigroup Reuters YouTube Instagram WhatsApp
Starbucks McDonald's Spotify Uber Airbnb Alibaba Tencent Huawei""".split()


class Writer:
    """Fills templates of one language, with the spans of what it fills in."""

    def __init__(self, language: str, seed: int) -> None:
        from faker import Faker

        self.language = language
        self.chance = random.Random(seed)
        self.fakers = []
        locales = gazetteers.BY_LANGUAGE.get(language) or (
            "en_US",
            "en_GB",
            "en_IN",
            "en_AU",
            "en_CA",
            "fr_FR",
            "de_DE",
            "es_ES",
            "it_IT",
            "sv_SE",
            "pl_PL",
            "nl_NL",
        )
        for locale in locales:
            try:
                fake = Faker(locale)
            except AttributeError:
                continue
            fake.seed_instance(seed)
            self.fakers.append(fake)
        self.templates = gazetteers.words_of(TEMPLATES / f"{language}.txt")
        self.words = filler.words(language)
        self.plain = filler.sentences(language)
        self.said: list[tuple[str, str, bool]] = []

    # --- people -------------------------------------------------------------------------------

    def person(self) -> tuple[str, str, bool]:
        """Return a first name, a last name, and whether it is a woman's; sometimes one said before."""
        if self.said and self.chance.random() < 0.22:
            return self.chance.choice(self.said)
        own = gazetteers.BY_LANGUAGE.get(self.language)
        if own and self.chance.random() < 0.85:
            origin = self.chance.choice(own)
        else:
            origin = self.chance.choices(
                list(gazetteers.ORIGINS), list(gazetteers.ORIGINS.values())
            )[0]
        male, female, last_m, last_f = gazetteers.people(origin)
        woman = self.chance.random() < 0.5
        first = self.chance.choice(female if woman else male)
        if origin != "census" and self.chance.random() < 0.06:
            first += " " + self.chance.choice(female if woman else male)
        last = self.chance.choice(last_f if woman else last_m)
        if self.chance.random() < 0.05:
            last += "-" + self.chance.choice(last_f if woman else last_m)
        elif own and self.language in {"es", "pt"} and self.chance.random() < 0.45:
            last += " " + self.chance.choice(last_m)
        self.said.append((first, last, woman))
        return first, last, woman

    def full(self, case: str | None) -> str:
        first, last, woman = self.person()
        if case and self.language == "pl":
            first = " ".join(polish.first_name(part, case) for part in first.split())
            last = polish.surname(last, case, woman)
        roll = self.chance.random()
        if roll < 0.74:
            return f"{first} {last}"
        if roll < 0.80 and not case:
            return f"{first} {self.chance.choice('ABCDEFGHJKLMNPRSTW')}. {last}"
        if roll < 0.85:
            return f"{last} {first}"
        if roll < 0.88 and not case:
            return f"{last}, {first}"
        if roll < 0.92 and not case:
            return f"{first[0]}. {last}"
        if roll < 0.95:
            return f"{first} {last}".upper()
        if roll < 0.97:
            return f"{first} {last.upper()}"
        return f"{first} {last}"

    # --- places -------------------------------------------------------------------------------

    def city(self, case: str | None) -> str:
        codes = gazetteers.COUNTRIES.get(self.language)
        if self.chance.random() < (0.12 if self.language == "pl" else 0.3):
            fake = self.chance.choice(self.fakers)
            name = str(fake.city())
        else:
            rows = gazetteers.cities()
            if codes is None or self.chance.random() < 0.12:
                code = self.chance.choice(
                    (
                        "US",
                        "US",
                        "US",
                        "GB",
                        "IN",
                        "CN",
                        "CA",
                        "AU",
                        "DE",
                        "FR",
                        "IT",
                        "ES",
                        "PL",
                        "JP",
                        "NG",
                        "BR",
                        "MX",
                        *rows,
                    )
                )
            else:
                code = self.chance.choice(codes)
            towns = rows.get(code) or rows["US"]
            name = towns[min(int(len(towns) * self.chance.random() ** 3), len(towns) - 1)][0]
        if case and self.language == "pl":
            name = polish.town(name, case)
        return name

    def address(self, case: str | None) -> str:
        c = self.chance
        if self.language == "pl":
            kind = c.choices(("ul.", "al.", "pl.", "os."), (84, 6, 4, 6))[0]
            base = f"{kind} {c.choice(PL_STREETS).replace('_', ' ')} {c.randint(1, 180)}"
            base += c.choice(
                ("", "", f"/{c.randint(1, 90)}", f" m. {c.randint(1, 90)}", c.choice("ABC"))
            )
            return polish.street(base) if case else base
        if c.random() < 0.55:
            return re.sub(r"\s*\n\s*", ", ", str(c.choice(self.fakers).street_address()))
        if self.language != "en":
            return f"{c.choice(self.fakers).street_name()} {c.randint(1, 220)}"
        number = (
            f"{c.randint(1, 9999)}{c.choice(('', '', '', 'A', 'B', '-' + str(c.randint(2, 40))))}"
        )
        name = c.choice(
            (
                c.choice(STREET_WORDS),
                self.person()[1],
                f"{c.randint(2, 99)}th",
                f"{c.choice('NSEW')}. {c.choice(STREET_WORDS)}",
            )
        )
        unit = c.choice(
            (
                "",
                "",
                "",
                f", Apt {c.randint(1, 90)}",
                f", Suite {c.randint(100, 900)}",
                f", Floor {c.randint(2, 40)}",
                f" Apt. {c.randint(1, 99)}{c.choice('ABCD')}",
            )
        )
        before = c.choice(
            (
                "",
                "",
                "",
                "",
                "",
                f"Flat {c.randint(1, 40)}, ",
                f"Unit {c.randint(1, 40)}, ",
                "One " * (number == "1"),
            )
        )
        return f"{before}{number} {name} {c.choice(STREET_KINDS)}{unit}"

    def landmark(self) -> str:
        word = self.chance.choice(
            (
                self.chance.choice(STREET_WORDS),
                self.city(None),
                self.person()[1],
                "".join(
                    self.chance.sample(("Zhong", "Jing", "Xi", "Hua", "Bei", "Nan"), 2)
                ).capitalize(),
            )
        )
        return self.chance.choice(LANDMARKS).format(word)

    def org(self) -> str:
        c = self.chance
        roll = c.random()
        if roll < 0.2:
            return str(c.choice(self.fakers).company())
        if roll < 0.33:
            return c.choice(KNOWN_ORGS + ACRONYMS)
        forms = ORG_BY.get(self.language, ORG_FORMS) if c.random() < 0.7 else ORG_FORMS
        return self.fill(c.choice(forms))[0]

    # --- filling ------------------------------------------------------------------------------

    def slot(self, name: str, case: str | None) -> tuple[str, str]:
        """Return the text of a slot and its type, empty where it has none."""
        c = self.chance
        fake = c.choice(self.fakers)
        match name:
            case "P":
                return self.full(case), "PERSON"
            case "F" | "f":
                first = self.person()[0].split()[0]
                if case and self.language == "pl":
                    first = polish.first_name(first, case)
                return (first if name == "F" else first.lower()), "PERSON"
            case "l":
                return self.person()[1].lower(), "PERSON"
            case "L":
                _, last, woman = self.person()
                return (
                    polish.surname(last, case, woman) if case and self.language == "pl" else last
                ), "PERSON"
            case "C" | "c":
                town = self.city(case)
                return (town if name == "C" else town.lower()), "LOCATION"
            case "N":
                return c.choice(gazetteers.territories(self.language)), "LOCATION"
            case "R":
                if self.language == "pl":
                    return c.choice(PL_REGIONS), ""
                return c.choice(gazetteers.regions()), "LOCATION"
            case "A":
                return self.address(case), "ADDRESS"
            case "Z":
                if self.language == "pl":
                    return f"{c.randint(0, 99):02}-{c.randint(0, 999):03}", "ADDRESS"
                return str(fake.postcode()), "ADDRESS"
            case "LM":
                return self.landmark(), "LOCATION"
            case "RIVER":
                return self.person()[1], "LOCATION"
            case "O":
                return self.org(), "ORG"
            case "MISC":
                return c.choice(
                    (
                        f"The {c.choice(ADJECTIVES)} {c.choice(NOUNS)}",
                        f"{c.choice(NOUNS)} of {c.choice(NOUNS)}",
                        f"{c.choice(ADJECTIVES)} {c.choice(NOUNS)}s",
                    )
                ), "MISC"
            case "NAT":
                return c.choice(NATIONALITIES), "NRP"
            case "W":
                return c.choice(WORD_STARTS) + c.choice(WORD_ENDS), ""
            case "w":
                return c.choice(WORD_ENDS), ""
            case "X":
                return "".join(c.choices("ABCDEFGHKLMNPRST", k=c.randint(2, 4))), ""
            case "E":
                return str(fake.email()), ""
            case "PH":
                return str(fake.phone_number()), ""
            case "D":
                return str(
                    c.choice(
                        (
                            fake.date(),
                            fake.date(pattern="%d.%m.%Y"),
                            fake.date(pattern="%B %d, %Y"),
                            fake.date(pattern="%d/%m/%Y"),
                        )
                    )
                ), ""
            case "Y":
                return str(c.randint(1750, 2026)), ""
            case "NUM":
                return str(c.choice((c.randint(1, 99), c.randint(100, 99999)))), ""
            case "ID":
                return str(
                    fake.bothify(
                        c.choice(
                            ("########", "???######", "##-#######", "??-####-??", "###########")
                        )
                    )
                ).upper(), ""
            case "M":
                return c.choice(
                    ("$", "€", "")
                ) + f"{c.randint(1, 999)},{c.randint(100, 999)}" + c.choice(
                    ("", ".00", " EUR", " zł")
                ), ""
            case "J":
                own = JOBS_BY.get(self.language)
                return c.choice(own.split()).replace("_", " ") if own else c.choice(JOBS), ""
            case "REL":
                return c.choice(RELATIONS), ""
            case "Q":
                return c.choice(QUOTES), ""
            case "h":
                first, last, _ = self.person()
                return gazetteers.bare(
                    c.choice(
                        (
                            first + last,
                            first + str(c.randint(1, 99)),
                            first[0] + last,
                            "real_" + last,
                        )
                    ).replace(" ", "")
                ), ""
            case "URL":
                return str(fake.url()), ""
            case "TT":
                return c.choice(("MR", "MRS", "MS")), ""
            case "TP" | "TL":
                raise AssertionError("composed in fill")
        raise KeyError(name)

    def fill(self, template: str) -> tuple[str, list[tuple[int, int, str]]]:
        """Return a text and the spans of what was filled in."""
        out, spans, at, size = [], [], 0, 0
        template = template.replace("\\n", "\n")

        def add(text: str, kind: str = "") -> None:
            nonlocal size
            if kind:
                spans.append((size, size + len(text), kind))
            out.append(text)
            size += len(text)

        for match in SLOT.finditer(template):
            add(template[at : match.start()])
            at = match.end()
            name, case = match[1], match[2]
            if name in {"TP", "TL"}:
                add(self.chance.choice(TITLES.get(self.language, TITLES["en"])) + " ")
                name = "L" if name == "TL" else self.chance.choice(("P", "L"))
            text, kind = self.slot(name, case)
            if name == "A" and ", " not in text and self.chance.random() < 0.04:
                text = text.upper()
            add(text, kind)
        add(template[at:])
        return "".join(out), spans

    def form(self) -> tuple[str, list[tuple[int, int, str]]]:
        """Return labelled fields in one of the ways data is written."""
        fields = {
            "name": "{P}", "full_name": "{P}", "first_name": "{F}", "last_name": "{L}", "customer": "{P}",
            "city": "{C}", "country": "{N}", "street": "{A}", "address": "{A}", "zip": "{Z}", "state": "{R}",
            "company": "{O}", "email": "{E}", "phone": "{PH}", "id": "{ID}", "created": "{D}", "status": "active",
            "product": "{MISC}", "owner": "{P}", "manager": "{P}", "contact": "{P}", "notes": "call {F} back",
            "level": "INFO", "currency": "EUR", "type": "Standard", "birthplace": "{C}", "mother_name": "{P}",
        }  # fmt: skip
        keys = self.chance.sample(list(fields), self.chance.randint(2, 7))
        style = self.chance.randint(0, 6)
        if style == 0:
            text, spans = self.fill("<" + ", ".join(f'"{k}": "{fields[k]}"' for k in keys) + ">")
            return "{" + text[1:-1] + "}", spans
        if style == 1:
            return self.fill("\n".join(f"{k.replace('_', ' ').title()}: {fields[k]}" for k in keys))
        if style == 2:
            rows = [",".join(keys)] + [
                ",".join(fields[k] for k in keys) for _ in range(self.chance.randint(1, 4))
            ]
            return self.fill("\n".join(rows))
        if style == 3:
            return self.fill("".join(f"<{k}>{fields[k]}</{k}>" for k in keys))
        if style == 4:
            return self.fill(
                f"INSERT INTO people ({', '.join(keys)}) VALUES ({', '.join(repr(fields[k]) for k in keys)});"
            )
        if style == 5:
            return self.fill(" | ".join(fields[k] for k in keys))
        return self.fill("; ".join(f"{k}={fields[k]}" for k in keys))

    def babble(self) -> tuple[str, list[tuple[int, int, str]]]:
        """Return ordinary words in no order, with names or places between them or without any."""
        c = self.chance
        casual = self.language == "en" and c.random() < 0.4
        slots = ("{P}", "{F}", "{C}", "{F} {L}", "{L}", "{N}", "{A}", "{O}", "{f}", "{c}")
        weights = (6, 5, 5, 3, 4, 1, 1, 1, *((4, 3) if casual else (0.5, 0.5)))
        parts = []
        for _ in range(c.choices((0, 1, 2, 3), (30, 35, 25, 10))[0]):
            parts += c.choices(self.words, k=c.randint(0, 6))
            if casual:
                parts += c.choices(filler.SLANG, k=c.randint(0, 2))
            parts.append(
                c.choices(slots, weights)[0]
                + c.choice(("", "", "", "", ",", "'s" * (self.language == "en")))
            )
        parts += c.choices(self.words, k=c.randint(1, 8))
        line = " ".join(parts)
        if not casual or c.random() < 0.3:
            line = line[0].upper() + line[1:]
        return self.fill(
            line.replace(", ", c.choice((", ", " "))) + c.choice((".", ".", "!", "?", "", " ..."))
        )

    def text(self) -> tuple[str, list[tuple[int, int, str]]]:
        """Return one text of one to six pieces."""
        self.said = self.said[-6:] if self.chance.random() < 0.2 else []
        pieces = self.chance.choices((1, 2, 3, 4, 6), (40, 24, 16, 12, 8))[0]
        glue = self.chance.choice((" ", " ", "\n", "\n\n"))
        whole, spans = "", []
        for _ in range(pieces):
            roll = self.chance.random()
            if roll < 0.1:
                text, found = self.form()
            elif roll < 0.22 and self.plain:
                text, found = self.chance.choice(self.plain), []
            elif roll < 0.40:
                text, found = self.babble()
            else:
                text, found = self.fill(self.chance.choice(self.templates))
            whole += glue if whole else ""
            spans += [(a + len(whole), b + len(whole), t) for a, b, t in found]
            whole += text
        return whole, spans


def rows(count: int, seed: int) -> list[dict[str, object]]:
    """Return texts of all languages with their spans, in a fixed order for a seed."""
    made = []
    total = sum(SHARE.values())
    for language, share in SHARE.items():
        writer = Writer(language, seed + hash_of(language))
        for _ in range(count * share // total):
            text, spans = writer.text()
            made.append({"text": text, "spans": spans, "lang": language, "source": "generated"})
    random.Random(seed).shuffle(made)
    return made


def hash_of(text: str) -> int:
    """Return a number for a text, the same in every process."""
    return sum(ord(c) * 31**i for i, c in enumerate(text)) % 100_003


if __name__ == "__main__":
    with Path(sys.argv[2]).open("w", encoding="utf-8") as sink:
        for row in rows(int(sys.argv[1]), int(sys.argv[3]) if len(sys.argv) > 3 else 11):
            sink.write(json.dumps(row, ensure_ascii=False) + "\n")
