"""A view of files is read with its owner's rights to the files, and the index says the same."""

import pytest

from govsim import Simulator
from govsim.access.index import AccessIndex

STATE = """
CREATE EXTERNAL LOCATION lake URL 's3://lake/' WITH (STORAGE CREDENTIAL cred);
CREATE CATALOG m; CREATE SCHEMA m.s; CREATE VOLUME m.s.vol;
CREATE VIEW m.s.lake AS SELECT * FROM read_files('s3://lake/in');
CREATE VIEW m.s.files AS SELECT * FROM read_files('/Volumes/m/s/vol/x');
ALTER VIEW m.s.lake OWNER TO `bo@x`; ALTER VIEW m.s.files OWNER TO `bo@x`;
GRANT USE CATALOG, USE SCHEMA, SELECT ON CATALOG m TO `ana@x`;
GRANT USE CATALOG, USE SCHEMA ON CATALOG m TO `bo@x`;
"""


@pytest.fixture
def sim() -> Simulator:
    """A metastore with two views of files, whose owner may read none of them."""
    made = Simulator()
    made.apply("api:create_storage_credential name=cred")
    made.apply(STATE)
    return made


def may(sim: Simulator, view: str) -> bool:
    """Whether the reader may, as the plain rule and the index agree."""
    plain = sim.check("ana@x", f"SELECT * FROM m.s.{view}").allowed
    indexed = AccessIndex.of(sim.snapshot, workspace="ws1").allows(
        "ana@x", "SELECT", f"relation:m.s.{view}"
    )
    assert plain is indexed
    return plain


@pytest.mark.parametrize(
    ("view", "grant"),
    [
        pytest.param("lake", "READ FILES ON EXTERNAL LOCATION lake", id="a location"),
        pytest.param("files", "READ VOLUME ON VOLUME m.s.vol", id="a volume"),
    ],
)
def test_the_owner_of_a_view_must_read_its_files(sim: Simulator, view: str, grant: str) -> None:
    """The reader's rights to the files neither help nor are needed."""
    assert not may(sim, view)

    sim.apply(f"GRANT {grant} TO `bo@x`")
    assert may(sim, view)

    lost = sim.plan(f"REVOKE {grant} FROM `bo@x`").lost
    assert "ana@x" in lost.people


def test_files_that_nothing_covers_are_read_by_nobody(sim: Simulator) -> None:
    """The external location is gone, and with it the rights to its files."""
    sim.apply("GRANT READ FILES ON EXTERNAL LOCATION lake TO `bo@x`")
    assert may(sim, "lake")

    sim.apply("DROP EXTERNAL LOCATION lake FORCE")
    assert not may(sim, "lake")
