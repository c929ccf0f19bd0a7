"""Decides every operation by brute force, straight from the documents; slow, and short on purpose.

An answer is the set of what is lacking, as `PRIVILEGE ON TYPE name`, with `OWNER(x): ` before it
when somebody else lacks it, and `RULE` for a refusal that is no missing privilege. The empty set
allows.
"""

from __future__ import annotations

from tests.reference.matrix import ALL, APART, NOT_OWNED, granted_on
from tests.reference.worlds import EVERYONE, METASTORE, Rule, Test, Thing, World

Lacks = set[str]
RULE = {"RULE"}
SHIELDS = ("ROW FILTER", "COLUMN MASK")
# What a workspace admin may do on the metastore.
WORKSPACE_ADMIN = {
    "CREATE CATALOG",
    "CREATE CLEAN ROOM",
    "CREATE CONNECTION",
    "CREATE EXTERNAL LOCATION",
    "CREATE SERVICE CREDENTIAL",
    "CREATE STORAGE CREDENTIAL",
    "CREATE SHARE",
    "CREATE RECIPIENT",
    "CREATE PROVIDER",
}
USE = {"CATALOG": "USE CATALOG", "SCHEMA": "USE SCHEMA"}


class Evaluator:
    """One world, asked from one workspace and one kind of compute."""

    def __init__(self, world: World, workspace: str = "ws1", *, old: bool = False) -> None:
        self.world = world
        self.old = old  # dedicated compute with runtime 15.3
        self.things = world.things
        self.workspace = workspace

    # --- who ---

    def ids(self, who: str) -> set[str]:
        """Return a principal with every group that holds it, however deep."""
        found = {who, EVERYONE}
        for group, members in self.world.groups.items():
            if who in members:
                found |= self.ids(group)
        return found

    def admin(self, who: str) -> bool:
        return self.things[METASTORE].owner in self.ids(who)

    # --- where ---

    def above(self, name: str) -> list[str]:
        """Return the containers of a securable, the schema first."""
        parent = name.rpartition(".")[0]
        return [parent, *self.above(parent)] if parent else []

    def lack(self, privilege: str, name: str) -> str:
        thing = self.things[name]
        return f"{privilege} ON {thing.title}"

    # --- rights ---

    def row(self, who: str, privilege: str, name: str) -> bool:
        return any((one, privilege, name) in self.world.rows for one in self.ids(who))

    def owns(self, who: str, name: str) -> bool:
        return self.things[name].owner in self.ids(who)

    def has(self, who: str, privilege: str, name: str) -> bool:
        """Whether a principal holds a privilege on a securable, by whatever way."""
        for place in (name, *self.above(name)):
            if self.row(who, privilege, place):
                return True
            if self.row(who, ALL, place) and privilege not in APART:
                return True
        if privilege == "EXECUTE" and self.given(who, name):
            return True
        if name == METASTORE and privilege in WORKSPACE_ADMIN:
            return bool(self.ids(who) & self.world.workspace_admins) or self.owns(who, name)
        applies = granted_on(self.things[name], fine_grained=self.world.fine_grained)
        return self.owns(who, name) and privilege in applies - NOT_OWNED

    def needs(self, who: str, privilege: str, name: str) -> Lacks:
        return set() if self.has(who, privilege, name) else {self.lack(privilege, name)}

    def gates(self, who: str, name: str) -> Lacks:
        """Return the usage privileges that a principal lacks on the way to a securable."""
        lacking: Lacks = set()
        for place in self.above(name):
            lacking |= self.needs(who, USE[self.things[place].type], place)
        return lacking

    def use(self, who: str, schema: str) -> Lacks:
        """Return the usage privileges lacking to work in a catalog or schema."""
        return self.gates(who, schema) | self.needs(who, USE[self.things[schema].type], schema)

    def data(self, who: str, privilege: str, name: str, *, writes: bool = False) -> Lacks:
        lacking = self.gates(who, name) | self.needs(who, privilege, name)
        return lacking | self.bound(name, writes=writes)

    def dml(self, who: str, privilege: str, name: str) -> Lacks:
        """Return what is lacking to change rows: the privilege, or MODIFY, which holds it."""
        lacking = self.data(who, "MODIFY", name, writes=True)
        modify = self.lack("MODIFY", name)
        if modify in lacking and self.world.fine_grained and not self.old:
            lacking = lacking - {modify} | self.needs(who, privilege, name)
        return lacking

    def bound(self, name: str, *, writes: bool = False) -> Lacks:
        catalog = [name, *self.above(name)][-1]
        modes = self.world.bindings.get(catalog)
        if modes is None:
            return set()
        mode = modes.get(self.workspace)
        return RULE if mode is None or (writes and mode == "READ_ONLY") else set()

    # --- management ---

    def holds(self, who: str, name: str) -> bool:
        """Whether a principal owns a securable, or holds MANAGE there or above."""
        places = (name, *self.above(name))
        return self.owns(who, name) or any(self.row(who, "MANAGE", place) for place in places)

    def usable(self, who: str, name: str) -> Lacks:
        """Return what is lacking strictly above a level from which a principal manages."""
        lacking: Lacks = set()
        for place in self.above(name):
            if not self.holds(who, place):
                lacking |= self.needs(who, USE[self.things[place].type], place)
        return lacking

    def manage(self, who: str, name: str, *, admin: bool = True, writes: bool = False) -> Lacks:
        """Return what is lacking to manage; from a workspace that may not, nobody does."""
        return self.managing(who, name, admin=admin) | self.bound(name, writes=writes)

    def managing(self, who: str, name: str, *, admin: bool = True) -> Lacks:
        if admin and self.admin(who):
            return set()
        places = (name, *self.above(name))
        ways = [
            self.usable(who, place)
            for place in places
            if self.owns(who, place) or self.row(who, "MANAGE", place)
        ]
        asked = self.usable(who, name) | {self.lack("MANAGE", name)}
        return min(ways, key=len) if ways else asked

    def own(self, who: str, name: str) -> Lacks:
        """Return what is lacking to do what only the owner may."""
        if not self.owns(who, name):
            return self.gates(who, name) | RULE
        return self.manage(who, name, writes=True)

    def tagging(self, who: str, name: str) -> Lacks:
        """Return what is lacking to tag: ownership, or APPLY TAG with the usage privileges."""
        if self.owns(who, name):
            return self.manage(who, name, writes=True)
        lacking = self.gates(who, name) | self.needs(who, "APPLY TAG", name)
        return lacking | self.bound(name, writes=True)

    def browse(self, who: str, name: str) -> Lacks:
        """Return what is lacking to see that a securable is there, and what it is."""
        catalog = self.above(name)[-1]
        seen = self.admin(who) or self.row(who, "BROWSE", catalog) or self.row(who, ALL, catalog)
        if seen or not self.managing(who, name) or self.reached(who, name):
            return self.bound(name)
        return {self.lack("BROWSE", catalog)} | self.bound(name)

    def reached(self, who: str, name: str) -> bool:
        applies = granted_on(self.things[name], fine_grained=self.world.fine_grained)
        held = any(self.has(who, kind, name) for kind in applies)
        return held and not self.gates(who, name)

    # --- policies ---

    def concerns(self, rule: Rule, who: str) -> bool:
        ids = self.ids(who)
        return bool(ids & set(rule.to)) and not ids & set(rule.excepted)

    def tags(self, name: str) -> dict[str, str]:
        """Return the tags of a securable: its own, over those of its schema and catalog."""
        found: dict[str, str] = {}
        for place in reversed([name, *self.above(name)]):
            found |= self.things[place].tags
        return found

    def in_force(self, kind: str, who: str, name: str) -> list[Rule]:
        places = [name, *self.above(name)]
        return [
            rule
            for rule in self.world.rules
            if rule.kind == kind
            and rule.on in places
            and self.concerns(rule, who)
            and (rule.when is None or meets(rule.when, self.tags(name)))
        ]

    def given(self, who: str, name: str) -> bool:
        """Whether a GRANT policy lets a principal run a model."""
        model = self.things[name].type == "MODEL"
        return model and bool(self.in_force("GRANT", who, name))

    def barred(self, who: str, name: str) -> Lacks:
        """Return the refusal of a DENY policy; metastore admins are exempt."""
        if self.admin(who):
            return set()
        return RULE if self.in_force("DENY", who, name) else set()

    def matched(self, rule: Rule, table: Thing) -> list[str]:
        match = rule.match
        assert match is not None
        return [column for column, tags in table.columns.items() if meets(match, tags)]

    def filters(self, who: str, name: str) -> tuple[set[tuple[str, str]], bool]:
        """Return the distinct row filters, and whether one cannot be worked out."""
        table, unclear = self.things[name], False
        found = {table.row_filter} if table.row_filter else set()
        for rule in self.in_force("ROW FILTER", who, name):
            columns = self.matched(rule, table)
            unclear |= len(columns) > 1
            if columns:
                found.add((rule.function, columns[0]))
        return found, unclear

    def masks(self, who: str, name: str) -> dict[str, set[str]]:
        """Return the distinct masks of each column."""
        table = self.things[name]
        found = {column: {function} for column, function in table.masks.items()}
        for rule in self.in_force("COLUMN MASK", who, name):
            for column in self.matched(rule, table):
                found.setdefault(column, set()).add(rule.function)
        return found

    def shielded(self, who: str, name: str) -> bool:
        """Whether any filter or mask is active for a principal."""
        return bool(self.filters(who, name)[0] or self.masks(who, name))

    def by_policy(self, who: str, name: str) -> bool:
        rules = [r for kind in SHIELDS for r in self.in_force(kind, who, name)]
        return any(self.matched(rule, self.things[name]) for rule in rules)

    def clash(self, who: str, name: str) -> Lacks:
        """Return the refusal of a query for which filters and masks contradict one another."""
        filters, unclear = self.filters(who, name)
        masks = self.masks(who, name)
        # What a policy's filter is given may not be masked; a table's own filter takes anything.
        ruled = self.in_force("ROW FILTER", who, name)
        given = {column for rule in ruled for column in self.matched(rule, self.things[name])}
        masked = given & set(masks)
        many = len(filters) > 1 or any(len(functions) > 1 for functions in masks.values())
        return RULE if many or unclear or masked else set()

    # --- reading ---

    def read(self, who: str, name: str, asker: str = "", *, travel: bool = False) -> Lacks:
        """Return what is lacking to select from a relation, all that a view reads with it."""
        opens = self.old and not asker  # old dedicated compute opens a view as the caller too
        asker = asker or who
        thing = self.things[name]
        lacking = self.data(who, "SELECT", name)
        if thing.type == "VIEW":
            for source in thing.reads:
                lacking |= self.as_owner(thing, source, asker)
                lacking |= self.read(who, source) if opens else set()
        elif thing.type == "TABLE":
            lacking |= self.clash(asker, name)
            if travel and self.shielded(asker, name):
                lacking |= RULE
            if self.old and self.by_policy(asker, name):
                lacking |= RULE
        return lacking

    def as_owner(self, thing: Thing, source: str, asker: str) -> Lacks:
        """Return what the owner of a view or function lacks on what it reads."""
        return {
            lack if lack.startswith(("OWNER", "RULE")) else f"OWNER({thing.owner}): {lack}"
            for lack in self.read(thing.owner, source, asker)
        }

    def call(self, who: str, name: str) -> Lacks:
        lacking = self.data(who, "EXECUTE", name)
        for source in self.things[name].reads:
            lacking |= self.as_owner(self.things[name], source, who)
        return lacking

    def renew(self, name: str, runner: str) -> Lacks:
        """Return the refusal of a refresh whose owner is filtered or masked on a source."""
        thing = self.things[name]
        if thing.type == "TABLE":
            return RULE if self.shielded(runner, name) else set()
        stored = thing.type == "MATERIALIZED VIEW"
        return set() if stored else self.renew_all(thing.reads, runner)

    def renew_all(self, sources: list[str], runner: str) -> Lacks:
        return {lack for source in sources for lack in self.renew(source, runner)}

    def make(self, who: str, privilege: str, container: str) -> Lacks:
        """Return what is lacking to create something in a catalog or schema."""
        lacking = self.use(who, container) | self.needs(who, privilege, container)
        return lacking | self.bound(container, writes=True)


def meets(test: Test, tags: dict[str, str]) -> bool:
    key, value = test
    return key in tags and value in (None, tags[key])
