"""Values that people hide are found whole, in whatever they are disguised."""

import pytest

from govsim.guardrails.views import views_of
from tests.guardrails.views.disguises import DISGUISES, by_letter

VALUES = {
    "e-mail": "ana.kos7@corp.example.org",
    "card": "4539 1488 0343 6467",
    "account": "DE89370400440532013000",
    "number": "078-05-1120",
    "address": "203.0.113.77",
}
REWRITES = {
    "zero width": DISGUISES["zero width spaces"],
    "full width": DISGUISES["full width"],
    "entities": DISGUISES["decimal entities"],
    "percent": DISGUISES["percent"],
    "escapes": DISGUISES["Unicode escapes"],
    "base64": DISGUISES["base64"],
    "hexadecimal": DISGUISES["hexadecimal"],
    "spaced": " ".join,
    "dotted": ".".join,
    "dashed": "-".join,
    "no-break": lambda text: text.replace(" ", "\u00a0").replace("-", "\u2011"),
    "Arabic digits": by_letter("0123456789", "٠١٢٣٤٥٦٧٨٩", keep_case=True),
    "Cyrillic": by_letter("aceoABE", "асеоАВЕ", keep_case=True),
    "keycaps": lambda text: "".join(f"{s}\ufe0f\u20e3" if s.isdigit() else s for s in text),
    "tags": lambda text: "".join(f"<b>{sign}</b>" for sign in text),
    "comment": lambda text: f"{text[:6]}<!-- -->{text[6:]}",
    "two lines": lambda text: f"{text[:7]}\n{text[7:]}",
}


def solid(text: str) -> str:
    return text.replace(" ", "").replace("-", "").replace("\n", "").lower()


@pytest.mark.parametrize("kind", VALUES)
@pytest.mark.parametrize("rewrite", REWRITES)
def test_a_rewritten_value_is_found(rewrite: str, kind: str) -> None:
    """One view holds the value, and its place is that of the rewriting."""
    value = VALUES[kind]
    hidden = REWRITES[rewrite](value)
    text = f"Please contact {hidden} about it."

    views = views_of(text)

    view = next(v for v in (views.plain, *views.decoded) if solid(value) in solid(v.text))
    assert view.start <= 15 + 2
    assert view.end >= 15 + len(hidden) - 2


@pytest.mark.parametrize(
    "spelled",
    [
        "ana [at] corp [dot] example [dot] org",
        "ana(at)corp(dot)example(dot)org",
        "ana at corp dot example dot org",
        "ana{at}corp.example.org",
        "ana_at_corp_dot_example_dot_org",
        "ana <at> corp . example . org",
        "ana @ corp . example . org",
        "ana[@]corp[.]example[.]org",
    ],
)
def test_an_address_spelled_for_people_is_read(spelled: str) -> None:
    """The address stands in the view, and its place is all of what was spelled."""
    (view,) = views_of(f"write to {spelled}, please").decoded
    start = view.text.index("ana@corp.example.org")

    assert view.steps == ("address",)
    assert view.original(start, start + 20) == (9, 9 + len(spelled))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("call five five five zero one zero two zero three oh", "5550102030"),
        ("number zero seven eight dash zero five dash one one two zero", "078-05-1120"),
        ("card 4539 1488 O343 6467 ok", "4539 1488 0343 6467"),
        ("account DE8937O4OO44O532O13OOO ok", "DE89370400440532013000"),
    ],
)
def test_digits_in_other_words_are_read(text: str, value: str) -> None:
    """Number words, and letters in the place of digits, give the number."""
    assert any(value in view.text for view in views_of(text).decoded)
