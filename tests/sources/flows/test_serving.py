"""Models, features, indexes, endpoints and monitors say what they are made of."""

import pytest

from tests.sources.flows import samples
from tests.sources.flows.files import edges, facts_of

EXPECTED = {
    "MODEL": [
        "function main.ml.score → model main.ml.churn",
        "main.ml.features → model main.ml.churn",
    ],
    "ML_MODEL": [
        "endpoint databricks-llama → model main.ml.agent",
        "main.ml.facts → model main.ml.agent",
        "vector index main.ml.docs_index → model main.ml.agent",
    ],
    "FEATURES": [
        "function main.ml.ratio → feature spec churn",
        "main.ml.customer_features.customer_id → feature spec churn INDIRECT join",
        "main.ml.customer_features.spend_30d → feature spec churn identity",
    ],
    "INDEX": [
        "endpoint bge → vector index main.ml.docs_index",
        "main.ml.docs.id → vector index main.ml.docs_index identity",
        "main.ml.docs.owner → vector index main.ml.docs_index identity",
        "main.ml.docs.text → vector index main.ml.docs_index identity",
        "vector index main.ml.docs_index → main.ml.docs_index_writeback_table",
    ],
    "ENDPOINT": [
        "endpoint churn-api → main.ml.churn_api_payload",
        "external metadata openai/gpt-4o → endpoint churn-api",
        "model main.ml.churn → endpoint churn-api",
    ],
    "SYNCED": ["main.ml.features → main.ml.online"],
    "MONITOR": [
        "main.ml.features → main.monitoring.features_drift_metrics",
        "main.ml.features → main.monitoring.features_profile_metrics",
        "main.monitoring.features_drift_metrics → dashboard d-9",
        "main.monitoring.features_profile_metrics → dashboard d-9",
    ],
    "EXTERNAL": ["external metadata sap_orders.ORDNR → main.raw.orders.id transformed"],
}


@pytest.mark.parametrize("name", EXPECTED)
@pytest.mark.parametrize(
    "file", ["churn/feature_store/x.json", "churn/feature_store/feature_spec.yaml"]
)
def test_each_says_what_it_is_made_of(tmp_path, name: str, file: str) -> None:
    """The edges are the same from JSON and from YAML."""
    facts = facts_of(tmp_path, getattr(samples, name), file)

    assert edges(facts) == EXPECTED[name]
    assert facts.refused == ()


def test_an_inference_table_that_is_off_is_not_written(tmp_path) -> None:
    """Only a capture that is enabled writes; the gateway's table counts as the other does."""
    captured = {"catalog_name": "main", "schema_name": "ml", "enabled": False}
    gateway = {
        "inference_table_config": {"catalog_name": "main", "schema_name": "logs", "enabled": True}
    }
    made = {
        "name": "chat",
        "config": {"served_entities": [], "auto_capture_config": captured},
        "ai_gateway": gateway,
    }

    assert edges(facts_of(tmp_path, made)) == ["endpoint chat → main.logs.chat_payload"]


def test_what_stands_outside_is_known(tmp_path) -> None:
    """External metadata has an owner, a kind of system, and columns."""
    made = {
        "name": "SAP_Orders",
        "system_type": "SAP",
        "entity_type": "TABLE",
        "owner": "bo@corp.com",
        "columns": ["ORDNR"],
    }
    (asset,) = facts_of(tmp_path, {"external_metadata": [made]}).assets

    assert (str(asset.node), asset.type) == ("external metadata sap_orders", "SAP TABLE")
    assert (asset.owner, asset.columns) == ("bo@corp.com", (("ORDNR", ""),))


def test_an_index_that_its_clients_fill_has_no_source(tmp_path) -> None:
    """A direct-access index is known, and nothing flows into it that a file could tell."""
    made = {
        "name": "main.ml.i",
        "index_type": "DIRECT_ACCESS",
        "direct_access_index_spec": {"schema_json": "{}"},
    }
    facts = facts_of(tmp_path, made)

    assert (facts.flows, [str(asset.node) for asset in facts.assets]) == (
        (),
        ["vector index main.ml.i"],
    )
