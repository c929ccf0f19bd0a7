"""Reads the JSON lines of a dump back into the metastore that they were made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from immutables import Map

from govsim.catalog import Draft, Settings, Snapshot
from govsim.catalog.snapshot import Dropped
from govsim.errors import GovsimError, Place, ScriptError
from govsim.model.kinds import METASTORE_KEY
from govsim.model.state import State
from govsim.model.values import Grant, Policy, PrincipalKind, Securable
from govsim.sources.codec import MisfitError, decode
from govsim.sources.dump import FORMAT, KIND
from govsim.sources.json_text import read_json

_START: Final = f'{{"{KIND}":'
MOST_ERRORS: Final = 100  # of a file that is something else, not every line is told
Fields = dict[str, Any]
Reader = Callable[[Draft, Fields], None]


def is_dump(text: str) -> bool:
    """Whether a text begins like a dump."""
    return text.lstrip("\ufeff \n")[:40].replace(" ", "").startswith(_START)


def read_dump(text: str, source: str) -> State:
    """Return the metastore of a dump as the base of a state.

    Raises:
        ScriptError: `broken-dump` for each line that cannot be read or does not fit.
    """
    draft = Draft(Snapshot(version=-1))
    errors: list[GovsimError] = []
    version = 0
    for number, line in _lines(text):
        try:
            record = _record(line, source, number)
            kind = record.pop(KIND, None)
            if kind == "metastore":
                version = _head(draft, record)
            else:
                _reader(kind)(draft, record)
        except MisfitError as misfit:
            errors.append(_broken(str(misfit), Place(source, number, 1), misfit.hint))
        except GovsimError as error:
            errors.append(error)
        if len(errors) >= MOST_ERRORS:
            break
    errors.extend(_loose(draft, source))
    if errors:
        raise ScriptError(errors)
    draft.base = Snapshot(version=version - 1)
    snapshot = draft.finish()
    admin = snapshot.securables[METASTORE_KEY].owner
    return State(admin=admin, source=source, base=snapshot)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    lines = enumerate(text.removeprefix("\ufeff").split("\n"), 1)
    return ((number, line) for number, line in lines if line.strip())


def _record(line: str, source: str, number: int) -> Fields:
    record = read_json(line, source, number)
    if not isinstance(record, dict):
        raise MisfitError("a line of a dump is a mapping")
    return record


def _broken(message: str, at: Place, hint: str | None = None) -> GovsimError:
    return GovsimError("broken-dump", message, at=at, hint=hint)


def _take(record: Fields, *names: str) -> list[Any]:
    for name in record:
        if name not in names:
            raise MisfitError(f"there is no field `{name}` here")
    for name in names:
        if name not in record:
            raise MisfitError(f"the field `{name}` is missing")
    return [record[name] for name in names]


def _head(draft: Draft, record: Fields) -> int:
    form, version, settings = _take(record, "format", "version", "settings")
    if form != FORMAT:
        hint = "read it with the govsim that wrote it"
        raise MisfitError(f"the dump is of format {form}, and govsim reads {FORMAT}", hint)
    draft.settings = decode(Settings, settings)
    found: int = decode(int, version)
    return found


def _principal(draft: Draft, record: Fields) -> None:
    name, kind = _take(record, "name", "kind")
    draft.principals[decode(str, name)] = decode(PrincipalKind, kind)


def _group(draft: Draft, record: Fields) -> None:
    name, members = _take(record, "name", "members")
    for member in decode(tuple[str, ...], members):
        draft.add_member(decode(str, name), member)


def _securable(draft: Draft, record: Fields) -> None:
    draft.put(decode(Securable, record))


def _grant(draft: Draft, record: Fields) -> None:
    draft.add_row(decode(Grant, record))


def _policy(draft: Draft, record: Fields) -> None:
    policy: Policy = decode(Policy, record)
    draft.policies[policy.on] = (*draft.policies.get(policy.on, ()), policy)


def _acl(draft: Draft, record: Fields) -> None:
    name, levels = _take(record, "on", "levels")
    draft.acls[decode(str, name)] = Map(decode(dict[str, str], levels))


def _dropped(draft: Draft, record: Fields) -> None:
    key, securable, grants, policies = _take(record, "key", "securable", "grants", "policies")
    rows: dict[str, dict[str, Grant]] = {}
    for row in decode(tuple[Grant, ...], grants):
        rows.setdefault(row.privilege, {})[row.principal] = row
    held = Dropped(decode(Securable, securable), rows, decode(tuple[Policy, ...], policies))
    draft.dropped[decode(str, key)] = held


_READERS: Final[dict[str, Reader]] = {
    "principal": _principal,
    "group": _group,
    "securable": _securable,
    "grant": _grant,
    "policy": _policy,
    "acl": _acl,
    "dropped": _dropped,
}


def _reader(kind: Any) -> Reader:
    if not isinstance(kind, str) or kind not in _READERS:
        raise MisfitError(f"`{str(kind)[:60]}` is no kind of record")
    return _READERS[kind]


def _loose(draft: Draft, source: str) -> Iterable[GovsimError]:
    """Yield an error for each thing that hangs on nothing."""
    at = Place(source, 1, 1)
    securables = draft.frozen("securables")
    if METASTORE_KEY not in securables:
        yield _broken("the dump holds no metastore", at, "its first lines are missing")
    for key, held in securables.items():
        if held.parent is not None and held.parent not in securables:
            yield _broken(f"`{key}` hangs on `{held.parent}`, which is not there", at)
    for name, word in (("grants", "a grant"), ("policies", "a policy")):
        for key in draft.frozen(name):
            if key not in securables:
                yield _broken(f"{word} is on `{key}`, which is not there", at)
