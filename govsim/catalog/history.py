"""Holds every version of a metastore: as of a number or a time, restored, or branched from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from govsim.catalog.moving import NOTHING_MOVED, Moved
from govsim.catalog.snapshot import Snapshot
from govsim.errors import GovsimError


@dataclass(frozen=True, slots=True)
class Version:
    """One version: who made it, when, by what."""

    snapshot: Snapshot
    principal: str
    statement: str  # the script, or what it was loaded from
    time: datetime | None = None
    moved: Moved = NOTHING_MOVED
    restored: Snapshot | None = None  # the version that this one brings back

    @property
    def number(self) -> int:
        """The version number."""
        return self.snapshot.version


@dataclass(frozen=True, slots=True)
class History:
    """All versions so far, the oldest first; it only ever grows."""

    versions: tuple[Version, ...]

    @property
    def head(self) -> Snapshot:
        """The newest version."""
        return self.versions[-1].snapshot

    def record(self, version: Version) -> History:
        """Return the history with one version more."""
        return History((*self.versions, version))

    def until(self, version: int) -> History:
        """Return the history up to a version, included; the same one where nothing comes after."""
        if version == self.versions[-1].number:
            return self
        return History(tuple(held for held in self.versions if held.number <= version))

    def as_of(self, *, version: int | None = None, time: datetime | None = None) -> Snapshot:
        """Return the snapshot of a version, or the newest one at a time.

        Raises:
            GovsimError: `unknown-version` when there was none.
        """
        for held in reversed(self.versions):
            if version is not None and held.number == version:
                return held.snapshot
            if version is None and time is not None and held.time and held.time <= time:
                return held.snapshot
        asked = f"version {version}" if version is not None else f"version at {time}"
        raise GovsimError("unknown-version", f"no {asked}", hint=self._known(time))

    def _known(self, time: datetime | None) -> str:
        if time is None:
            return f"versions are {self.versions[0].number} to {self.versions[-1].number}"
        oldest = next((held.time for held in self.versions if held.time), None)
        if oldest is None:
            return (
                "no version has a time; of a state in files it stands in the name: 2026-01-31.sql"
            )
        return f"the oldest version with a time is of {oldest}"
