"""Decides requirement by requirement: gathers what met each, and everything in the way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from govsim.access.abac import deny_policies_on, protection_of
from govsim.access.answers import Conveyance, Obligation, Refusal, Requirement
from govsim.access.asked_of_reader import Asked, answered, asked_by
from govsim.access.broken import broken
from govsim.access.hive import any_file, hive_found
from govsim.access.standing import USE, Context, Standing
from govsim.access.workspace import acl_conveyance, binding_of
from govsim.catalog import Metastore, Note, Session, is_everywhere, unknown
from govsim.catalog.snapshot import READ_ONLY
from govsim.model.kinds import METASTORE_KEY, ROUTINES, TYPE_IN, SecurableType, key_of
from govsim.model.statements import Body
from govsim.model.values import RelationDetail, RoutineDetail, Securable

T = SecurableType
# What one space of names holds by this name alone.
_USED = {"credential": T.SERVICE_CREDENTIAL}


@dataclass(slots=True)
class Asking:
    """One question in the making. Each method asks one thing and notes the answer."""

    metastore: Metastore
    standing: Standing
    session: Session
    context: Context
    met: dict[Requirement, Conveyance] = field(default_factory=dict)
    missing: dict[Requirement, None] = field(default_factory=dict)
    refusals: dict[Refusal, None] = field(default_factory=dict)
    obligations: dict[Obligation, None] = field(default_factory=dict)
    touched: set[tuple[str, bool, bool]] = field(default_factory=set)
    reader: Standing | None = None  # the session user, when `standing` is an owner's
    asked: dict[str, None] = field(default_factory=dict)  # of who reads, with the answers
    notes: dict[Note, None] = field(default_factory=dict)

    # --- single requirements ---

    def need(self, securable: Securable, *privileges: str) -> bool:
        """Ask for any one of some privileges; the first is the one that is told as missing."""
        if securable.is_hive:
            return self._need_hive(securable, privileges[0])
        return self._need_plain(securable, privileges)

    def _need_plain(self, securable: Securable, privileges: tuple[str, ...]) -> bool:
        for privilege in privileges:
            if (found := self.standing.has(privilege, securable)) is not None:
                self.met[found.requirement] = found
                return self.not_denied(privilege, securable)
        self.missing[self.standing.requirement(privileges[0], securable)] = None
        return False

    def need_on_metastore(self, privilege: str) -> bool:
        """Ask for a privilege on the metastore."""
        if (found := self.standing.on_metastore(privilege)) is not None:
            self.met[found.requirement] = found
            return True
        metastore = self.metastore.securables[METASTORE_KEY]
        self.missing[self.standing.requirement(privilege, metastore)] = None
        return False

    def need_manage(self, securable: Securable, *, admin: bool = True) -> bool:
        """Ask for the right to manage; `admin` says whether a metastore admin has it anyway."""
        if securable.is_hive:
            return self._manage_hive(securable)
        standing = self.standing
        found, closed = standing.manage(securable)
        if found is not None and found.how == "metastore admin" and not admin:
            found, closed = self._manage_without_role(securable)
        if found is not None:
            self._note_way(securable, found)
            return True
        self.missing.update(dict.fromkeys(closed))
        return False

    def _note_way(self, securable: Securable, found: Conveyance) -> None:
        self.met[found.requirement] = found
        if found.how != "metastore admin" and found.requirement.privilege != "BROWSE":
            for gate in self.standing.on_the_way(securable, found):
                self.met[gate.requirement] = gate

    def _manage_without_role(
        self, securable: Securable
    ) -> tuple[Conveyance | None, list[Requirement]]:
        # The same question to a principal of the same identities who is no admin.
        plain = Standing(self.metastore, self.standing.principal, unprivileged=True)
        return plain.manage(securable)

    def need_owner(self, securable: Securable, what: str) -> bool:
        """Ask for ownership of the securable itself, with use of what holds it."""
        if not self.standing.owns(securable):
            self.missing.update(dict.fromkeys(self.standing.closed_gates(securable)))
            hint = f"{securable.owner} is the owner"
            self.refuse("owner-only", f"{what} ownership of {securable.name}", hint)
            return False
        found, closed = self.standing.manage(securable)
        if found is not None:
            self._note_way(securable, found)
        self.missing.update(dict.fromkeys(closed))
        return not closed

    def need_browse(self, securable: Securable) -> bool:
        """Ask whether she may see that a securable exists."""
        if securable.is_hive:
            return self._need_hive(securable, "READ_METADATA")
        # The name of an unbound catalog stays in sight of its owner and of metastore admins.
        if securable.type is not T.CATALOG or not self.standing.names(securable):
            self.bound(securable)
        if (found := self.standing.browse(securable)) is not None:
            self._note_way(securable, found)
            return True
        self.missing[self.standing.needs_to_see(securable)] = None
        return False

    def need_acl(self, kind: str, name: str, level: str) -> bool:
        """Ask for a level on a workspace object."""
        found = acl_conveyance(self.metastore, self.standing, kind, name, level)
        if found is not None:
            self.met[found.requirement] = found
            return True
        self.missing[Requirement(level, kind.upper().replace("_", " "), name)] = None
        return False

    def refuse(self, code: str, sentence: str, hint: str | None = None, *, about: str = "") -> None:
        """Refuse for a reason that is no missing privilege; `about` is the key of what is gone."""
        self.refusals[Refusal(code, sentence, hint, about)] = None

    def not_denied(self, privilege: str, securable: Securable) -> bool:
        """Refuse what a DENY policy takes; a metastore admin is not bound by one."""
        if not self.metastore.policies or self.standing.is_metastore_admin:
            return True
        ids = self.standing.ids
        for policy in deny_policies_on(self.metastore, securable, privilege, ids):
            self.refuse(
                "denied-by-policy",
                f"policy {policy.name} denies {privilege} on {securable.title}",
            )
            return False
        return True

    # --- the usage gates ---

    def use(self, securable: Securable) -> None:
        """Ask for USE CATALOG and USE SCHEMA above a securable, and for the workspace binding."""
        self.bound(securable)
        if not securable.is_hive:
            for privilege, gate in self.standing.gates(securable):
                self._need_plain(gate, (privilege,))

    def inside(self, container: Securable) -> None:
        """Ask for the use of a container itself, and of what holds it."""
        self.use(container)
        if not container.is_hive and container.type in USE:
            self.need(container, USE[container.type])

    def bound(self, securable: Securable, *, write: bool = False) -> None:
        """Ask whether the workspace is bound to the catalog, and not read-only for a write.

        Source:
            Unity Catalog documentation: *workspace catalog binding*.
        """
        if not self.metastore.settings.bindings:
            return
        top = self.standing.top(securable)
        if (bound := binding_of(self.metastore, top)) is None:
            return
        workspace = self.context.workspace
        mode = bound.get(workspace)
        kind = str(top.type).lower()
        if mode is None:
            self.refuse("not-bound", f"{kind} {top.name} is not bound to workspace {workspace}")
        elif write and mode == READ_ONLY:
            self.refuse("read-only-binding", f"{kind} {top.name} is read-only in {workspace}")

    # --- reading ---

    def read(self, securable: Securable, *, time_travel: bool = False) -> None:
        """Ask whether a relation may be read, through views by their owners' rights."""
        self.use(securable)
        self.need(securable, "SELECT")
        if time_travel and securable.type is not T.TABLE:
            self.refuse("no-time-travel", f"{securable.title} has no versions to travel to")
        self.see(securable, time_travel=time_travel)

    def see(self, securable: Securable, *, time_travel: bool = False) -> None:
        """Gather what comes with reading a relation: filters, masks, the rights of view owners."""
        if not self._touches(securable, time_travel=time_travel):
            return
        if securable.type is T.VIEW:
            self._see_through(securable)
        else:
            self.guarded(securable, time_travel=time_travel)

    def _see_through(self, view: Securable) -> None:
        if not isinstance(view.detail, RelationDetail):
            return
        self.asks(asked_by(view, self.metastore, helpers=False))
        self.refusals.update(dict.fromkeys(broken(self.metastore, view)))
        self.run_as_owner(view)
        if self._reads_as_caller():
            for read in view.detail.reads:
                if (base := self.metastore.securables.get(read.key)) is not None:
                    self.read(base)

    def run_as_owner(self, held: Securable, owner: Asking | None = None) -> None:
        """Ask its owner for all that the body of a view or function touches."""
        detail = held.detail
        if not isinstance(detail, RelationDetail | RoutineDetail):
            return
        owner = owner or self.as_owner(held.owner)
        for read in detail.reads:
            if (base := self.metastore.securables.get(read.key)) is not None:
                owner.read(base, time_travel=read.time_travel)
        for call in detail.calls:
            if (routine := self.metastore.securables.get(call)) is not None:
                owner.call(routine)
        owner.reach(detail.paths, detail.uses)

    def reach(self, paths: Iterable[str], uses: Iterable[str], by: str = "") -> None:
        """Ask for the reading of paths, `by` a storage credential where no location covers them.

        Then for the use of connections and service credentials.
        """
        if not (paths or uses):
            return
        from govsim.access.paths import need_path, using

        for path in paths:
            need_path(self, path, write=False, by=by)
        for key in uses:
            if (found := self.known(key, _USED.get(key.partition(":")[0]))) is not None:
                self.need(found, using(key))

    def _reads_as_caller(self) -> bool:
        # Dedicated compute up to DBR 15.3 opens views with the caller's own rights as well.
        return self.reader is None and self.context.dedicated and self.context.dbr < (15, 4)

    def _touches(self, securable: Securable, *, time_travel: bool = False) -> bool:
        return self.touches(securable.key, time_travel=time_travel)

    def touches(self, what: str, *, time_travel: bool = False) -> bool:
        """Whether something is met for the first time, so that what calls itself comes to an end.

        What an owner has opened, the caller may still have to open herself.
        """
        touch = (what, time_travel, self.reader is None)
        met = touch in self.touched
        self.touched.add(touch)
        return not met

    def as_owner(self, owner: str) -> Asking:
        """Return the same question asked of an owner; its answers are noted here."""
        standing = Standing(self.metastore, owner, as_owner=True)
        return Asking(
            self.metastore,
            standing,
            self.session,
            self.context,
            {},  # what an owner holds is no news to the asker
            self.missing,
            self.refusals,
            self.obligations,
            self.touched,
            self.reader or self.standing,
            self.asked,
            self.notes,
        )

    def guarded(self, table: Securable, *, time_travel: bool = False) -> None:
        """Gather the filters and masks of a table, and what they refuse."""
        reader = self.reader or self.standing
        found = protection_of(self.metastore, table, reader.ids)
        if not found.active:
            return
        self.refusals.update(dict.fromkeys(found.refusals))
        self.obligations.update(dict.fromkeys(found.obligations))
        for one in found.obligations:
            function = self.metastore.securables.get(f"routine:{one.function}")
            if function is not None and self._touches(function):
                self.run_as_owner(function)  # its body has its owner's rights
        what = "an ABAC policy" if found.by_policy else "a row filter or column mask"
        if time_travel:
            self.refuse(
                "no-time-travel",
                f"time travel on {table.name} is refused for a principal subject to {what}",
            )
        if self.context.dbr < (oldest := (16, 4) if found.by_policy else (12, 2)):
            version = ".".join(map(str, oldest))
            self.refuse(
                "old-runtime", f"{table.name} is under {what}: DBR {version} or newer reads it"
            )

    def asks(self, asked: Iterable[Asked]) -> None:
        """Note what may ask who reads, with the answers that she gets."""
        reader = self.reader or self.standing
        found = answered(asked, self.metastore, reader.principal, reader.ids)
        self.asked.update(dict.fromkeys(found))

    def unprotected(self, table: Securable, what: str) -> None:
        """Refuse an act that is not done on a table whose rows are filtered or masked."""
        found = protection_of(self.metastore, table, (self.reader or self.standing).ids)
        if found.active:
            why = "an ABAC policy" if found.by_policy else "a row filter or column mask"
            self.refuse(
                "protected-table",
                f"{what} {table.name} is refused for a principal subject to {why}",
            )

    def call(self, routine: Securable) -> None:
        """Ask whether a routine may be called; what it reads is asked of its owner."""
        self.use(routine)
        self.need(routine, "SELECT" if routine.is_hive else "EXECUTE")
        if routine.type not in ROUTINES or not self._touches(routine):
            return
        if isinstance(routine.detail, RoutineDetail):
            self.asks(asked_by(routine, self.metastore, helpers=False))
            self.refusals.update(dict.fromkeys(broken(self.metastore, routine)))
            self.run_as_owner(routine)

    def body(self, body: Body) -> None:
        """Ask for everything that a query touches."""
        for read in self.session.reads(body):
            if is_everywhere(read.key, self.metastore):
                continue  # of metadata, the rows are limited to what the reader may see
            if (found := self.known(read.key)) is not None:
                self.read(found, time_travel=read.time_travel)
        for key in self.session.calls(body, self.metastore):
            if (found := self.known(key)) is not None:
                self.call(found)
        self.reach(self.session.paths(body), self.session.uses(body), body.storage)
        for what in body.unfixed:
            sentence = f"{what} is known only when the statement runs, and is not asked about"
            self.notes[Note("unset-variable", sentence)] = None
        for endpoint in body.endpoints:
            self.need_acl("serving_endpoint", endpoint, "CAN_QUERY")
        for key in (self.session.key(T.TABLE, log) for log in body.logs):
            if (found := self.known(key)) is not None:
                self.need_owner(found, "its event log needs")

    def known(self, key: str, type_: SecurableType | None = None) -> Securable | None:
        """Return a securable; when there is none, ask for its gates and refuse, by its type."""
        found = self.metastore.securables.get(key)
        if found is not None:
            return found
        space, _, name = key.partition(":")
        before = len(self.missing)
        parts = name.split(".")
        for depth, above in ((1, T.CATALOG), (2, T.SCHEMA)):
            gate = self.metastore.securables.get(key_of(above, ".".join(parts[:depth])))
            if gate is None or len(parts) <= depth:
                break
            self.bound(gate)
            # A metastore admin sees every name, with no use of what holds it.
            if not gate.is_hive and not self.standing.is_metastore_admin:
                self.need(gate, USE[above])
        error = unknown(self.metastore, type_ or TYPE_IN[space], name, None)
        if len(self.missing) == before:
            self.refuse(error.code, error.message, error.hint, about=key)
        else:  # the platform tells of the gate first, and no grant brings what is not there
            self.notes[Note(error.code, error.message)] = None
        return None

    # --- hive_metastore ---

    def _need_hive(self, securable: Securable, privilege: str) -> bool:
        met, lacks = hive_found(self.metastore, self.standing, securable, privilege)
        self.met.update((found.requirement, found) for found in met)
        for lack in lacks:
            if isinstance(lack, Refusal):
                self.refusals[lack] = None
            else:
                self.missing[lack] = None
        return not lacks

    def _manage_hive(self, securable: Securable) -> bool:
        standing = self.standing
        chain = standing.chain(securable)
        if standing.is_workspace_admin or standing.is_metastore_admin:
            return True
        if any(standing.owns(held) for held in chain if held.key != METASTORE_KEY):
            return True
        who = "its owner or a workspace admin"
        if securable.type is T.ANY_FILE:
            if (found := any_file(self.metastore, standing, "MODIFY")) is not None:
                self.met[found.requirement] = found
                return True
            who = "whoever holds MODIFY on it, or a workspace admin"
        self.refuse("hive-owner", f"{securable.title} is managed by {who}")
        return False

    def privileges(self, names: Sequence[str], securable: Securable) -> None:
        """Ask for every one of some privileges."""
        for name in names:
            self.need(securable, name)
