"""Decides access to storage paths: through a volume, a table, or an external location."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govsim.access.hive import any_file
from govsim.catalog import Metastore
from govsim.catalog.snapshot import paths_above
from govsim.model.kinds import SecurableType, key_of
from govsim.model.paths import straight
from govsim.model.values import Securable

if TYPE_CHECKING:
    from govsim.access.asking import Asking

T = SecurableType


def need_path(asking: Asking, path: str, *, write: bool, by: str = "") -> None:
    """Ask whether a path may be read or written.

    `/Volumes/…` follows its volume; a path inside a table or volume follows that; any other
    follows the external location with the longest matching url, or else the storage credential
    that it is read by, or ANY FILE.
    """
    if (key := _volume_named(path)) is not None:
        if (volume := asking.known(key)) is not None:
            _need_volume(asking, volume, write=write)
        return
    holder = holder_of(asking.metastore, path)
    if holder is None and by:
        credential = asking.known(key_of(T.STORAGE_CREDENTIAL, by.lower()), T.STORAGE_CREDENTIAL)
        if credential is not None:
            asking.need(credential, "READ FILES")
    elif holder is None:
        _need_any_file(asking, path, write=write)
    elif holder.type is T.EXTERNAL_LOCATION:
        asking.bound(holder, write=write)
        asking.privileges(("READ FILES", "WRITE FILES") if write else ("READ FILES",), holder)
    elif holder.type is T.VOLUME:
        _need_volume(asking, holder, write=write)
    else:
        asking.unprotected(holder, "path access to")
        asking.use(holder)
        asking.privileges(("SELECT", "MODIFY") if write else ("SELECT",), holder)


def reading(metastore: Metastore, path: str) -> tuple[str, str]:
    """Return the privilege that reading a path asks for, and the key that it is asked of.

    A path that no volume, table or external location holds is left to ANY FILE.
    """
    if (key := _volume_named(path)) is not None:
        return "READ VOLUME", key
    holder = holder_of(metastore, path)
    if holder is None:
        return "SELECT", key_of(T.ANY_FILE, "")
    words = {T.EXTERNAL_LOCATION: "READ FILES", T.VOLUME: "READ VOLUME"}
    return words.get(holder.type, "SELECT"), holder.key


def using(key: str) -> str:
    """Return the privilege that the use of a connection or service credential asks for."""
    return "USE CONNECTION" if key.startswith("connection:") else "ACCESS"


def _volume_named(path: str) -> str | None:
    """Return the key of the volume in `/Volumes/…` or `dbfs:/Volumes/…`; None of other paths.

    Source:
        Unity Catalog documentation: *work with files*; the scheme may be left out.
    """
    bare = straight(path.lower().removeprefix("dbfs:"))
    if not bare.startswith("/volumes/"):
        return None
    return key_of(T.VOLUME, ".".join(bare.split("/")[2:5]))


def _need_any_file(asking: Asking, path: str, *, write: bool) -> None:
    # Legacy: what no external location covers is left to ANY FILE of the workspace.
    privileges = ("SELECT", "MODIFY") if write else ("SELECT",)
    found = [any_file(asking.metastore, asking.standing, word) for word in privileges]
    met = [each for each in found if each is not None]
    if len(met) < len(privileges):
        asking.refuse("no-location", f"no external location covers {path}")
    else:
        asking.met.update((each.requirement, each) for each in met)


def _need_volume(asking: Asking, volume: Securable, *, write: bool) -> None:
    asking.use(volume)
    asking.bound(volume, write=write)
    asking.privileges(("READ VOLUME", "WRITE VOLUME") if write else ("READ VOLUME",), volume)


def location_of(metastore: Metastore, path: str) -> Securable | None:
    """Return the external location with the longest url that holds a path, or None."""
    return _longest(metastore, path, (T.EXTERNAL_LOCATION,))


def holder_of(metastore: Metastore, path: str) -> Securable | None:
    """Return the table or volume that a path lies in, or else its external location."""
    inner = _longest(metastore, path, (T.TABLE, T.VOLUME))
    return inner or location_of(metastore, path)


def _longest(metastore: Metastore, path: str, types: tuple[SecurableType, ...]) -> Securable | None:
    asked = straight(path).rstrip("/") + "/"
    for place in (asked, *paths_above(asked)):
        for key in sorted(metastore.located.get(place, ())):
            held = metastore.securables[key]
            if held.type in types:
                return held
    return None
