"""Says what is missing where parquet cannot be read."""

from __future__ import annotations

from govsim.errors import GovsimError, Place, missing_extra


def no_pyarrow(path: str, extra: str = "lineage") -> GovsimError:
    """Return the error for a parquet file where pyarrow is not installed.

    Args:
        path: The file.
        extra: What installs it, beside what else the command needs.
    """
    otherwise = ", or export CSV or JSON lines"
    at = Place(path, 1, 1)
    return missing_extra("parquet needs pyarrow", extra, at=at, otherwise=otherwise)
