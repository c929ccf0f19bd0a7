"""Reads what a row of an exported audit log asked for, where it holds no statement."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from govsim.model.kinds import SecurableType
from govsim.sql import quote_principal

T = SecurableType
Parameters = Mapping[str, str]
Reader = Callable[[Parameters], Iterator[str]]

_FULL: Final = ("full_name_arg", "full_name", "name_arg", "name", "securable_full_name")


def _named(parameters: Parameters, *keys: str) -> str:
    found = next((parameters[key] for key in (*keys, *_FULL) if parameters.get(key)), "")
    return ".".join(_quoted(part) for part in found.split(".")) if found else ""


def _quoted(part: str) -> str:
    plain = part.isidentifier() or part.startswith("`")
    return part if plain else f"`{part.replace('`', '``')}`"


def _asks(words: str, *keys: str) -> Reader:
    def read(parameters: Parameters) -> Iterator[str]:
        if name := _named(parameters, *keys):
            yield f"{words} {name}"

    return read


def _within(words: str) -> Reader:
    """A new securable comes in parts: catalog_name, schema_name, name."""

    def read(parameters: Parameters) -> Iterator[str]:
        parts = [parameters.get(key) for key in ("catalog_name", "schema_name", "name")]
        if name := ".".join(_quoted(part) for part in parts if part):
            yield f"{words} {name}"

    return read


def _credential(type_: str, key: str) -> Reader:
    def read(parameters: Parameters) -> Iterator[str]:
        name = _named(parameters, key)
        operation = parameters.get("operation", "READ").upper()
        if name:
            yield f"{'write' if 'WRITE' in operation else 'read'} {type_} {name}"

    return read


def _path(parameters: Parameters) -> Iterator[str]:
    url = parameters.get("url") or parameters.get("path")
    verb = "write" if "WRITE" in parameters.get("operation", "").upper() else "read"
    if url:
        yield f"api:path_{verb} path='{url}'"


def _text(parameters: Parameters) -> Iterator[str]:
    if text := parameters.get("commandText") or parameters.get("statementText"):
        yield text


def _permissions(parameters: Parameters) -> Iterator[str]:
    """Each change of one row is one statement: what a principal gains, and what it loses."""
    on = f"{_type(parameters)} {_named(parameters)}".rstrip()
    for change in _changes(parameters.get("changes", "")):
        to = quote_principal(str(change.get("principal", "")))
        for key, form in (("add", "GRANT {} ON {} TO {}"), ("remove", "REVOKE {} ON {} FROM {}")):
            privileges = [str(each).replace("_", " ") for each in _listed(change.get(key))]
            if privileges:
                yield form.format(", ".join(privileges), on, to)


def _changes(text: object) -> list[Mapping[str, object]]:
    try:
        found = json.loads(text) if isinstance(text, str) else text
    except ValueError:
        return []
    return [each for each in _listed(found) if isinstance(each, Mapping)]


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else [value] if isinstance(value, str) else []


def _type(parameters: Parameters) -> str:
    word = parameters.get("securable_type", "TABLE").upper().replace("_", " ")
    return {"REGISTERED MODEL": "MODEL", "SHARED CATALOG": "CATALOG"}.get(word, word)


def _show_grants(parameters: Parameters) -> Iterator[str]:
    if name := _named(parameters):
        yield f"SHOW GRANTS ON {_type(parameters)} {name}"


READERS: Final[dict[str, Reader]] = {
    "commandSubmit": _text,
    "executeFastQuery": _text,
    "executeAdhocQuery": _text,
    "executeSavedQuery": _text,
    "runCommand": _text,
    "getTable": _asks("see TABLE"),
    "getTableSummary": _asks("see TABLE"),
    "tableExists": _asks("see TABLE"),
    "getSchema": _asks("see SCHEMA"),
    "getCatalog": _asks("see CATALOG"),
    "getFunction": _asks("see FUNCTION"),
    "getVolume": _asks("see VOLUME", "volume_full_name"),
    "getRegisteredModel": _asks("see MODEL"),
    "getModelVersion": _asks("see MODEL"),
    "getModelVersionByAlias": _asks("see MODEL"),
    "getExternalLocation": _asks("see EXTERNAL LOCATION"),
    "generateTemporaryTableCredential": _credential("TABLE", "table_full_name"),
    "generateTemporaryVolumeCredential": _credential("VOLUME", "volume_full_name"),
    "generateTemporaryModelVersionCredential": _credential("MODEL", "model_full_name"),
    "generateTemporaryPathCredential": _path,
    "updatePermissions": _permissions,
    "getPermissions": _show_grants,
    "getEffectivePermissions": _show_grants,
    "createCatalog": _asks("CREATE CATALOG", "name"),
    "createSchema": _within("CREATE SCHEMA"),
    "createTable": _within("CREATE TABLE"),
    "createVolume": _within("CREATE VOLUME"),
    "createRegisteredModel": _within("api:create_model name="),
    "deleteCatalog": _asks("DROP CATALOG"),
    "deleteSchema": _asks("DROP SCHEMA"),
    "deleteTable": _asks("DROP TABLE"),
    "deleteVolume": _asks("DROP VOLUME"),
    "deleteFunction": _asks("DROP FUNCTION"),
    "deletePolicy": lambda parameters: _policy(parameters),
}


def _policy(parameters: Parameters) -> Iterator[str]:
    on = parameters.get("on_securable_fullname") or parameters.get("on_securable_full_name")
    if (name := parameters.get("name")) and on:
        type_ = parameters.get("on_securable_type", "TABLE").upper()
        yield f"DROP POLICY {_quoted(name)} ON {type_} {on}"


def texts_of(action: str, parameters: Parameters) -> tuple[str, ...]:
    """Return what an action asked for: statements and short questions, none when unknown."""
    if text := parameters.get("commandText"):
        return (text,)
    reader = READERS.get(action)
    made = tuple(reader(parameters)) if reader is not None else ()
    return tuple(text.replace("name= ", "name=") for text in made)
