"""Holds the table of operations: the SQL of each, and what the documents say it needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.reference.evaluator import RULE, Evaluator, Lacks

Rule = Callable[..., Lacks]


@dataclass(frozen=True)
class Operation:
    """One row of the table. `slots` says what may stand for each name in the text."""

    text: str
    slots: dict[str, tuple[str, ...]]
    needs: Rule


TABLE: list[Operation] = []
TABLES, VIEWS = ("TABLE",), ("VIEW",)
RELATION = ("TABLE", "VIEW", "MATERIALIZED VIEW")
SCHEMAS, CATALOGS = ("SCHEMA",), ("CATALOG",)
LAKES = ("EXTERNAL LOCATION",)


def operation(text: str, **slots: tuple[str, ...]) -> Callable[[Rule], Rule]:
    """Enter a rule into the table."""

    def enter(rule: Rule) -> Rule:
        TABLE.append(Operation(text, slots, rule))
        return rule

    return enter


# --- reading ---


@operation("SELECT ON TABLE {t}", t=RELATION)
def asked(at: Evaluator, who: str, t: str) -> Lacks:
    return at.data(who, "SELECT", t)


@operation("read {t}", t=RELATION)
@operation("SELECT * FROM {t}", t=RELATION)
def select(at: Evaluator, who: str, t: str) -> Lacks:
    return at.read(who, t)


@operation("SELECT * FROM {t} VERSION AS OF 1", t=TABLES)
def travel(at: Evaluator, who: str, t: str) -> Lacks:
    return at.read(who, t, travel=True)


@operation("SELECT a.id FROM {t} a JOIN {u} b ON a.id = b.id", t=RELATION, u=RELATION)
def join(at: Evaluator, who: str, t: str, u: str) -> Lacks:
    return at.read(who, t) | at.read(who, u)


@operation("SELECT {f}('x')", f=("FUNCTION",))
def call(at: Evaluator, who: str, f: str) -> Lacks:
    return at.call(who, f)


@operation("api:vector_index_query name={t}", t=TABLES)
def index(at: Evaluator, who: str, t: str) -> Lacks:
    return at.read(who, t)


# --- writing ---


@operation("INSERT INTO {t} VALUES (1, 'a', 'b')", t=TABLES)
def insert(at: Evaluator, who: str, t: str) -> Lacks:
    return at.data(who, "SELECT", t) | at.dml(who, "INSERT", t)


@operation("INSERT INTO {t} SELECT * FROM {u}", t=TABLES, u=RELATION)
def insert_select(at: Evaluator, who: str, t: str, u: str) -> Lacks:
    return insert(at, who, t) | at.read(who, u)


@operation("UPDATE {t} SET id = 1", t=TABLES)
def update(at: Evaluator, who: str, t: str) -> Lacks:
    return at.read(who, t) | at.dml(who, "UPDATE", t)


@operation("TRUNCATE TABLE {t}", t=TABLES)
def delete(at: Evaluator, who: str, t: str) -> Lacks:
    return at.data(who, "SELECT", t) | at.dml(who, "DELETE", t)


@operation("DELETE FROM {t} WHERE id = 1", t=TABLES)
def delete_some(at: Evaluator, who: str, t: str) -> Lacks:
    return at.read(who, t) | delete(at, who, t)


@operation("INSERT OVERWRITE {t} VALUES (1, 'a', 'b')", t=TABLES)
def overwrite(at: Evaluator, who: str, t: str) -> Lacks:
    return insert(at, who, t) | delete(at, who, t)


@operation(
    "MERGE INTO {t} a USING {u} b ON a.id = b.id WHEN MATCHED THEN UPDATE SET email = 'x' "
    "WHEN NOT MATCHED THEN INSERT *",
    t=TABLES,
    u=RELATION,
)
def merge(at: Evaluator, who: str, t: str, u: str) -> Lacks:
    return insert(at, who, t) | update(at, who, t) | at.read(who, u)


@operation("COPY INTO {t} FROM 's3://{l}/in/' FILEFORMAT = CSV", t=TABLES, l=LAKES)
def copy(at: Evaluator, who: str, t: str, l: str) -> Lacks:  # noqa: E741
    return insert(at, who, t) | at.needs(who, "READ FILES", l)


@operation("ALTER TABLE {t} SET TBLPROPERTIES ('k' = 'v')", t=TABLES)
@operation("ALTER TABLE {t} ADD COLUMN note STRING", t=TABLES)
@operation("COMMENT ON TABLE {t} IS 'x'", t=TABLES)
def modify(at: Evaluator, who: str, t: str) -> Lacks:
    return at.data(who, "MODIFY", t, writes=True)


@operation("VACUUM {t}", t=TABLES)
@operation("OPTIMIZE {t}", t=TABLES)
def maintain(at: Evaluator, who: str, t: str) -> Lacks:
    return modify(at, who, t) | at.data(who, "SELECT", t)


@operation("REFRESH MATERIALIZED VIEW {t}", t=("MATERIALIZED VIEW",))
def refresh(at: Evaluator, who: str, t: str) -> Lacks:
    return at.data(who, "REFRESH", t, writes=True) | at.renew_all(
        at.things[t].reads, at.things[t].owner
    )


# --- files and models ---


@operation("api:volume_read path=/Volumes/{v}/x.csv", v=("VOLUME",))
def volume_read(at: Evaluator, who: str, v: str) -> Lacks:
    return at.data(who, "READ VOLUME", v)


@operation("api:volume_write path=/Volumes/{v}/x.csv", v=("VOLUME",))
def volume_write(at: Evaluator, who: str, v: str) -> Lacks:
    return at.data(who, "READ VOLUME", v) | at.data(who, "WRITE VOLUME", v, writes=True)


@operation("api:path_read path=s3://{l}/x", l=LAKES)
def path_read(at: Evaluator, who: str, l: str) -> Lacks:  # noqa: E741
    return at.needs(who, "READ FILES", l)


@operation("api:path_write path=s3://{l}/x", l=LAKES)
def path_write(at: Evaluator, who: str, l: str) -> Lacks:  # noqa: E741
    return at.needs(who, "READ FILES", l) | at.needs(who, "WRITE FILES", l)


@operation("api:model_load name={m} version=1", m=("MODEL",))
def load(at: Evaluator, who: str, m: str) -> Lacks:
    return at.data(who, "EXECUTE", m)


@operation("api:model_create_version name={m}", m=("MODEL",))
def version(at: Evaluator, who: str, m: str) -> Lacks:
    return at.data(who, "CREATE MODEL VERSION", m, writes=True)


@operation("api:model_set_tag name={m} key=k value=1", m=("MODEL",))
def tag_model(at: Evaluator, who: str, m: str) -> Lacks:
    return at.tagging(who, m)


@operation("api:generate_temporary_table_credentials table={t} operation=READ", t=TABLES)
def credentials(at: Evaluator, who: str, t: str) -> Lacks:
    lacking = at.data(who, "SELECT", t) | at.needs(who, "EXTERNAL USE SCHEMA", at.above(t)[0])
    closed = not at.world.external or at.shielded(who, t)
    return lacking | (RULE if closed else set())


@operation("api:generate_temporary_table_credentials table={t} operation=READ_WRITE", t=TABLES)
def write_credentials(at: Evaluator, who: str, t: str) -> Lacks:
    return credentials(at, who, t) | at.data(who, "MODIFY", t, writes=True)


@operation("api:generate_temporary_path_credentials url=s3://{l}/x operation=PATH_READ", l=LAKES)
def path_credentials(at: Evaluator, who: str, l: str) -> Lacks:  # noqa: E741
    lacking = at.needs(who, "EXTERNAL USE LOCATION", l)
    return lacking | (set() if at.world.external else RULE)


@operation("api:model_set_alias name={m} alias=best version=1", m=("MODEL",))
def change_model(at: Evaluator, who: str, m: str) -> Lacks:
    return at.own(who, m)


@operation("api:model_delete name={m}", m=("MODEL",))
def delete_model(at: Evaluator, who: str, m: str) -> Lacks:
    return at.manage(who, m, writes=True)


@operation("api:model_rename name={m} new_name=other", m=("MODEL",))
def rename_model(at: Evaluator, who: str, m: str) -> Lacks:
    return at.own(who, m) | at.needs(who, "CREATE MODEL", at.above(m)[0])


@operation("api:external_lineage_create source={t} target=meta", t=TABLES)
def feed(at: Evaluator, who: str, t: str) -> Lacks:
    return at.data(who, "SELECT", t) | at.needs(who, "MODIFY", "meta")


@operation("api:external_lineage_create source=meta target={t}", t=TABLES)
def fed(at: Evaluator, who: str, t: str) -> Lacks:
    return at.data(who, "MODIFY", t) | at.needs(who, "MODIFY", "meta")


# --- creating ---


@operation("CREATE TABLE {s}.new (id INT)", s=SCHEMAS)
def table(at: Evaluator, who: str, s: str) -> Lacks:
    return at.make(who, "CREATE TABLE", s)


@operation("CREATE TABLE {s}.new (id INT) LOCATION 's3://{l}/new'", s=SCHEMAS, l=LAKES)
def external_table(at: Evaluator, who: str, s: str, l: str) -> Lacks:  # noqa: E741
    return table(at, who, s) | at.needs(who, "CREATE EXTERNAL TABLE", l)


@operation("CREATE TABLE {s}.new AS SELECT * FROM {t}", s=SCHEMAS, t=RELATION)
@operation("CREATE VIEW {s}.new AS SELECT * FROM {t}", s=SCHEMAS, t=RELATION)
def table_as(at: Evaluator, who: str, s: str, t: str) -> Lacks:
    return table(at, who, s) | at.read(who, t)


@operation("CREATE TABLE {s}.new DEEP CLONE {t}", s=SCHEMAS, t=TABLES)
def clone(at: Evaluator, who: str, s: str, t: str) -> Lacks:
    return table_as(at, who, s, t) | (RULE if at.shielded(who, t) else set())


@operation("CREATE MATERIALIZED VIEW {s}.new AS SELECT * FROM {t}", s=SCHEMAS, t=RELATION)
def materialized(at: Evaluator, who: str, s: str, t: str) -> Lacks:
    return at.make(who, "CREATE MATERIALIZED VIEW", s) | at.read(who, t)


@operation("CREATE FUNCTION {s}.new(x INT) RETURNS INT RETURN x", s=SCHEMAS)
def function(at: Evaluator, who: str, s: str) -> Lacks:
    return at.make(who, "CREATE FUNCTION", s)


@operation("api:create_model name={s}.new", s=SCHEMAS)
def model(at: Evaluator, who: str, s: str) -> Lacks:
    ways = [at.make(who, f"CREATE {kind}", s) for kind in ("MODEL", "FUNCTION")]
    return min(ways, key=len)


@operation("CREATE VOLUME {s}.new", s=SCHEMAS)
def volume(at: Evaluator, who: str, s: str) -> Lacks:
    return at.make(who, "CREATE VOLUME", s)


@operation("CREATE EXTERNAL VOLUME {s}.new LOCATION 's3://{l}/new'", s=SCHEMAS, l=LAKES)
def external_volume(at: Evaluator, who: str, s: str, l: str) -> Lacks:  # noqa: E741
    return volume(at, who, s) | at.needs(who, "CREATE EXTERNAL VOLUME", l)


@operation("CREATE OR REPLACE TABLE {t} (id INT)", t=TABLES)
def replace(at: Evaluator, who: str, t: str) -> Lacks:
    return table(at, who, at.above(t)[0]) | at.manage(who, t, writes=True)


@operation("CREATE OR REPLACE VIEW {v} AS SELECT * FROM {t}", v=VIEWS, t=TABLES)
def replace_view(at: Evaluator, who: str, v: str, t: str) -> Lacks:
    return table_as(at, who, at.above(v)[0], t) | at.own(who, v)


@operation("CREATE TABLE {s}.new (id INT, email STRING MASK {f})", s=SCHEMAS, f=("FUNCTION",))
@operation("CREATE TABLE {s}.new (id INT) WITH ROW FILTER {f} ON (id)", s=SCHEMAS, f=("FUNCTION",))
def shielded_table(at: Evaluator, who: str, s: str, f: str) -> Lacks:
    return table(at, who, s) | at.data(who, "EXECUTE", f)


@operation("CREATE SCHEMA {c}.new", c=CATALOGS)
@operation("CREATE SCHEMA IF NOT EXISTS {c}.s", c=CATALOGS)
def schema(at: Evaluator, who: str, c: str) -> Lacks:
    return at.make(who, "CREATE SCHEMA", c)


@operation("CREATE SCHEMA {c}.new MANAGED LOCATION 's3://{l}/new'", c=CATALOGS, l=LAKES)
def stored_schema(at: Evaluator, who: str, c: str, l: str) -> Lacks:  # noqa: E741
    return schema(at, who, c) | at.needs(who, "CREATE MANAGED STORAGE", l)


def on_metastore(text: str, privilege: str) -> None:
    """Enter a statement that needs one privilege on the metastore."""
    operation(text)(lambda at, who: at.needs(who, privilege, "metastore"))


for made, statement in {
    "CATALOG": "CREATE CATALOG new",
    "SHARE": "CREATE SHARE new",
    "RECIPIENT": "CREATE RECIPIENT new",
    "CONNECTION": "CREATE CONNECTION new TYPE postgresql OPTIONS (host 'h')",
    "STORAGE CREDENTIAL": "api:create_storage_credential name=new",
    "SERVICE CREDENTIAL": "api:create_service_credential name=new",
    "EXTERNAL METADATA": "api:create_external_metadata name=new",
}.items():
    on_metastore(statement, f"CREATE {made}")


@operation("CREATE FOREIGN CATALOG new USING CONNECTION pg OPTIONS (database 'd')")
def foreign(at: Evaluator, who: str) -> Lacks:
    lacking = at.needs(who, "CREATE CATALOG", "metastore")
    return lacking | at.needs(who, "CREATE FOREIGN CATALOG", "pg")


@operation("CREATE CATALOG new USING SHARE pv.x")
def from_share(at: Evaluator, who: str) -> Lacks:
    lacking = at.needs(who, "CREATE CATALOG", "metastore")
    owned = at.owns(who, "pv")
    return lacking | (set() if owned else at.needs(who, "USE PROVIDER", "metastore"))


@operation("CREATE EXTERNAL LOCATION new URL 's3://new/' WITH (STORAGE CREDENTIAL cred)")
def location(at: Evaluator, who: str) -> Lacks:
    kind = "CREATE EXTERNAL LOCATION"
    return at.needs(who, kind, "metastore") | at.needs(who, kind, "cred")


# --- looking ---


@operation("api:lineage_get object={t}", t=RELATION)
@operation("api:table_metadata object={t} include_browse=true", t=RELATION)
@operation("DESCRIBE TABLE {t}", t=RELATION)
def look(at: Evaluator, who: str, t: str) -> Lacks:
    return at.browse(who, t)


__all__ = ["TABLE", "Operation"]
