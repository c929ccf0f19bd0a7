"""Decides which relations are there without being described, and which that are read are gone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from govsim.catalog.session import unknown
from govsim.catalog.snapshot import Metastore
from govsim.errors import Place
from govsim.model.kinds import SecurableType, key_of
from govsim.model.values import Read

T = SecurableType
_SAMPLES: Final = "relation:samples."  # open to everybody


def is_about_metadata(key: str, metastore: Metastore) -> bool:
    """Whether a relation is a view of an `information_schema`, which every user may read."""
    if ".information_schema." not in key:
        return False
    catalog, _, rest = key.removeprefix("relation:").partition(".")
    known = key_of(T.CATALOG, catalog) in metastore.securables
    return known and rest.startswith("information_schema.")


def is_everywhere(key: str, metastore: Metastore) -> bool:
    """Whether everybody may read a relation, be it described or not: metadata, and samples."""
    return key.startswith(_SAMPLES) or is_about_metadata(key, metastore)


def gone(reads: Iterable[Read], metastore: Metastore) -> Iterator[str]:
    """Yield the relations, by full name, that are read and not there."""
    for read in reads:
        if read.key not in metastore.securables and not is_everywhere(read.key, metastore):
            yield read.key.partition(":")[2]


def require_reads(metastore: Metastore, reads: Iterable[Read], at: Place | None) -> None:
    """Refuse a query that reads what is not there.

    Raises:
        GovsimError: The first relation that is unknown.
    """
    for name in gone(reads, metastore):
        raise unknown(metastore, T.TABLE, name, at)
