"""Decides what SHOW of a list asks for: that what it looks into is there."""

from __future__ import annotations

from typing import Final

from govsim.access.asking import Asking
from govsim.model import statements as s
from govsim.model.kinds import SecurableType, key_of

T = SecurableType
_OF_A_CATALOG: Final = frozenset({"SCHEMAS", "DATABASES"})
# Always there: the schema of global temporary views, and the first one of hive_metastore.
_LEGACY: Final = (("global_temp",), ("hive_metastore", "default"))


def ask_list(asking: Asking, statement: s.Show) -> None:
    """Ask that a schema, catalog or provider is there; the rows of a list refuse nothing.

    They are limited to what the asker may see.

    Source:
        Databricks SQL documentation: *show tables*, *show schemas* and the others: an exception
        where the schema or catalog cannot be found.
    """
    if not statement.within or statement.within in _LEGACY:
        return
    if statement.what == "SHARES IN PROVIDER":
        key, type_ = key_of(T.PROVIDER, statement.within[0].lower()), T.PROVIDER
    elif statement.what in _OF_A_CATALOG:
        key, type_ = asking.session.key(T.CATALOG, statement.within), T.CATALOG
    else:
        key, type_ = asking.session.key(T.SCHEMA, statement.within), T.SCHEMA
    asking.known(key, type_)
