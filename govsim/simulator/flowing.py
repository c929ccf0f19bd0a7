"""Holds the questions about the flow of data: what is made of what, and what a change breaks."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Self

from govsim.catalog import History
from govsim.model.bulk import collector_paused
from govsim.model.flows import LineageFacts
from govsim.model.values import Column
from govsim.simulator.questions import Questions

if TYPE_CHECKING:
    from pathlib import Path

    from govsim.access import Context
    from govsim.audit import Event
    from govsim.graph import Estate, LineageGraph, Spread, Walk
    from govsim.impact.downstream import Impact
    from govsim.model.flows import Node
    from govsim.simulator.reading import Script


class Flowing(Questions):
    """Every question about the lineage of one version of a metastore."""

    history: History

    @abstractmethod
    def branch(self) -> Self:
        """Return a metastore that goes its own way from here."""

    _scripts: tuple[tuple[str, str], ...] = ()
    _facts: LineageFacts | None = None
    _lineage: tuple[Estate, LineageGraph] | None = None

    def attach(self, *paths: str | Path) -> LineageFacts:
        """Read what runs beside the metastore, and what files say of lineage.

        Args:
            paths: SQL scripts and notebooks, which are traced and not run; OpenLineage events,
                dbt manifests, exports of the lineage system tables, dashboards, Genie spaces,
                jobs, pipelines, models, indexes, endpoints; folders of all these.

        Returns:
            What the files say, with what was refused of them.
        """
        from govsim.sources import read_beside

        with collector_paused():
            read = read_beside(paths, default=(self.session.catalog, self.session.schema))
        self._scripts = (*self._scripts, *read.scripts)
        self._facts = LineageFacts.joined([self._facts or LineageFacts(), read.facts])
        self._lineage = None
        return read.facts

    @property
    def estate(self) -> Estate:
        """What lineage is read from: every version, and what was attached."""
        from govsim.graph import Estate

        default = self.session.catalog, self.session.schema
        return Estate(self.history, self._scripts, self._facts or LineageFacts(), default)

    def lineage(self) -> LineageGraph:
        """Return what is made of what, worked out once for each version."""
        from govsim.graph import lineage_of

        held = self._lineage
        if held is None or held[0].history is not self.history:
            estate = self.estate
            with collector_paused():
                held = self._lineage = estate, lineage_of(estate)
        return held[1]

    def _described(self) -> dict[str, tuple[Column, ...]]:
        """Return the columns of tables that only files know."""
        if self._facts is None and not self._scripts:
            return {}
        lineage = self.lineage()
        types = {
            asset.node.name: {name.lower(): type_ for name, type_ in asset.columns}
            for asset in lineage.assets.values()
        }
        return {
            table: tuple(Column(name, types.get(table, {}).get(name.lower(), "")) for name in names)
            for table, names in lineage.columns.items()
        }

    def downstream(self, name: str, *, depth: int | None = None) -> Walk:
        """Return what is made of a table, a column, or anything else of the lineage.

        Args:
            name: A full name, or a short one within the session's schema.
            depth: The farthest distance to follow, in edges; None follows all.

        Raises:
            GovsimError: `unknown-node`; `wrong-value`: the depth is less than none.
        """
        return self.lineage().downstream(self.node(name), depth=depth)

    def upstream(self, name: str, *, depth: int | None = None) -> Walk:
        """Return what a table, a column, or anything else of the lineage is made of.

        Args:
            name: A full name, or a short one within the session's schema.
            depth: The farthest distance to follow, in edges; None follows all.

        Raises:
            GovsimError: `unknown-node`; `wrong-value`: the depth is less than none.
        """
        return self.lineage().upstream(self.node(name), depth=depth)

    def node(self, name: str) -> Node:
        """Return the thing or column of the lineage that a name, also a short one, stands for.

        Raises:
            GovsimError: `unknown-node`.
        """
        lineage = self.lineage()
        known = (name, f"{self.session.catalog}.{name}", f"{self.session.within}.{name}")
        return lineage.named(next((each for each in known if each.lower() in lineage.words), name))

    def spread(self, *tags: str) -> Spread:
        """Return where the values of columns that bear a tag flow, and what is left of them.

        Args:
            tags: Keys such as `pii`, or `pii=email` for one value.
        """
        from govsim.graph import spread_of
        from govsim.graph.effects import declared_effects

        return spread_of(self.lineage(), tags, declared_effects(self.snapshot))

    def impact(
        self,
        script: Script,
        *,
        principal: str | None = None,
        events: Iterable[Event] = (),
        context: Context | None = None,
    ) -> Impact:
        """Return what a script would break, change or leave alone downstream, and for whom.

        Args:
            script: SQL, or statements that were read before.
            principal: The identity that would run it; None is the metastore admin.
            events: An audit log, for who used what and when last.
            context: Where it would be run from.

        Raises:
            ScriptError: Every statement that is invalid.
        """
        from govsim.errors import ScriptError
        from govsim.impact.downstream import impact_of

        there = self.branch()  # where a type is changed as a rewrite of the table changes it
        there.session = replace(self.session, supposing=True)
        lineage, plan = self.lineage(), there.plan(script, principal=principal, context=context)
        if plan.errors:
            raise ScriptError(plan.errors)
        return impact_of(lineage, self.estate, plan, events=events)

    def impact_of_files(
        self,
        before: Iterable[str | Path],
        after: Iterable[str | Path],
        *,
        events: Iterable[Event] = (),
    ) -> Impact:
        """Return what lies between two states of a dbt project or SQL folder.

        Args:
            before: Paths of the state as it is, read beside the metastore.
            after: Paths of the same as a pull request leaves them.
            events: An audit log, for who used what and when last.

        Raises:
            GovsimError: `unreadable`: a path that is not there.
        """
        from govsim.impact.downstream import impact_between

        return impact_between(self._with(before), self._with(after), events=events)

    def _with(self, paths: Iterable[str | Path]) -> Estate:
        there = self.branch()
        there.attach(*paths)
        return there.estate
