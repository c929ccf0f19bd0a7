"""Loads what a package offers when it is first asked for, so that a command starts with little."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module


def loaded_from(package: str, homes: Mapping[str, str]) -> Callable[[str], object]:
    """Return the `__getattr__` of a package.

    Args:
        package: Its name.
        homes: The names that each module of it offers, with spaces between, by the module.
    """
    home_of = {name: module for module, names in homes.items() for name in names.split()}

    def get(name: str) -> object:
        if (home := home_of.get(name)) is None:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(home), name)

    return get
