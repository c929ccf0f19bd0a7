"""Holds the operations that manage securables: grants, owners, drops, tags, policies."""

from __future__ import annotations

from tests.reference.evaluator import RULE, Evaluator, Lacks
from tests.reference.matrix import granted_on
from tests.reference.operations import CATALOGS, RELATION, SCHEMAS, TABLES, VIEWS, operation

MANAGED = (
    "CATALOG",
    "SCHEMA",
    *RELATION,
    "VOLUME",
    "FUNCTION",
    "MODEL",
    "EXTERNAL LOCATION",
    "STORAGE CREDENTIAL",
    "SERVICE CREDENTIAL",
    "CONNECTION",
    "EXTERNAL METADATA",
)


@operation("GRANT {privilege} ON {title} TO `dee@x`", x=(*MANAGED, "METASTORE"))
@operation("REVOKE {privilege} ON {title} FROM `dee@x`", x=(*MANAGED, "METASTORE"))
def grant(at: Evaluator, who: str, x: str, privilege: str) -> Lacks:
    thing = at.things[x]
    # A privilege that does not apply is refused to whoever may grant at all.
    fits = privilege in granted_on(thing, fine_grained=at.world.fine_grained)
    lacking = granting(at, who, x, privilege)
    return lacking or (set() if fits else RULE)


def granting(at: Evaluator, who: str, x: str, privilege: str) -> Lacks:
    thing = at.things[x]
    if thing.type == "METASTORE":
        admin = at.admin(who) or at.ids(who) & at.world.account_admins
        return set() if admin else RULE
    if privilege == "EXTERNAL USE SCHEMA":
        owned = at.owns(who, [x, *at.above(x)][-1])
        return at.barred(who, x) | at.bound(x) if owned else RULE
    return at.manage(who, x) | at.barred(who, x)


@operation("GRANT SELECT ON SHARE sh TO RECIPIENT rc")
def grant_share(at: Evaluator, who: str) -> Lacks:
    if at.owns(who, "sh"):
        return set()
    lacking = at.needs(who, "USE SHARE", "metastore")
    lacking |= at.needs(who, "SET SHARE PERMISSION", "metastore")
    known = at.owns(who, "rc")
    return lacking | (set() if known else at.needs(who, "USE RECIPIENT", "metastore"))


@operation(
    "ALTER {title} OWNER TO `{new}`", x=("CATALOG", "SCHEMA", "TABLE", "VOLUME", "CONNECTION")
)
def transfer(at: Evaluator, who: str, x: str, new: str) -> Lacks:
    return at.manage(who, x)


@operation("ALTER {title} OWNER TO `{new}`", x=("VIEW", "FUNCTION", "MODEL"))
def transfer_definer(at: Evaluator, who: str, x: str, new: str) -> Lacks:
    free = at.admin(who) or new in at.ids(who)
    return at.manage(who, x) | (set() if free else RULE)


@operation("ALTER SHARE sh OWNER TO `{new}`")
def transfer_share(at: Evaluator, who: str, new: str) -> Lacks:
    rights = ("USE SHARE", "SET SHARE PERMISSION")
    return RULE if any(at.needs(who, right, "metastore") for right in rights) else set()


@operation("DROP {title}", x=(*RELATION, "VOLUME", "CONNECTION"))
@operation("DROP {title} CASCADE", x=CATALOGS)
def drop(at: Evaluator, who: str, x: str) -> Lacks:
    return at.manage(who, x, writes=True)


@operation("DROP {title}", x=("FUNCTION",))
@operation("DROP {title} CASCADE", x=SCHEMAS)
def drop_without_role(at: Evaluator, who: str, x: str) -> Lacks:
    return at.manage(who, x, admin=False, writes=True)


@operation("ALTER VIEW {x} AS SELECT id FROM {t}", x=VIEWS, t=TABLES)
def change_view(at: Evaluator, who: str, x: str, t: str) -> Lacks:
    return at.own(who, x) | at.read(who, t)


@operation("ALTER TABLE {x} ADD CONSTRAINT pk PRIMARY KEY (id)", x=TABLES)
def constrain(at: Evaluator, who: str, x: str) -> Lacks:
    return at.own(who, x)


@operation("ALTER TABLE {x} SET ROW FILTER {f} ON (region)", x=TABLES, f=("FUNCTION",))
@operation("ALTER TABLE {x} ALTER COLUMN email SET MASK {f}", x=TABLES, f=("FUNCTION",))
def shield(at: Evaluator, who: str, x: str, f: str) -> Lacks:
    return at.manage(who, x, writes=True) | at.data(who, "EXECUTE", f)


@operation("ALTER TABLE {x} DROP ROW FILTER", x=TABLES)
@operation("ALTER TABLE {x} ALTER COLUMN email DROP MASK", x=TABLES)
def unshield(at: Evaluator, who: str, x: str) -> Lacks:
    return at.manage(who, x, writes=True)


@operation(
    "CREATE POLICY new ON {title} ROW FILTER {f} TO `g0` FOR TABLES",
    x=("CATALOG", "SCHEMA", "TABLE"),
    f=("FUNCTION",),
)
def rule(at: Evaluator, who: str, x: str, f: str) -> Lacks:
    return at.manage(who, x) | at.data(who, "EXECUTE", f)


@operation("SET TAG ON {title} team = red", x=("CATALOG", "SCHEMA", "TABLE", "VIEW", "VOLUME"))
@operation("SET TAG ON COLUMN {x}.region team = red", x=TABLES)
def tag(at: Evaluator, who: str, x: str) -> Lacks:
    return at.tagging(who, x)


@operation("SET TAG ON TABLE {x} gov = red", x=TABLES)
def tag_governed(at: Evaluator, who: str, x: str) -> Lacks:
    assign, manage = at.world.governed["gov"]
    may = at.ids(who) & (assign | manage | at.world.account_admins)
    return tag(at, who, x) | (set() if may else {"ASSIGN ON GOVERNED TAG gov"})


@operation("COMMENT ON {title} IS 'x'", x=("CATALOG", "SCHEMA"))
def comment(at: Evaluator, who: str, x: str) -> Lacks:
    return at.manage(who, x, writes=True)


@operation("COMMENT ON COLUMN {x}.id IS 'x'", x=VIEWS)
def comment_view(at: Evaluator, who: str, x: str) -> Lacks:
    return at.own(who, x)


@operation("ALTER TABLE {x} RENAME TO other", x=TABLES)
def rename(at: Evaluator, who: str, x: str) -> Lacks:
    return at.own(who, x) | at.needs(who, "CREATE TABLE", at.above(x)[0])


@operation("ALTER VIEW {x} RENAME TO other", x=VIEWS)
def rename_view(at: Evaluator, who: str, x: str) -> Lacks:
    return at.manage(who, x, writes=True)


@operation("ALTER VOLUME {x} RENAME TO other", x=("VOLUME",))
def rename_volume(at: Evaluator, who: str, x: str) -> Lacks:
    return at.manage(who, x, writes=True) | at.needs(who, "CREATE VOLUME", at.above(x)[0])


@operation("ALTER SCHEMA {x} RENAME TO other", x=SCHEMAS)
def rename_schema(at: Evaluator, who: str, x: str) -> Lacks:
    return at.own(who, x) | at.needs(who, "CREATE SCHEMA", at.above(x)[0])


@operation("ALTER TABLE {x} CLUSTER BY (id)", x=TABLES)
def alter(at: Evaluator, who: str, x: str) -> Lacks:
    return at.own(who, x)


@operation("ALTER TABLE {x} ENABLE PREDICTIVE OPTIMIZATION", x=TABLES)
def optimize(at: Evaluator, who: str, x: str) -> Lacks:
    return at.manage(who, x, writes=True)
