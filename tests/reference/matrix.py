"""Says which privilege may be granted where, copied cell by cell from the documented matrix."""

from __future__ import annotations

from functools import cache

from tests.reference.worlds import Thing

ALL = "ALL PRIVILEGES"
# Privilege → the types that take it. C catalog, S schema, T table, V view, M materialized view,
# O volume, F function, L model; the rest in words.
LETTERS = {
    "C": "CATALOG",
    "S": "SCHEMA",
    "T": "TABLE",
    "V": "VIEW",
    "M": "MATERIALIZED VIEW",
    "O": "VOLUME",
    "F": "FUNCTION",
    "L": "MODEL",
    "l": "EXTERNAL LOCATION",
    "m": "EXTERNAL METADATA",
    "s": "STORAGE CREDENTIAL",
    "v": "SERVICE CREDENTIAL",
    "n": "CONNECTION",
    "*": "METASTORE",
    "h": "SHARE",
}
CELLS = {
    ALL: "CSTVMOFLnlmsv",
    "MANAGE": "CSTVMOFLnlmsv",
    "APPLY TAG": "CSTVMOLm",
    "BROWSE": "Clm",
    "USE CATALOG": "C",
    "USE SCHEMA": "CS",
    "CREATE SCHEMA": "C",
    "CREATE TABLE": "CS",
    "CREATE MATERIALIZED VIEW": "CS",
    "CREATE FUNCTION": "CS",
    "CREATE MODEL": "CS",
    "CREATE VOLUME": "CS",
    "CREATE MODEL VERSION": "L",
    "SELECT": "CSTVM",
    "MODIFY": "CSTm",
    "INSERT": "CST",
    "UPDATE": "CST",
    "DELETE": "CST",
    "REFRESH": "CSM",
    "READ VOLUME": "CSO",
    "WRITE VOLUME": "CSO",
    "EXECUTE": "CSFL",
    "EXTERNAL USE SCHEMA": "CS",
    "EXTERNAL USE LOCATION": "l",
    "READ FILES": "ls",
    "WRITE FILES": "ls",
    "CREATE EXTERNAL TABLE": "ls",
    "CREATE EXTERNAL VOLUME": "l",
    "CREATE MANAGED STORAGE": "l",
    "CREATE FOREIGN SECURABLE": "l",
    "CREATE EXTERNAL LOCATION": "*s",
    "CREATE CONNECTION": "*v",
    "CREATE FOREIGN CATALOG": "n",
    "USE CONNECTION": "n",
    "ACCESS": "v",
    **dict.fromkeys(
        (
            "CREATE CATALOG",
            "CREATE CLEAN ROOM",
            "CREATE EXTERNAL METADATA",
            "CREATE STORAGE CREDENTIAL",
            "CREATE SERVICE CREDENTIAL",
            "MANAGE ALLOWLIST",
            "CREATE SHARE",
            "CREATE RECIPIENT",
            "CREATE PROVIDER",
            "USE SHARE",
            "USE RECIPIENT",
            "USE PROVIDER",
            "SET SHARE PERMISSION",
            "USE MARKETPLACE ASSETS",
        ),
        "*",
    ),
}
# Cells the documents leave open, so no world asks about them.
OPEN = {("CREATE MODEL VERSION", "CATALOG"), ("CREATE MODEL VERSION", "SCHEMA")}
# Not in ALL PRIVILEGES; and the last two not with ownership either.
APART = {"MANAGE", "EXTERNAL USE SCHEMA", "EXTERNAL USE LOCATION"}
NOT_OWNED = {"EXTERNAL USE SCHEMA", "EXTERNAL USE LOCATION"}
FINE = {"INSERT", "UPDATE", "DELETE"}
WRITES = FINE | {"MODIFY"}
REFUSED_WORDS = ("CREATE VIEW", "USAGE")  # never applicable in Unity Catalog


def granted_on(thing: Thing, *, fine_grained: bool) -> frozenset[str]:
    """Return the privileges that may be granted on a securable."""
    return _granted_on(thing.type, foreign=thing.foreign, fine_grained=fine_grained)


@cache
def _granted_on(type_: str, *, foreign: bool, fine_grained: bool) -> frozenset[str]:
    found = {
        privilege
        for privilege, letters in CELLS.items()
        if any(LETTERS[letter] == type_ for letter in letters)
    }
    if not fine_grained:
        found -= FINE
    if foreign:
        found -= WRITES
    return frozenset(found)
