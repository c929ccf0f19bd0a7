"""YAML of hostile form is read, or refused, in time that its length bounds."""

import pytest

from govsim.errors import ScriptError
from govsim.sources.policies import read_policy
from govsim.sources.tree import read_tree


@pytest.mark.parametrize(
    "number",
    ["1" + ":1" * 200_000, "0x" + "f" * 200_000, "9" * 200_000, "1" + ":1" * 200_000 + ".5"],
)
def test_a_number_of_too_many_digits_is_a_text(number: str) -> None:
    """To base 60 and 16, too: reckoning it would take time in the square of its length."""
    (root,) = read_tree(f"a: {number}\n", "a.yaml")

    assert root.plain() == {"a": number}


def test_numbers_stay_numbers() -> None:
    """Whatever base they are written to."""
    (root,) = read_tree("[1:30, 0x1f, 1e3, -7, .inf]\n", "a.yaml")

    assert root.plain()[:2] == [90, 31]
    assert root.plain()[3] == -7


def test_of_many_errors_the_first_are_told(tmp_path) -> None:
    """A file of nothing but unknown fields has too many to be read by anybody."""
    (tmp_path / "a.yaml").write_text("".join(f"k{n}: 1\n" for n in range(2000)))

    with pytest.raises(ScriptError) as refusal:
        read_policy(tmp_path / "a.yaml")

    assert len(refusal.value.errors) == 100
    assert "`k0`" in refusal.value.errors[0].message
