"""Spells a path in one way, however it is written."""

from __future__ import annotations

from posixpath import normpath
from typing import Final

# Other clients' names of one store. Source: Databricks documentation, *connect to Amazon S3*.
_SAME_STORE: Final = {"s3a": "s3", "s3n": "s3"}


def straight(path: str) -> str:
    """Return a path with `.` and `..` followed, and `s3a://` and `s3n://` as `s3://`.

    No `..` leads out of a bucket.
    """
    scheme, mark, rest = path.partition("://")
    if not mark:
        return normpath(path) if "/." in path else path
    scheme = _SAME_STORE.get(scheme.lower(), scheme)
    if "/." in rest:
        bucket, _, inner = rest.partition("/")
        rest = f"{bucket}{normpath(f'/{inner}')}"
    return f"{scheme}://{rest}"
