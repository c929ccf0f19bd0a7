"""Compares: what becomes of one thing, given what became of everything it is made of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from govsim.errors import Place
from govsim.graph.lineage_graph import LineageGraph
from govsim.impact.downstream import texts
from govsim.impact.downstream.bodies import columns_calling, made_of, written_anew
from govsim.impact.downstream.calling import called_in
from govsim.impact.downstream.fields import looks_at_types, touches
from govsim.impact.downstream.misfits import given_by, misfits, unsure_of_nulls
from govsim.impact.downstream.rereading import Reread, Rereader, column_names, types_of
from govsim.impact.downstream.values import ORDER, Effect, Felt, Verdict
from govsim.lineage import EVERY, ColumnEdge, StatementLineage, Unknown
from govsim.model.flows import EdgeKind, Flow, Node, NodeKind
from govsim.model.kinds import SecurableType, key_of

STORED_KINDS: Final = frozenset({NodeKind.MODEL, NodeKind.FEATURES, NodeKind.INDEX})
_RUN: Final = frozenset(
    {NodeKind.DASHBOARD, NodeKind.QUERY, NodeKind.NOTEBOOK, NodeKind.PIPELINE, NodeKind.JOB}
)
_EVOLVES: Final = re.compile(r"WITH\s+SCHEMA\s+(?:TYPE\s+)?EVOLUTION", re.IGNORECASE)
_STREAM: Final = re.compile(r"\bSTREAM\s*\(?\s*([\w.`$-]+)", re.IGNORECASE)
_OF_TYPES: Final = ("type", "wider", "grows")
# A type that changes under an expression still gives a value, of another make.
_THROUGH: Final = dict.fromkeys((*_OF_TYPES, "nullability"), "values")
_UNSEEN: Final = ("required", "added")  # by whoever reads what was there before


@dataclass(slots=True)
class Judged:
    """What became of one thing."""

    verdict: Verdict = Verdict.UNTOUCHED
    reasons: dict[str, None] = field(default_factory=dict)
    error: str = ""
    at: Place | None = None  # the text that raises it
    felt: Felt = field(default_factory=Felt)

    def worsen(self, verdict: Verdict, reason: str = "") -> None:
        """Take a verdict where it is worse than what was found so far."""
        if ORDER[verdict] < ORDER[self.verdict]:
            self.verdict = verdict
        if reason:
            self.reasons[reason] = None

    def breaks(self, error: str, reason: str) -> None:
        """Take that it raises an error; the first one is what the platform would say."""
        self.error = self.error or error
        self.worsen(Verdict.BREAKS, reason)


class Judge:
    """Finds the verdict on each thing; things are given in the order of the flow."""

    def __init__(
        self,
        lineage: LineageGraph,
        rereader: Rereader,
        felt: dict[Node, Felt],
        barred: Mapping[Node, str],
        stated: Mapping[Node, list[Flow]],
    ) -> None:
        self.lineage = lineage
        self.rereader = rereader
        self.felt = felt
        self.barred = barred  # things whose owner may no longer read what they read, and why
        self.stated = stated
        self.run: dict[Node, Judged] = {}  # what jobs may run

    def judge(self, thing: Node, *, stored: bool) -> Judged:
        """Return what becomes of a thing; what its readers notice is kept."""
        found = Judged()
        own = self.felt.get(thing)
        if own is not None and own.error:
            found.breaks(own.error, "every query of it fails")
        rereads = list(self.rereader.of(thing))
        for reread in rereads:
            self._reread(thing, reread, found)
        for flow in self.stated.get(thing, ()):
            if flow.source.whole == thing:
                continue
            if thing.kind is NodeKind.JOB and (ran := self.run.get(flow.source)) is not None:
                _runs(flow.source, ran, found)
            else:
                self._stated(flow, found)
        if (why := self.rereader.anew.get(thing)) and not found.error:
            found.felt.rows[Effect("values", why)] = None
        if (error := self.barred.get(thing)) and not found.error:
            does = "write what it writes" if " MODIFY on " in error else "read what it reads"
            found.breaks(error, f"whoever it runs as may no longer {does}")
        self._close(thing, found, stored=stored)
        if thing.kind in _RUN:
            self.run[thing] = found
        return found

    # --- texts ---

    def _reread(self, thing: Node, one: Reread, found: Judged) -> None:
        if one.after is None:
            return
        breaks = list(self._breaks(thing, one, one.after))
        for error, reason in breaks:
            found.at = found.at or one.at
            found.breaks(error, reason)
        if not breaks and not one.feeds and not found.error:
            self._effects(thing, one, one.after, found.felt)
        if not breaks and not found.error:
            self._calls(thing, one, one.after, found.felt)
        for reason in unsure_of_nulls(self.rereader, self.felt, one.after):
            found.worsen(Verdict.UNKNOWN, reason)

    def _calls(self, thing: Node, one: Reread, after: StatementLineage, felt: Felt) -> None:
        """Add what the functions that a text calls give instead, column by column if that shows."""
        redefined = self.rereader.redefined
        for name in called_in(one.statement, redefined) if redefined else ():
            effect = Effect("values", redefined[name])
            whole = one.feeds or (after.writes and not after.verb.startswith("CREATE"))
            columns = None
            if not whole and thing.kind is not NodeKind.FUNCTION:
                names = [column for column, _ in after.outputs]
                columns = columns_calling(one.statement, names, name)
            if columns is None:
                felt.rows[effect] = None
            for column in columns or ():
                felt.feel(column, effect)

    def _breaks(
        self, thing: Node, one: Reread, after: StatementLineage
    ) -> Iterator[tuple[str, str]]:
        """Yield every error that a text raises now and did not before, with the cause."""
        reads = dict.fromkeys((*one.before.reads, *after.reads))
        for name in reads:
            felt = self.felt.get(Node(NodeKind.TABLE, name))
            if felt is not None and felt.gone and name in after.reads:
                yield texts.table_not_found(name), f"it reads {name}: {felt.gone}"
            elif felt is not None and felt.error:
                yield felt.error, f"it reads {name}, which breaks"
            elif felt is not None and (why := _stops(one.statement, name, felt)):
                yield texts.stream_schema(), f"it streams from {name}: {why}"
        near = [c for names in column_names(self.rereader.known, reads).values() for c in names]
        lost = any(f.gone for f in (self.felt.get(Node(NodeKind.TABLE, n)) for n in reads) if f)
        for unknown in after.unknown if not lost else ():
            if unknown in one.before.unknown or self._stands(unknown, one):
                continue
            if unknown.reason == "unmatched-column":
                column = unknown.what.rpartition(".")[2]
                error = texts.merge_unresolved(column, near)
                yield error, f"its source gives no {column}, and * takes every column of the target"
            elif error := texts.unknown_error(unknown.reason, unknown.what, near):
                called = unknown.reason == "wrong-arguments"
                yield error, unknown.what if called else self._why_gone(unknown.what, reads)
        yield from misfits(self.rereader, self.felt, one, after)
        yield from self._promises(thing, one, after)

    def _stands(self, unknown: Unknown, one: Reread) -> bool:
        """Return whether it is a function that is there after the change, with a body unread."""
        if unknown.reason != "unknown-function":
            return False
        parts = unknown.what.lower().split(".")
        name = ".".join([*one.unit.default[: 3 - len(parts)], *parts])
        return key_of(SecurableType.FUNCTION, name) in self.rereader.after.securables

    def _why_gone(self, what: str, reads: dict[str, None]) -> str:
        leaf = what.rpartition(".")[2].replace("`", "").lower()
        for name in reads:
            felt = self.felt.get(Node(NodeKind.TABLE, name))
            for effect in felt.columns.get(leaf, ()) if felt is not None else ():
                return f"it names {name}.{leaf}: {effect.why}"
            every = felt.columns.values() if felt is not None else ()
            for effect in (each for effects in every for each in effects if each.field):
                if effect.field.rpartition(".")[2].lower() == leaf:
                    return f"it names {what} of {name}: {effect.why}"
        return f"it names {what}"

    def _promises(
        self, thing: Node, one: Reread, after: StatementLineage
    ) -> Iterator[tuple[str, str]]:
        """Yield what a view raises when its query lost a column that the view promises."""
        if not one.unit.view or one.unit.origin.evidence != "catalog":
            return
        felt = self.felt.get(thing)
        if (
            (felt is not None and felt.anything)
            or _EVOLVES.search(one.statement)
            or not given_by(after)
        ):
            return
        if one.text != one.unit.origin.statement and one.unit.origin.statement:
            return  # its own text is what changed
        given = {name.lower() for name, _ in after.outputs}
        for name, _ in one.before.outputs:
            if name.lower() not in given and name != EVERY:
                yield texts.view_schema(thing.name, name), f"its query no longer gives {name}"

    # --- what it gives instead ---

    def _effects(self, thing: Node, one: Reread, after: StatementLineage, felt: Felt) -> None:
        before = one.before
        types = {name.lower(): (type_, False) for name, type_ in before.outputs}
        now = {name.lower(): type_ for name, type_ in after.outputs}
        # What makes its target also gives it its columns; what fills it does not.
        targeted = not before.writes or before.verb.startswith(("CREATE", "AUTO CDC"))
        for name in types if targeted and now and EVERY not in now else ():
            if name not in now:
                felt.feel(name, Effect("gone", f"{thing}.{name} is no longer given"))
        if one.unit.view and types and EVERY not in now and _EVOLVES.search(one.statement):
            for name in now.keys() - types.keys():
                felt.feel(name, Effect("added", f"{thing}.{name} is added"))
        for edge in after.columns:
            self._edge(edge, one.statement, types, now, felt, keeps_types=not targeted)
        for name in after.reads:
            source = self.felt.get(Node(NodeKind.TABLE, name))
            for effect in source.rows if source is not None else ():
                felt.rows[effect] = None
        self._redefined(thing, before, after, felt)

    def _edge(
        self,
        edge: ColumnEdge,
        text: str,
        was: Mapping[str, tuple[str, bool]],
        now: Mapping[str, str],
        felt: Felt,
        *,
        keeps_types: bool,
    ) -> None:
        if edge.source_table is None:
            return
        source = self.felt.get(Node(NodeKind.TABLE, edge.source_table))
        for effect in source.columns.get(edge.source_column.lower(), ()) if source else ():
            if effect.kind in ("gone", *_UNSEEN):
                continue  # whoever names what is gone breaks; a star leaves it out
            if effect.field and not touches(text, edge.source_column, effect.field):
                continue
            if (
                effect.kind == "wider"
                and edge.kind is EdgeKind.INDIRECT
                and not looks_at_types(text)
            ):
                continue
            target = edge.target_column.lower()
            if edge.target_column == EVERY:
                felt.rows[Effect("rows", effect.why)] = None
            elif edge.kind is EdgeKind.INDIRECT:
                felt.feel(target, Effect("values", effect.why))
            else:
                kept = was.get(target, ("", False))[0]
                same = bool(kept) and kept.upper() == now.get(target, "").upper()
                through = edge.transform != "identity" or (same and effect.kind in _OF_TYPES)
                through = through or keeps_types
                kind = _THROUGH.get(effect.kind, effect.kind) if through else effect.kind
                whole = types_of(self.rereader.known, edge.source_table).get(
                    edge.source_column.lower(), ""
                )
                field = effect.field if whole.upper() == now.get(target, "").upper() else ""
                felt.feel(target, Effect(kind, effect.why, field))

    def _redefined(
        self, thing: Node, before: StatementLineage, after: StatementLineage, felt: Felt
    ) -> None:
        """Compare a text that is itself another one now, column by column."""
        was, now = made_of(before), made_of(after)
        for column in dict.fromkeys((*was, *now)):
            if was.get(column) == now.get(column):
                continue
            if column == EVERY:
                felt.rows[Effect("rows", f"{thing} keeps other rows")] = None
            elif column in was and column in now:
                felt.feel(column, Effect("values", f"{thing}.{column} is made another way"))
        if before.text == after.text or felt.rows:
            return
        named, names = ([name for name, _ in each.outputs] for each in (before, after))
        columns, rest = written_anew(before.text, named, after.text, names)
        for name in columns:
            felt.feel(name, Effect("values", f"{thing}.{name} is made another way"))
        if rest and was == now:
            felt.rows[Effect("rows", f"{thing} has another query")] = None

    # --- edges without a text ---

    def _stated(self, flow: Flow, found: Judged) -> None:
        source = self.felt.get(flow.source.whole)
        if source is None or not source.anything:
            return
        whole = flow.source.whole
        if source.gone:
            found.breaks(_lost(whole), f"it uses {whole}: {source.gone}")
        elif source.error:
            found.breaks(source.error, f"it uses {whole}, which breaks")
        elif (
            whole.kind is NodeKind.FUNCTION
            and flow.target.kind is not NodeKind.FUNCTION
            and (whole.name in self.rereader.redefined or self.rereader.reads_text(whole))
        ):
            # Its columns are traced through its body, and its calls are looked for in the text.
            seen = self.rereader.redefined.values()
            found.felt.rows.update((each, None) for each in source.rows if each.why not in seen)
            return
        elif flow.source.column:
            self._stated_column(flow, source, found)
        elif columns := ", ".join(_read_anew(source)):
            # Which columns it uses, no file says.
            found.worsen(Verdict.UNKNOWN, f"it uses {whole}, and no file says which columns")
            found.reasons[f"{whole} changes in {columns}"] = None
        for effect in source.rows:
            found.felt.rows[effect] = None

    def _stated_column(self, flow: Flow, source: Felt, found: Judged) -> None:
        for effect in source.columns.get(flow.source.column.lower(), ()):
            if effect.kind in _UNSEEN:
                continue
            if effect.kind == "gone":
                error = texts.column_not_found(flow.source.column, ())
                found.breaks(error, f"it uses {flow.source}: {effect.why}")
            elif flow.target.column and flow.target.column != EVERY:
                found.felt.feel(flow.target.column, effect)
            else:
                found.felt.rows[Effect("values", effect.why)] = None

    # --- the verdict ---

    def _close(self, thing: Node, found: Judged, *, stored: bool) -> None:
        felt = found.felt
        own = self.felt.get(thing)
        every = [e for effects in felt.columns.values() for e in effects] + list(felt.rows)
        for effect in every:
            found.worsen(_verdict(effect, stored=stored), effect.why)
        if own is not None and own.error:
            felt = Felt()
        elif found.verdict is Verdict.BREAKS:
            felt = _after_break(thing, found, stored=stored)
        elif found.verdict is Verdict.UNKNOWN:
            felt.rows[Effect("values", f"{thing} may give something else")] = None
        if thing.kind is NodeKind.FUNCTION and found.verdict is not Verdict.BREAKS:
            felt = Felt(rows=felt.rows)  # callers are traced through its body, but for its calls
        if own is not None:
            felt = _joined(own, felt)
        if felt.anything:
            self.felt[thing] = felt


def _read_anew(source: Felt) -> list[str]:
    """Return the columns of which readers notice anything."""
    columns = source.columns.items()
    return sorted(c for c, effects in columns if any(e.kind not in _UNSEEN for e in effects))


def _runs(thing: Node, ran: Judged, job: Judged) -> None:
    """Take over what becomes of a thing that a job runs: its task does the same."""
    if ran.verdict is Verdict.BREAKS:
        job.breaks(ran.error, f"it runs {thing}, which breaks")
    elif ran.verdict is not Verdict.UNTOUCHED:
        job.worsen(ran.verdict, f"it runs {thing}")
        job.reasons.update(ran.reasons)


def _verdict(effect: Effect, *, stored: bool) -> Verdict:
    if effect.kind == "stale":
        return Verdict.RECOMPUTE
    if stored and effect.kind not in (*_OF_TYPES, "nullability", "gone"):
        return Verdict.RECOMPUTE
    return Verdict.CHANGES


def _after_break(thing: Node, found: Judged, *, stored: bool) -> Felt:
    """Return what readers notice of a thing that breaks: what is stored stays, and grows old."""
    if thing.kind is NodeKind.FUNCTION or (thing.kind is NodeKind.TABLE and not stored):
        return Felt(error=found.error)
    word = "trained" if thing.kind is NodeKind.MODEL else "refreshed"
    return Felt(rows={Effect("stale", f"{thing} cannot be {word} any more"): None})


def _joined(first: Felt, second: Felt) -> Felt:
    columns = {name: dict(effects) for name, effects in first.columns.items()}
    for name, effects in second.columns.items():
        columns.setdefault(name, {}).update(effects)
    rows = {**first.rows, **second.rows}
    return Felt(first.gone or second.gone, first.error or second.error, columns, rows)


def _lost(node: Node) -> str:
    if node.kind is NodeKind.FUNCTION:
        return texts.routine_not_found(node.name)
    return texts.table_not_found(node.name) if node.kind is NodeKind.TABLE else ""


def _stops(text: str, name: str, felt: Felt) -> str:
    """Return why a stream from a table ends: a column was altered, and not only added."""
    streamed = {each.replace("`", "").lower().rpartition(".")[2] for each in _STREAM.findall(text)}
    if name.rpartition(".")[2] not in streamed:
        return ""
    effects = [effect for each in felt.columns.values() for effect in each]
    return next((effect.why for effect in effects if effect.kind in ("gone", "type", "wider")), "")
