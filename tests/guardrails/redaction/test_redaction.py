"""Redaction replaces what was found, and pseudonyms are undone letter by letter."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govsim.errors import GovsimError
from govsim.guardrails import Finding
from govsim.guardrails.policy import Operator, Redaction
from govsim.guardrails.redaction import Vault, redact, restore
from govsim.guardrails.redaction.dates import day_of
from govsim.guardrails.redaction.reserved import MAKERS, luhn_digit, with_iban_check

PSEUDONYMS = Redaction(default=Operator("pseudonym"))
KEY = b"a key of the caller"


def found(text: str, **values: str) -> list[Finding]:
    """Return a finding for every place where a value stands; the type is its name."""
    return [
        Finding("test", type_, at.start(), at.end(), 0.9)
        for type_, value in values.items()
        for at in re.finditer(re.escape(value), text)
    ]


def pseudonymised(text: str, vault: Vault | None = None, **values: str) -> tuple[str, Vault]:
    """Return the text with pseudonyms, and the vault."""
    done = redact(text, found(text, **values), PSEUDONYMS, vault=vault)
    return done.text, done.vault


@pytest.mark.parametrize(
    ("operator", "shown"),
    [
        (Operator("replace"), "mail <EMAIL>!"),
        (Operator("mask"), "mail ***@****.*******!"),
        (Operator("mask", keep=4), "mail ***@****.***mple!"),
        (Operator("keep"), "mail ana@corp.example!"),
    ],
)
def test_each_operation_shows_what_it_should(operator: Operator, shown: str) -> None:
    """A placeholder names the type, a mask leaves the last few, and `keep` leaves all."""
    text = "mail ana@corp.example!"

    done = redact(text, found(text, EMAIL="ana@corp.example"), Redaction(default=operator))

    assert done.text == shown


def test_a_hash_is_keyed_and_the_same_for_the_same_value() -> None:
    """Whoever has the key can join on hashes; another key gives others."""
    text = "ana@corp.example and ana@corp.example"
    plan = Redaction(default=Operator("hash"))
    findings = found(text, EMAIL="ana@corp.example")

    first, _, second = redact(text, findings, plan, key=KEY).text.split()

    assert first == second
    assert len(first) == 32
    assert first not in redact(text, findings, plan, key=b"another").text


@pytest.mark.parametrize("day", ["1980-03-01", "29.02.1980", "March 1, 1980"])
def test_the_shape_of_a_day_is_a_day(day: str) -> None:
    """What reads dates reads what stands in their place: no 88th of May."""
    plan = Redaction(default=Operator("shape"))

    shown = redact(f"born {day}", found(f"born {day}", DOB=day), plan, key=KEY).text

    assert shown != f"born {day}"
    assert day_of(shown.removeprefix("born ")) is not None


@pytest.mark.parametrize("operation", ["hash", "shape"])
def test_an_operation_that_needs_a_key_says_so(operation: str) -> None:
    """Without a key anybody could compute the same hash, so it is refused."""
    with pytest.raises(GovsimError) as refusal:
        redact("x", found("x", EMAIL="x"), Redaction(default=Operator(operation)))

    assert refusal.value.code == "missing-key"


@pytest.mark.parametrize(
    ("type_", "value", "pattern"),
    [
        ("PHONE", "(212) 555-7788", r"\(\d{3}\) 555-01\d\d"),
        ("PHONE", "+1 212.555.7788", r"\+1 \d{3}\.555\.01\d\d"),
        ("PHONE", "+49 30 901820", r"\+1 \d{3}-555-01\d\d"),
        ("SSN", "078-05-1120", r"9\d\d-\d\d-\d{4}"),
        ("CREDIT_CARD", "4556 7375 8689 9855", r"4000 00\d\d \d{4} \d{4}"),
        ("IBAN", "DE89 3704 0044 0532 0130 00", r"XX\d\d \d{4} \d{4} \d{4} \d{4} \d\d"),
        ("IP", "10.20.30.40", r"192\.0\.2\.\d+"),
        ("IP", "fe80::1", r"2001:db8::[0-9a-f]+:[0-9a-f]+"),
        ("MAC", "3C-52-82-AA-BB-CC", r"00-00-5E-00-53-[0-9A-F]{2}"),
        ("EMAIL", "Ana@Corp.Example", r"[a-z]+@example\.com"),
        ("PERSON", "Dr. John SMITH", r"Dr\. [A-Z][a-z]+ [A-Z]+"),
        ("PASSPORT", "C01X00T47", r"\[PASSPORT \d+\]"),
    ],
)
def test_a_pseudonym_has_the_form_of_its_kind_and_a_reserved_range(
    type_: str, value: str, pattern: str
) -> None:
    """What is put in looks like what it stands for, and belongs to nobody."""
    text, vault = pseudonymised(f"it is {value}.", **{type_: value})

    assert re.fullmatch(rf"it is {pattern}\.", text), text
    assert restore(text, vault).text == f"it is {value}."


@pytest.mark.parametrize("index", [0, 1, 99, 12345, 999_999])
def test_check_digits_of_surrogates_hold(index: int) -> None:
    """A card holds by Luhn, an account by the remainder of 97, so what checks them is content."""
    card = MAKERS["CREDIT_CARD"](index, "4556737586899855")
    iban = MAKERS["IBAN"](index, "DE89370400440532013000")

    assert card[-1] == luhn_digit(card[:-1])
    assert len(card) == 16
    assert int("".join(str(int(mark, 36)) for mark in iban[4:] + iban[:4])) % 97 == 1
    assert with_iban_check("DE", "370400440532013000") == "DE89370400440532013000"
    assert luhn_digit("7992739871") == "3"


def test_one_subject_has_one_surrogate_in_all_its_spellings() -> None:
    """Order, initials, titles, case, spacing and punctuation make no difference."""
    one, vault = pseudonymised("John Smith", PERSON="John Smith")
    given, surname = one.split()

    for written, expected in {
        "Smith, John": f"{surname}, {given}",
        "Mr Smith": f"Mr {surname}",
        "J. Smith": f"{given[0]}. {surname}",
        "JOHN SMITH": f"{given.upper()} {surname.upper()}",
    }.items():
        shown, vault = pseudonymised(written, vault, PERSON=written)
        assert shown == expected
        assert restore(shown, vault).text == written


def test_spellings_of_a_number_share_its_digits_across_documents() -> None:
    """A second document with the same telephone number shows the same surrogate."""
    first, vault = pseudonymised("call 212-555-7788", PHONE="212-555-7788")
    second, vault = pseudonymised("call +1 (212) 555 7788", vault, PHONE="+1 (212) 555 7788")

    assert re.sub(r"\D", "", second) == "1" + re.sub(r"\D", "", first)
    assert restore(second, vault).text == "call +1 (212) 555 7788"


def test_an_initial_of_two_people_keeps_them_apart() -> None:
    """`J. Smith` is joined to nobody when both John and Jane Smith are known."""
    _, vault = pseudonymised("John Smith", PERSON="John Smith")
    _, vault = pseudonymised("Jane Smith", vault, PERSON="Jane Smith")

    shown, vault = pseudonymised("ask J. Smith", vault, PERSON="J. Smith")

    assert restore(shown, vault).text == "ask J. Smith"


@pytest.mark.parametrize(
    ("rewrite", "restored"),
    [
        (str.upper, "PLEASE ASK JOHN SMITH, ANA@CORP.EXAMPLE"),
        (lambda text: text.replace(" ", "\n"), "Please\nask\nJohn\nSmith,\nana@corp.example"),
        (
            lambda text: text.replace(",", "'s address is"),
            "Please ask John Smith's address is ana@corp.example",
        ),
        (lambda text: f"**{text}**", "**Please ask John Smith, ana@corp.example**"),
    ],
)
def test_a_rewritten_answer_is_restored(rewrite, restored: str) -> None:
    """Another case, a line break, a possessive or emphasis hide no pseudonym."""
    text = "Please ask John Smith, ana@corp.example"
    shown, vault = pseudonymised(text, PERSON="John Smith", EMAIL="ana@corp.example")

    back = restore(rewrite(shown), vault).text

    assert back.casefold() == restored.casefold()
    assert "John" in back or "JOHN" in back


def test_a_regrouped_number_is_restored() -> None:
    """A model that writes a number in other groups still means the same subject."""
    shown, vault = pseudonymised("card 4556737586899855", CREDIT_CARD="4556737586899855")
    digits = shown.split()[1]

    again = " ".join(re.findall("....", digits))

    assert restore(f"your card {again} expires", vault).text == "your card 4556737586899855 expires"


@pytest.mark.parametrize(
    "form", ["({}) {}-{}", "+1{}{}{}", "1-{}-{}-{}", "+1 ({}) {} {}", "{}.{}.{}"]
)
def test_a_telephone_number_in_another_form_is_restored_whole(form: str) -> None:
    """Neither a bracket nor the country of the surrogate is left beside the original."""
    shown, vault = pseudonymised("call 030 1234567", PHONE="030 1234567")
    digits = "".join(filter(str.isdigit, shown))[-10:]

    again = form.format(digits[:3], digits[3:6], digits[6:])

    assert restore(f"so call {again}, please", vault).text == "so call 030 1234567, please"


def test_a_family_is_restored() -> None:
    """The plural of a surname speaks of those who bear it."""
    shown, vault = pseudonymised("John Smith", PERSON="John Smith")
    surname = shown.split()[1]

    back = restore(f"the {surname}s and the {surname.upper()}S", vault).text

    assert back == "the Smiths and the SMITHS"


def test_what_a_model_made_up_is_told_and_left() -> None:
    """A surrogate that nobody gave out is reported; nothing is invented for it."""
    _, vault = pseudonymised("ana@corp.example", EMAIL="ana@corp.example")
    text = "write to zorro@example.com, [PERSON 99] or 212-555-0199"

    answer = restore(text, vault)

    assert answer.text == text
    assert [text[span.start : span.end] for span in answer.unknown] == [
        "zorro@example.com",
        "[PERSON 99]",
        "212-555-0199",
    ]


def test_only_what_the_policy_allows_is_put_back() -> None:
    """Types that are not named stay pseudonyms, and are told."""
    text = "John Smith, 078-05-1120"
    shown, vault = pseudonymised(text, PERSON="John Smith", SSN="078-05-1120")

    answer = restore(shown, vault, {"PERSON"})

    assert answer.text == f"John Smith, {shown[-11:]}"
    assert [span.type for span in answer.withheld] == ["SSN"]


def test_a_surrogate_that_stands_in_a_later_text_is_shielded() -> None:
    """A text that happens to say what was given out is restored as it was all the same."""
    shown, vault = pseudonymised("John Smith", PERSON="John Smith")
    later = f"{shown} met Mary Jones"

    again, vault = pseudonymised(later, vault, PERSON="Mary Jones")

    assert shown not in again
    assert restore(again, vault).text == later


def test_secrets_are_never_kept() -> None:
    """Not even to be restored: the vault of a plan with pseudonyms holds no password."""
    text = "password " + "hunter2!x"

    done = redact(text, found(text, PASSWORD="hunter2!x"), PSEUDONYMS)

    assert done.text == "password <PASSWORD>"
    assert len(done.vault) == 0


def test_a_key_gives_the_same_pseudonyms_without_a_vault() -> None:
    """Two workers that share a key and nothing else agree."""
    text = "John Smith, ana@corp.example"
    findings = found(text, PERSON="John Smith", EMAIL="ana@corp.example")

    one = redact(text, findings, PSEUDONYMS, key=KEY).text

    assert one == redact(text, findings, PSEUDONYMS, key=KEY).text
    assert one != redact(text, findings, PSEUDONYMS, key=b"another").text


def test_the_dates_of_one_subject_move_together() -> None:
    """The days between two dates of a subject stay, in the form they were written in."""
    from datetime import date

    text = "born 1980-03-12, admitted 2020-03-12, seen 12.03.2021"
    values = re.findall(r"[\d.-]{10}", text)
    findings = [f for value in values for f in found(text, DATE=value)]

    done = redact(text, findings, PSEUDONYMS, key=KEY, subject="patient 7")
    moved = re.findall(r"[\d.-]{10}", done.text)

    assert done.text != text
    assert date.fromisoformat(moved[1]) - date.fromisoformat(moved[0]) == date(2020, 3, 12) - date(
        1980, 3, 12
    )
    assert re.fullmatch(r"\d\d\.\d\d\.\d{4}", moved[2])
    assert restore(done.text, done.vault).text == text


FORMS = {  # a date, and what it is once it has moved 40 days back
    "12 March 1980": "1 February 1980",
    "12th of March, 1980": "1st of February, 1980",
    "March 12, 1980": "February 1, 1980",
    "MAR 12 1980": "FEB 1 1980",
    "Sept. 3, 1980": "July. 25, 1980",
    "12. März 1980": "1. Februar 1980",
    "1er avril 1980": "21 février 1980",
    "12 de marzo de 1980": "1 de febrero de 1980",
    "12 marca 1980": "1 lutego 1980",
    "3. April 1980": "23. Februar 1980",
    "3 April 1980": "23 February 1980",
    "12 maart": "31 januari",
    "13/03/1980": "02/02/1980",
    "3/13/1980": "2/2/1980",
    "12.3.80": "1.2.80",
    "1980/3/12": "1980/2/1",
}


@pytest.mark.parametrize("written", FORMS)
def test_a_date_moves_in_the_form_that_it_is_written_in(
    written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name of the month keeps its language, ordinals and padding go on."""
    from govsim.guardrails.redaction import dates

    monkeypatch.setattr(dates, "days_of", lambda key, subject: -40)

    assert dates.shifted(written, KEY, "patient 7") == FORMS[written]


@pytest.mark.parametrize("written", ["29 February", "12 Floréal 1980", "31.02.1980", "2020-20-20"])
def test_what_is_no_day_gets_a_label(written: str) -> None:
    """No other day is invented for it."""
    done = redact(written, found(written, DATE=written), PSEUDONYMS, key=KEY, subject="patient 7")

    assert done.text == "[DATE 0]"
    assert restore(done.text, done.vault).text == written


def test_findings_that_overlap_leave_nothing_readable() -> None:
    """What loses in part is cut down to what the winner leaves."""
    text = "mail ana.smith@corp.example today"
    findings = [*found(text, EMAIL="ana.smith@corp.example"), *found(text, PERSON="mail ana.smith")]

    done = redact(text, findings)

    assert done.text == "<PERSON><EMAIL> today"


def test_replacements_map_both_texts() -> None:
    """Each replacement tells its stretch in the original and in the result."""
    text = "a ana@corp.example b 10.0.0.1"
    done = redact(text, found(text, EMAIL="ana@corp.example", IP="10.0.0.1"))

    assert [done.text[r.at : r.to] for r in done.replacements] == ["<EMAIL>", "<IP>"]
    assert [text[r.start : r.end] for r in done.replacements] == ["ana@corp.example", "10.0.0.1"]


TYPES = [
    "PERSON",
    "EMAIL",
    "PHONE",
    "SSN",
    "CREDIT_CARD",
    "IBAN",
    "IP",
    "MAC",
    "URL",
    "DATE",
    "ORG",
    "PASSPORT",
]
PIECES = st.sampled_from(
    [
        "John Smith",
        "Smith",
        "J. Smith",
        "SMITH, JOHN",
        "jOhN",
        "A. ",
        "O'Brien",
        "212-555-7788",
        "+1 ",
        "078-05-1120",
        "4556737586899855",
        "DE89370400440532013000",
        "192.0.2.1",
        "10.0.0.1",
        "fe80::1",
        "00-00-5E-00-53-00",
        "bradabry@example.com",
        "user_bradabry",
        "[PERSON 0]",
        "[EMAIL 1]",
        "Bradabry",
        "Bradabrys",
        "s",
        "(",
        "bradacott",
        "200-555-0100",
        "4000000000000000",
        "XX",
        " ",
        ", ",
        "\n",
        "-",
        "x",
        "7",
        "'s",
        "https://example.com/bradabry",
        "2020-01-31",
        "é",
        "密",
    ]
)


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[Finding]]:
    """Return a text of likely pieces, and findings anywhere in it."""
    text = "".join(draw(st.lists(PIECES | st.text(max_size=4), min_size=1, max_size=14)))
    findings = []
    for _ in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 24)))
        if end > start:
            through = draw(st.sampled_from([(), (), (), ("base64",)]))
            findings.append(
                Finding("test", draw(st.sampled_from(TYPES)), start, end, 0.9, through=through)
            )
    return text, findings


@settings(max_examples=150)
@given(st.lists(marked_texts(), min_size=1, max_size=4), st.sampled_from([b"", KEY]))
def test_restoring_undoes_redaction_on_any_texts(texts, key: bytes) -> None:
    """One vault over several texts: each is given back letter by letter, by the vault of the end too."""
    vault = Vault()
    shown = []
    for text, findings in texts:
        done = redact(text, findings, PSEUDONYMS, key=key, vault=vault)
        vault = done.vault
        shown.append((text, done.text))
        assert restore(done.text, vault).text == text

    for text, redacted in shown[-1:]:
        assert restore(redacted, vault).text == text


SPELLINGS = {
    "PHONE": (
        ["+49 30 1234567", "030 1234567", "(030) 123-4567", "0049 30 1234567", "+49 (0)30/1234567"],
        ["+1 212-555-7788", "(212) 555-7788", "1-212-555-7788", "212.555.7788", "001 212 555 7788"],
        ["+48 601 234 567", "601234567", "601-234-567"],
        ["8 (495) 123-45-67", "+7 495 1234567"],
        ["+1 212 555 7799 ext. 12", "212-555-7799 x12"],
        ["1-800-FLOWERS", "1800FLOWERS"],
        ["1-800-CONTACTS"],
    ),
    "CREDIT_CARD": (["4111 1111 1111 1111", "4111-1111-1111-1111", "4111111111111111"],),
    "IBAN": (["DE89 3704 0044 0532 0130 00", "DE89370400440532013000", "de89 3704004405320130 00"],),
    "SSN": (["219-09-9999", "219 09 9999", "219099999"],),
    "EMAIL": (
        ["Ana.Lee@Corp.example", "ana.lee@corp.example"],
        ["ana+news@corp.example"],
        ["ana.lee@gmail.com", "AnaLee+news@googlemail.com"],
        ["bob+news@outlook.com", "bob@outlook.com"],
        ["b.ob@outlook.com"],
    ),
    "DOB": (
        ["1978-08-16", "16.08.1978", "August 16, 1978", "16 Aug 1978", "8/16/1978", "16/08/1978"],
        ["1978-08-17"],
        ["03/04/1978"],
        ["04/03/1978"],
    ),
    "ZIP": (["SW1A 1AA", "sw1a1aa"], ["EC1A 1BB"]),
    "NATIONAL_ID": (["PL-44051401458", "PL 44051401458"],),
}  # fmt: skip


@pytest.mark.parametrize("type_", SPELLINGS)
def test_spellings_of_one_subject_share_a_surrogate_over_documents(type_: str) -> None:
    """Each document has another spelling; whoever is another gets another surrogate."""
    vault, cores = Vault(), []
    for spellings in SPELLINGS[type_]:
        given = set()
        for spelling in spellings:
            text, vault = pseudonymised(f"about {spelling} here", vault, **{type_: spelling})
            assert restore(text, vault).text == f"about {spelling} here"
            given.add(vault.forms[text.removeprefix("about ").removesuffix(" here")].core)
        assert len(given) == 1
        cores.append(given)

    assert len(set.union(*cores)) == len(cores)


@pytest.mark.parametrize(
    "names",
    [
        ["John Miller", "Miller, John", "JOHN MILLER", "Dr. John Miller", "Mr Miller"],
        ["José García", "Jose Garcia", "GARCÍA, José", "J. García"],
        ["Jörg Müller", "Joerg Mueller", "Herr Müller"],
    ],
)
def test_names_in_any_order_case_and_alphabet_share_their_words(names: list[str]) -> None:
    """A title stays, a letter without its marks is the letter, and each spelling comes back."""
    vault = Vault()
    for name in names:
        text, vault = pseudonymised(f"about {name} here", vault, PERSON=name)
        assert restore(text, vault).text == f"about {name} here"

    assert len({entry.core for entry in vault if entry.type == "NAME"}) == 2


def test_a_label_of_another_spelling_in_other_letters_is_the_first_spelling() -> None:
    """A model that writes `[dob 0.2]` means the day; a number that nobody gave is told."""
    text = "born 1978-08-16, that is 16.08.1978"
    days = [*found(text, DOB="1978-08-16"), *found(text, DOB="16.08.1978")]
    result = redact(text, days, PSEUDONYMS)
    done, vault = result.text, result.vault

    assert done == "born [DOB 0], that is [DOB 0.2]"
    assert restore(done, vault).text == text
    assert restore("on [dob 0.2]", vault).text == "on 1978-08-16"
    assert [span.type for span in restore("on [DOB 7.2]", vault).unknown] == ["label"]
