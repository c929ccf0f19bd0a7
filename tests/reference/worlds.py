"""Makes small random metastores as plain Python values, and the SQL that describes each."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

ADMIN = "admin@corp.com"
ANA, BOB, CY, DEE = USERS = ("ana@x", "bob@x", "cy@x", "dee@x")
GROUPS = ("g0", "g1", "g2")
EVERYONE = "account users"
PRINCIPALS = (*USERS, *GROUPS, EVERYONE)
COLUMNS = ("id", "email", "region")
RELATIONS = ("TABLE", "VIEW", "MATERIALIZED VIEW")
# What hangs on the metastore itself, with where the two locations lie.
LOOSE = {
    "lake": "EXTERNAL LOCATION",
    "pond": "EXTERNAL LOCATION",
    "cred": "STORAGE CREDENTIAL",
    "svc": "SERVICE CREDENTIAL",
    "pg": "CONNECTION",
    "meta": "EXTERNAL METADATA",
    "sh": "SHARE",
    "rc": "RECIPIENT",
    "pv": "PROVIDER",
}
METASTORE = "metastore"

Test = tuple[str, str | None]  # a tag key, and the value it must have (None: any)


@dataclass
class Thing:
    """One securable."""

    type: str
    name: str
    owner: str
    tags: dict[str, str] = field(default_factory=dict)
    columns: dict[str, dict[str, str]] = field(default_factory=dict)  # column → tags
    reads: list[str] = field(default_factory=list)  # what a view or function selects from
    row_filter: tuple[str, str] | None = None  # function, column
    masks: dict[str, str] = field(default_factory=dict)  # column → function
    foreign: bool = False

    @property
    def title(self) -> str:
        return "METASTORE" if self.type == "METASTORE" else f"{self.type} {self.name}"


@dataclass
class Rule:
    """One attribute-based policy."""

    name: str
    on: str
    kind: str  # ROW FILTER, COLUMN MASK, GRANT, DENY
    to: list[str]
    excepted: list[str]
    function: str = ""
    when: Test | None = None
    match: Test | None = None


@dataclass
class World:
    """A whole metastore."""

    groups: dict[str, set[str]] = field(default_factory=dict)
    things: dict[str, Thing] = field(default_factory=dict)
    rows: set[tuple[str, str, str]] = field(default_factory=set)  # principal, privilege, name
    rules: list[Rule] = field(default_factory=list)
    account_admins: set[str] = field(default_factory=set)
    workspace_admins: set[str] = field(default_factory=set)
    governed: dict[str, tuple[set[str], set[str]]] = field(default_factory=dict)
    bindings: dict[str, dict[str, str]] = field(default_factory=dict)
    fine_grained: bool = False
    external: bool = True


class Maker:
    """Makes one world from a seed."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.world = World()
        self.generous = self.random.random() < 0.5

    def some(self, chance: float) -> bool:
        return self.random.random() < chance

    def make(self) -> World:
        """Return the world."""
        world = self.world
        for number, group in enumerate(GROUPS):
            # A group holds only later ones, so no circle comes to be.
            may = (*USERS, *GROUPS[number + 1 :])
            world.groups[group] = {member for member in may if self.some(0.3)}
        world.account_admins = {user for user in USERS if self.some(0.05)}
        world.workspace_admins = {user for user in USERS if self.some(0.08)}
        world.fine_grained = self.some(0.4)
        world.external = self.some(0.8)
        world.governed = {"gov": (self.principals(0.15), self.principals(0.08))}
        world.things[METASTORE] = Thing("METASTORE", METASTORE, self.admin())
        for catalog in ("c", "d"):
            self.catalog(catalog)
        for name, type_ in LOOSE.items():
            world.things[name] = Thing(type_, name, self.owner())
        self.lists()
        for thing in world.things.values():
            self.rows(thing)
        return world

    def admin(self) -> str:
        return self.random.choice(PRINCIPALS[:-1]) if self.some(0.25) else ADMIN

    def owner(self) -> str:
        return self.random.choice((*PRINCIPALS[:-1], ADMIN, ADMIN))

    def principals(self, chance: float) -> set[str]:
        return {who for who in PRINCIPALS[:-1] if self.some(chance)}

    def catalog(self, catalog: str) -> None:
        self.put("CATALOG", catalog)
        if self.some(0.2):
            spaces = {"ws1": "READ_WRITE", "ws2": "READ_ONLY"}
            kept = {w: m for w, m in spaces.items() if self.some(0.6)}
            self.world.bindings[catalog] = kept or {"ws3": "READ_WRITE"}
        for schema in (f"{catalog}.s", f"{catalog}.r") if catalog == "c" else (f"{catalog}.s",):
            self.put("SCHEMA", schema)
            for leaf in ("t", "u"):
                self.table(f"{schema}.{leaf}")
            for leaf, type_ in (("vol", "VOLUME"), ("m", "MODEL"), ("f", "FUNCTION")):
                self.put(type_, f"{schema}.{leaf}")
            for leaf, type_ in (("v", "VIEW"), ("w", "VIEW"), ("mv", "MATERIALIZED VIEW")):
                self.view(type_, f"{schema}.{leaf}")
            self.put("FUNCTION", f"{schema}.q").reads = [self.random.choice(self.of("TABLE"))]
            self.put("FUNCTION", f"{schema}.g")

    def of(self, *types: str) -> list[str]:
        """Return the names of every securable of some types."""
        return [thing.name for thing in self.world.things.values() if thing.type in types]

    def put(self, type_: str, name: str) -> Thing:
        made = Thing(type_, name, self.owner())
        if type_ not in ("FUNCTION", "VOLUME"):
            made.tags = {key: self.random.choice("12") for key in ("a", "b") if self.some(0.2)}
        self.world.things[name] = made
        return made

    def table(self, name: str) -> None:
        table = self.put("TABLE", name)
        table.columns = {
            column: {key: self.random.choice("12") for key in ("a", "b") if self.some(0.25)}
            for column in COLUMNS
        }

    def view(self, type_: str, name: str) -> None:
        made = self.put(type_, name)
        there = [other for other in self.of(*RELATIONS) if other != name]
        made.reads = self.random.sample(there, self.random.choice((1, 1, 2)))
        made.columns = {"id": {}}

    def lists(self) -> None:
        """Add filters, masks and policies."""
        functions = [name for name in self.of("FUNCTION") if name.endswith((".f", ".g"))]
        for name in self.of("TABLE"):
            table = self.world.things[name]
            if self.some(0.08):
                table.row_filter = (self.random.choice(functions), self.random.choice(COLUMNS))
            if self.some(0.08):
                table.masks = {"email": self.random.choice(functions)}
        for number in range(self.random.choice((0, 0, 1, 2, 3))):
            self.rule(f"p{number}", functions)

    def rule(self, name: str, functions: list[str]) -> None:
        random = self.random
        kind = random.choice(("ROW FILTER", "COLUMN MASK", "COLUMN MASK", "GRANT", "DENY"))
        types = (
            ("CATALOG", "SCHEMA") if kind in ("GRANT", "DENY") else ("CATALOG", "SCHEMA", "TABLE")
        )
        made = Rule(name, random.choice(self.of(*types)), kind, [], [])
        made.to = random.sample(PRINCIPALS, random.choice((1, 2))) if self.some(0.6) else [EVERYONE]
        made.excepted = random.sample(PRINCIPALS[:-1], random.choice((0, 0, 1, 2)))
        if self.some(0.4):
            made.when = self.test()
        if kind in ("ROW FILTER", "COLUMN MASK"):
            made.function = random.choice(functions)
            made.match = self.test()
        self.world.rules.append(made)

    def test(self) -> Test:
        key = self.random.choice("ab")
        return key, (self.random.choice("12") if self.some(0.4) else None)

    def rows(self, thing: Thing) -> None:
        """Add rows on one securable, gates more often than the rest."""
        from tests.reference.matrix import granted_on

        privileges = sorted(granted_on(thing, fine_grained=self.world.fine_grained))
        for privilege in privileges:
            gate = privilege in ("USE CATALOG", "USE SCHEMA", "SELECT", "EXECUTE", "READ VOLUME")
            # Many privileges apply to a container, so each is rarer there.
            chance = (0.3 if self.generous else 0.12) if gate else 0.5 / max(6, len(privileges))
            for who in PRINCIPALS:
                if self.some(chance / (3 if who in (EVERYONE, *GROUPS) else 1)):
                    self.world.rows.add((who, privilege, thing.name))


def quoted(name: str) -> str:
    return f"`{name}`"


def literal(test: Test) -> str:
    key, value = test
    return f"has_tag('{key}')" if value is None else f"has_tag_value('{key}', '{value}')"


def described(rule: Rule, things: dict[str, Thing]) -> str:
    """Return the CREATE POLICY statement of a policy."""
    to = " TO " + ", ".join(map(quoted, rule.to))
    if rule.excepted:
        to += " EXCEPT " + ", ".join(map(quoted, rule.excepted))
    when = f" WHEN {literal(rule.when)}" if rule.when else ""
    head = f"CREATE POLICY {rule.name} ON {things[rule.on].title}"
    if rule.kind == "GRANT":
        return f"{head}{to} GRANT EXECUTE FOR MODELS{when}"
    if rule.kind == "DENY":
        return f"{head}{to}{when} DENY MANAGE ACCESS CONTROL"
    assert rule.match is not None
    match = f" MATCH COLUMNS {literal(rule.match)} AS x"
    last = " ON COLUMN x" if rule.kind == "COLUMN MASK" else " USING COLUMNS (x)"
    return f"{head} {rule.kind} {rule.function}{to} FOR TABLES{when}{match}{last}"


CREATED = {
    "CATALOG": "CREATE CATALOG {}",
    "SCHEMA": "CREATE SCHEMA {}",
    "TABLE": "CREATE TABLE {} (id INT, email STRING, region STRING)",
    "FUNCTION": "CREATE FUNCTION {}(x STRING) RETURN x",
    "VOLUME": "CREATE VOLUME {}",
    "MODEL": "api:create_model name={}",
    "STORAGE CREDENTIAL": "api:create_storage_credential name={}",
    "SERVICE CREDENTIAL": "api:create_service_credential name={}",
    "EXTERNAL LOCATION": "CREATE EXTERNAL LOCATION {0} URL 's3://{0}/' "
    "WITH (STORAGE CREDENTIAL cred)",
    "CONNECTION": "CREATE CONNECTION {} TYPE postgresql OPTIONS (host 'h')",
    "EXTERNAL METADATA": "api:create_external_metadata name={}",
    "SHARE": "CREATE SHARE {}",
    "RECIPIENT": "CREATE RECIPIENT {}",
    "PROVIDER": "CREATE PROVIDER {}",
}


def created(thing: Thing) -> str:
    """Return the statement that makes a securable."""
    if thing.type in ("VIEW", "MATERIALIZED VIEW"):
        tables = " CROSS JOIN ".join(f"{name} AS r{i}" for i, name in enumerate(thing.reads))
        return f"CREATE {thing.type} {thing.name} (id) AS SELECT r0.id FROM {tables}"
    if thing.type == "FUNCTION" and thing.reads:
        body = f"(SELECT max(id) FROM {thing.reads[0]})"
        return f"CREATE FUNCTION {thing.name}(x STRING) RETURN {body}"
    return CREATED[thing.type].format(thing.name)


def script(world: World) -> list[str]:
    """Return the statements that describe a world; the admin runs them, unasked for rights."""
    made: list[str] = []
    things = [thing for thing in world.things.values() if thing.type != "METASTORE"]
    # A location needs its credential first.
    made += [created(thing) for thing in sorted(things, key=lambda one: one.name != "cred")]
    for thing in things:
        for key, value in thing.tags.items():
            made.append(
                f"api:model_set_tag name={thing.name} key={key} value={value}"
                if thing.type == "MODEL"
                else f"ALTER {thing.title} SET TAGS ('{key}' = '{value}')"
            )
        for column, tags in thing.columns.items():
            for key, value in tags.items():
                alter = f"ALTER TABLE {thing.name} ALTER COLUMN {column}"
                made.append(f"{alter} SET TAGS ('{key}' = '{value}')")
        if thing.row_filter:
            function, column = thing.row_filter
            made.append(f"ALTER TABLE {thing.name} SET ROW FILTER {function} ON ({column})")
        for column, function in thing.masks.items():
            made.append(f"ALTER TABLE {thing.name} ALTER COLUMN {column} SET MASK {function}")
        if thing.owner != ADMIN:
            made.append(f"ALTER {thing.title} OWNER TO {quoted(thing.owner)}")
    made += [described(rule, world.things) for rule in world.rules]
    for who, privilege, name in sorted(world.rows):
        recipient = "RECIPIENT " if world.things[name].type == "SHARE" else ""
        if not recipient:
            made.append(f"GRANT {privilege} ON {world.things[name].title} TO {quoted(who)}")
    return made
