"""Reads the words of a command line as a person types them: options anywhere, paths in a row."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any, Final, NoReturn

from govsim.errors import GovsimError

STATE_OPTIONS: Final = frozenset({"--catalog", "--state", "--groups"})
_STATE_ENDINGS: Final = frozenset({".sql", ".py", ".ipynb", ".yaml", ".yml", ".json", ".jsonl"})


class _Once(argparse._StoreAction):
    """An option with one value: a second one would drop the first in silence."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: Any,
        option_string: str | None = None,
    ) -> None:
        given = namespace.__dict__.setdefault("given_once", {})
        if option_string and given.setdefault(self.dest, values) != values:
            parser.error(f"{option_string} takes one value, and two are given")
        super().__call__(parser, namespace, values, option_string)


class Parser(argparse.ArgumentParser):
    """A parser whose errors have the house form, and whose options are not given twice."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.register("action", None, _Once)
        self.register("action", "store", _Once)

    def error(self, message: str) -> NoReturn:
        """Raise the error instead of leaving the program.

        Raises:
            GovsimError: `usage`.
        """
        words = message.replace("the following arguments are required:", "missing:")
        raise GovsimError("usage", words, hint=f"see `{self.prog} --help`")


def arranged(words: list[str], parser: argparse.ArgumentParser) -> list[str]:
    """Return the words of a command with its options first and each path of a state by itself.

    `--catalog a.sql b.yaml ana "SELECT …"` takes as many paths as look like one, and leaves
    behind what the command itself still needs.
    """
    options: list[str] = []
    rest: list[str] = []
    groups: list[tuple[str, list[str], int]] = []  # option, paths, where in the rest it stood
    queue = list(words)
    while queue:
        word = queue.pop(0)
        if word in STATE_OPTIONS:
            paths = _taken(queue)
            groups.append((word, paths, len(rest)))
        elif word == "--":
            rest += queue
            break
        elif word.startswith("-") and word != "-":
            options.append(_valued(word, parser))
            if "=" not in word and _takes_value(word, parser) and queue:
                options.append(queue.pop(0))
        else:
            rest.append(word)
    _give_back(groups, rest, parser)
    for option, paths, _ in groups:
        options += [f"{option}={path}" for path in paths] or [option]
    # A word with a dash in front was written behind `--`, and goes on behind one.
    dashed = any(word.startswith("-") and word != "-" for word in rest)
    return [*options, *(["--"] if dashed else []), *rest]


def _taken(queue: list[str]) -> list[str]:
    paths: list[str] = []
    while queue and (queue[0] == "-" or not queue[0].startswith("-")):
        if paths and not _looks_like_state(queue[0]):
            break
        paths.append(queue.pop(0))
    return paths


def _looks_like_state(word: str) -> bool:
    if word == "-" or Path(word).suffix.lower() in _STATE_ENDINGS:
        return " " not in word
    try:
        return Path(word).exists()
    except (OSError, ValueError):
        return False


def _give_back(
    groups: list[tuple[str, list[str], int]], rest: list[str], parser: argparse.ArgumentParser
) -> None:
    lacking = needed(parser) - len(rest)
    if lacking <= 0 or not groups:
        return
    _, paths, where = groups[-1]
    count = min(lacking, len(paths) - 1)
    if count > 0:
        rest[where:where] = paths[-count:]
        del paths[-count:]


def needed(parser: argparse.ArgumentParser) -> int:
    """Return how many words a command cannot do without."""
    return sum(
        action.nargs in (None, "+") for action in parser._actions if not action.option_strings
    )


def _valued(word: str, parser: argparse.ArgumentParser) -> str:
    """Return an option whose value may be left out with the value that it then has."""
    action = parser._option_string_actions.get(word)
    return f"{word}={action.const}" if action is not None and action.nargs == "?" else word


def _takes_value(option: str, parser: argparse.ArgumentParser) -> bool:
    action = parser._option_string_actions.get(option)
    # A value that may be left out is given with `=`, since a path may follow.
    return action is not None and action.nargs not in (0, "?")
