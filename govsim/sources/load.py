"""Reads the files that describe a metastore, whatever their form, into one state."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from govsim.catalog import Snapshot
from govsim.errors import GovsimError, Place, ScriptError
from govsim.model.state import State
from govsim.model.statements import Statement
from govsim.sources.checked import checked
from govsim.sources.described import StateFields
from govsim.sources.dump_read import is_dump, read_dump
from govsim.sources.json_text import read_json, read_json_tree
from govsim.sources.notebooks import read_notebook
from govsim.sources.statements import Gathered, Skipped, read_text_of
from govsim.sources.text import STDIN, read_text
from govsim.sources.tree import Node, read_tree, scalars
from govsim.sources.walking import walk
from govsim.sql import read_script

Variables = Mapping[str, str] | None
_NOTEBOOK: Final = "# Databricks notebook source"
_SQL: Final = frozenset({".sql", ".py", ".ipynb"})
_STATES: Final = frozenset({".yaml", ".yml", ".json", ".jsonl"})
DEEPEST: Final = 20  # state files that name one another


def read_state(paths: Sequence[str | Path], *, variables: Variables = None) -> State:
    """Return what files say of a metastore, joined in order.

    Args:
        paths: SQL scripts, notebooks, states in YAML or JSON, dumps; of a folder, every such
            file in it, in order of the path. `-` is SQL from standard input.
        variables: Values for the variables in SQL.

    Raises:
        ScriptError: Everything that cannot be read, told at once.
    """
    reader = _Reader(variables)
    for path in paths:
        for file in _files(str(path), reader.errors, _SQL | _STATES):
            reader.add(file)
    if reader.errors:
        raise ScriptError(reader.errors)
    return replace(reader.state, source=", ".join(map(str, paths)) or "<empty>")


def read_changes(
    paths: Sequence[str | Path],
    variables: Variables = None,
    *,
    held: Snapshot | None = None,
    left_out: list[Skipped] | None = None,
) -> tuple[Statement, ...]:
    """Return the statements of SQL scripts and notebooks, in order; those of grants out of dbt.

    Args:
        paths: Scripts, notebooks, folders of these, manifests of dbt projects.
        variables: Values for the variables in SQL.
        held: The metastore as it is; dbt revokes what it bears beyond the grants of a model.
        left_out: Where hooks of dbt go that cannot be read, each with its place and the reason.

    Raises:
        ScriptError: Everything that cannot be read, told at once.
    """
    gathered = Gathered()
    for path in paths:
        for file in _files(str(path), gathered.errors, _SQL):
            _guarded(
                gathered.errors,
                lambda file=file: _read_change(file, variables, held, gathered, left_out),  # type: ignore[misc]
            )
    if gathered.errors:
        raise ScriptError(gathered.errors, gathered.statements)
    return tuple(gathered.statements)


def _read_change(
    path: str,
    variables: Variables,
    held: Snapshot | None,
    into: Gathered,
    left_out: list[Skipped] | None,
) -> None:
    if Path(path).suffix.lower() == ".json":
        from govsim.sources.dbt_changes import is_project, read_project

        value = read_json(read_text(path), path)
        if is_project(value):
            read_project(value, path, held, into)
            if left_out is not None:
                left_out += into.skipped
            return
    if Path(path).name in ("dbt_project.yml", "dbt_project.yaml"):
        message = f"`{path}` is a dbt project that is not parsed"
        hint = "run `dbt parse`, and give target/manifest.json"
        raise GovsimError("unknown-format", message, at=Place(path, 1, 1), hint=hint)
    read_sql(path, variables, into)


def read_sql(path: str, variables: Variables, into: Gathered) -> None:
    """Read the statements of a SQL script or a notebook.

    Raises:
        GovsimError: The file cannot be read, or is something else.
    """
    suffix = Path(path).suffix.lower() if path != STDIN else ".sql"
    text = read_text(path)
    if suffix == ".ipynb":
        read_notebook(text, path, variables, into)
    elif suffix in _STATES or (suffix == ".py" and not _is_notebook(text)):
        if suffix == ".json" and '"resource_changes"' in text:
            message = f"`{path}` is a plan of Terraform, which is not read"
            hint = "write what it grants and revokes as SQL"
            raise GovsimError("unknown-format", message, at=Place(path, 1, 1), hint=hint)
        words = "a state" if suffix in _STATES else "a Python module"
        message = f"`{path}` is {words}, where SQL or a notebook is expected"
        notebook = f"a notebook begins with `{_NOTEBOOK}`"
        hint = notebook if suffix == ".py" else f"name it after `--catalog`: --catalog {path}"
        raise GovsimError("unknown-format", message, at=Place(path, 1, 1), hint=hint)
    else:
        into.take(read_script(text, path, variables))


class _Reader:
    """Joins one file after another."""

    def __init__(self, variables: Variables) -> None:
        self.variables = variables
        self.errors: list[GovsimError] = []
        self.state = State()
        self._open: list[Path] = []

    def add(self, path: str) -> None:
        _guarded(self.errors, lambda: self._add(path))

    def _add(self, path: str) -> None:
        suffix = Path(path).suffix.lower()
        if path == STDIN or suffix not in _STATES:
            gathered = Gathered()
            read_sql(path, self.variables, gathered)
            self._join(State(), gathered)
        elif suffix == ".jsonl":
            self._add_dump(path, read_text(path))
        else:
            self._add_states(path, suffix)

    def _join(self, state: State, gathered: Gathered) -> None:
        self.errors.extend(gathered.errors)
        said = replace(
            state, statements=tuple(gathered.statements), skipped=tuple(gathered.skipped)
        )
        self.state = self.state.joined(said)

    def _add_dump(self, path: str, text: str) -> None:
        at = Place(path, 1, 1)
        if not is_dump(text):
            raise GovsimError("unknown-format", f"`{path}` is no dump of a metastore", at=at)
        if self.state != State():
            message = "a dump is a whole metastore, so it comes before everything else"
            raise GovsimError("dump-first", message, at=at, hint="name it first, and only one")
        self.state = read_dump(text, path)

    def _add_states(self, path: str, suffix: str) -> None:
        text = read_text(path)
        if suffix == ".json":
            roots: tuple[Node, ...] = (read_json_tree(text, path),)
        else:
            roots = read_tree(text, path)
        real = Path(path).resolve()
        if real in self._open or len(self._open) >= DEEPEST:
            message = f"`{path}` comes back to itself through `files`"
            raise GovsimError("include-cycle", message, at=Place(path, 1, 1))
        self._open.append(real)
        for root in roots:
            _guarded(self.errors, lambda root=root: self._add_state(root, path, text))  # type: ignore[misc]
        self._open.pop()

    def _add_state(self, root: Node, path: str, text: str) -> None:
        fields = read_fields(root, StateFields)
        self.state = self.state.joined(fields.state(path, root))
        for name in fields.files:
            self.add(str(Path(path).parent / name))
        self._join(State(), statements_in(root, text, self.variables))


def read_fields(root: Node, model: type[StateFields]) -> StateFields:
    """Return the fields of one state.

    Raises:
        ScriptError: Every field that does not fit, with its place.
    """
    if root.kind == "mapping" and (root.get("then") or root.get("given")):
        message, hint = "this is a scenario, not a state", "run it: `govsim test PATH`"
        raise GovsimError("unknown-format", message, at=root.place, hint=hint)
    return checked(model, root)


def statements_in(root: Node, text: str, variables: Variables = None) -> Gathered:
    """Read the statements of a state, whose places are those of the file."""
    gathered = Gathered()
    held = root.get("statements")
    lines = text.split("\n") if held else []
    for node in scalars(held) if held else ():
        if node.scalar is not None:
            read_text_of(node, lines, variables, gathered)
    return gathered


def _guarded(errors: list[GovsimError], act: Callable[[], object]) -> None:
    try:
        act()
    except ScriptError as error:
        errors.extend(error.errors)
    except GovsimError as error:
        errors.append(error)


def _files(path: str, errors: list[GovsimError], suffixes: frozenset[str]) -> Iterator[str]:
    if path == STDIN or not Path(path).is_dir():
        yield path
        return
    found = [file for file in walk(path) if _counts(file, suffixes)]
    if not found:
        message = f"the folder `{path}` holds no file that govsim reads"
        hint = f"it reads {', '.join(sorted(suffixes))}"
        errors.append(GovsimError("unreadable", message, at=Place(path, 1, 1), hint=hint))
    yield from found


def is_sql_file(file: str) -> bool:
    """Return whether a file is a script or a notebook, by its name; so is standard input."""
    return file == STDIN or _counts(file, _SQL)


def _counts(file: str, suffixes: frozenset[str]) -> bool:
    suffix = Path(file).suffix.lower()
    # Python modules lie among notebooks, and say nothing of a metastore.
    return suffix in suffixes and (suffix != ".py" or _opens_as_notebook(file))


def _opens_as_notebook(file: str) -> bool:
    try:
        with Path(file).open("rb") as opened:
            return opened.read(64).removeprefix(b"\xef\xbb\xbf").startswith(_NOTEBOOK.encode())
    except OSError:
        return True


def _is_notebook(text: str) -> bool:
    return text.lstrip("\ufeff").startswith(_NOTEBOOK)
