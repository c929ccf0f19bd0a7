"""Names of months in the languages that dates are found in, as they stand within a date."""

from __future__ import annotations

from typing import Final

# One row a language and length; a name that several have is of the first.
_ROWS: Final = tuple(
    tuple(row.split())
    for row in (
        "january february march april may june july august september october november december",
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "jan feb mar apr may june july aug sept oct nov dec",
        "januar februar märz april mai juni juli august september oktober november dezember",
        "jan feb mär apr mai jun jul aug sep okt nov dez",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "janv févr mars avr mai juin juil août sept oct nov déc",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "ene feb mar abr may jun jul ago sep oct nov dic",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre "
        "dicembre",
        "gen feb mar apr mag giu lug ago set ott nov dic",
        "januari februari maart april mei juni juli augustus september oktober november december",
        "jan feb mrt apr mei jun jul aug sep okt nov dec",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "jan fev mar abr mai jun jul ago set out nov dez",
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października "
        "listopada grudnia",
        "sty lut mar kwi maj cze lip sie wrz paź lis gru",
        "januari februari mars april maj juni juli augusti september oktober november december",
        "januar februar marts april maj juni juli august september oktober november december",
        "ledna února března dubna května června července srpna září října listopadu prosince",
        "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta "
        "syyskuuta lokakuuta marraskuuta joulukuuta",
    )
)
MONTHS: Final = frozenset(name for row in _ROWS for name in row)
_ENGLISH: Final = frozenset(_ROWS[:3])


def month_of(name: str) -> int | None:
    """Return the number of the month that a name in whatever case is of, from 1, or None."""
    row = next((row for row in _ROWS if name.lower() in row), None)
    return None if row is None else row.index(name.lower()) + 1


def named_like(name: str, number: int, *, english: bool) -> str:
    """Return the name of another month, in small letters, of the same language and length.

    Args:
        name: The name of a month.
        number: Which month to name, from 1.
        english: Whether a name that English shares with other languages is English.
    """
    rows = [row for row in _ROWS if name.lower() in row]
    rows.sort(key=lambda row: (row in _ENGLISH) != english)
    return rows[0][number - 1]
