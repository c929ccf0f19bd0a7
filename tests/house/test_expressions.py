"""Expressions that are compiled late are the same as compiled at once, and all of them compile."""

import pkgutil
import re
import sys
from importlib import import_module

import pytest

import govsim.guardrails
from govsim import expressions
from tests.house.codes import ROOT


@pytest.mark.parametrize("flags", [0, expressions.IGNORECASE])
def test_one_answers_as_one_that_is_compiled_at_once(flags: int) -> None:
    """Whatever is asked of it first, and of bytes too."""
    of_text, of_bytes = r"(?P<sign>a)\d", rb"b+"
    at_once = re.compile(of_text, flags)
    for name in ("search", "match", "fullmatch", "findall"):
        late = expressions.compile(of_text, flags)
        assert str(getattr(late, name)("A1 a1")) == str(getattr(at_once, name)("A1 a1"))
    late = expressions.compile(of_text, flags)
    assert (late.groups, late.groupindex) == (at_once.groups, at_once.groupindex)
    assert (late.pattern, late.flags) == (at_once.pattern, at_once.flags)
    assert expressions.compile(of_bytes, flags).sub(b"", b"abbc") == b"ac"


def test_a_broken_one_is_told_of_on_first_use() -> None:
    """It stays one that has not been compiled."""
    late = expressions.compile("(")
    for _ in range(2):
        with pytest.raises(re.error):
            late.search("")
    assert not hasattr(late, "sought")


def test_every_one_compiles() -> None:
    """None waits for a text to show that it is broken."""
    for module in pkgutil.walk_packages(govsim.guardrails.__path__, "govsim.guardrails."):
        import_module(module.name)
    late = [
        value
        for name, module in list(sys.modules.items())
        if name.startswith("govsim.guardrails.")
        for value in vars(module).values()
        if isinstance(value, expressions.Late)
    ]
    assert len(late) > 1000
    assert all(value.flags >= 0 for value in late)


def test_no_match_is_asked_for_the_expression_itself() -> None:
    """What a match knows of is what one was compiled to: their patterns are compared."""
    sources = ROOT.glob("govsim/guardrails/**/*.py")
    assert not [path for path in sources if re.search(r"\.re is\b", path.read_text("utf-8"))]
