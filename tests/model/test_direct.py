"""A value that is filled directly is the value that `dataclasses` would have made."""

from dataclasses import FrozenInstanceError, dataclass, field, fields, replace
from inspect import signature

import pytest

from govsim.access import Conveyance, Decision, Requirement
from govsim.model.direct import direct
from govsim.model.values import Grant, Read


@dataclass(frozen=True, slots=True)
class Plain:
    first: int
    second: str = "two"
    third: list[int] = field(default_factory=list, compare=False)
    fourth: bool = field(default=False, kw_only=True)


@direct
@dataclass(frozen=True, slots=True)
class Filled:
    first: int
    second: str = "two"
    third: list[int] = field(default_factory=list, compare=False)
    fourth: bool = field(default=False, kw_only=True)


@pytest.mark.parametrize(
    ("listed", "named"),
    [
        pytest.param((1,), {}, id="defaults"),
        pytest.param((1, "b", [3]), {"fourth": True}, id="all"),
        pytest.param((), {"third": [], "first": 1}, id="by name"),
    ],
)
def test_it_takes_the_same_arguments(listed, named) -> None:
    """Every field is what the plain class holds, and the two say so in the same words."""
    plain, filled = Plain(*listed, **named), Filled(*listed, **named)

    assert repr(filled) == repr(plain).replace("Plain", "Filled")
    assert hash(filled) == hash(plain)
    assert filled == replace(filled, third=[9])


def test_each_value_has_its_own_default() -> None:
    """A default that is made anew for each value is shared by none."""
    assert Filled(1).third is not Filled(1).third


@pytest.mark.parametrize("named", [{}, {"first": 1, "fifth": 5}])
def test_it_refuses_the_same_arguments(named) -> None:
    """An argument that is missing, or that no field has, is an error."""
    with pytest.raises(TypeError):
        Filled(**named)


@pytest.mark.parametrize("made", [Filled(1), Read("relation:a.b.c"), Grant("a", "SELECT", "x")])
def test_it_stays_frozen(made) -> None:
    """No field can be set afterwards."""
    with pytest.raises(FrozenInstanceError):
        setattr(made, fields(made)[0].name, "other")


@pytest.mark.parametrize("made", [Requirement, Conveyance, Decision, Read, Grant])
def test_its_signature_names_every_field(made) -> None:
    """What completes an argument finds the fields, in order, with their types."""
    found = signature(made).parameters

    assert list(found) == [one.name for one in fields(made)]
    assert all(one.annotation is not one.empty for one in found.values())


def test_it_refuses_a_class_that_does_more_when_made() -> None:
    """What the class would do when it is made is never passed over."""

    @dataclass(frozen=True, slots=True)
    class Checked:
        first: int

        def __post_init__(self) -> None:
            raise AssertionError

    with pytest.raises(TypeError, match="__post_init__"):
        direct(Checked)
