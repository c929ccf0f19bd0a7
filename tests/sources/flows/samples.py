"""Holds one file of each format, as teams have them."""

from tests.sources.flows.test_dbt import after, manifest, model, source
from tests.sources.flows.test_openlineage import ORDERS, SILVER, column, event, table, uses
from tests.sources.flows.test_system_tables import JOB, row

DASHBOARD = {
    "datasets": [
        {
            "name": "d1",
            "displayName": "Orders",
            "queryLines": [
                "SELECT email, sum(amount) AS total\n",
                "FROM orders ",
                "WHERE day > :since GROUP BY ALL",
            ],
            "catalog": "main",
            "schema": "sales",
            "parameters": [
                {
                    "displayName": "since",
                    "keyword": "since",
                    "dataType": "DATE",
                    "defaultSelection": {
                        "values": {"dataType": "DATE", "values": [{"value": "2026-01-01"}]}
                    },
                }
            ],
        },
        {"name": "d2", "displayName": "Old", "query": "SELECT * FROM main.sales.refunds"},
    ],
    "pages": [
        {
            "name": "p1",
            "displayName": "Sales",
            "layout": [
                {
                    "widget": {
                        "name": "w1",
                        "queries": [
                            {
                                "name": "main_query",
                                "query": {
                                    "datasetName": "d1",
                                    "fields": [
                                        {"name": "email", "expression": "`email`"},
                                        {"name": "sum(total)", "expression": "SUM(`total`)"},
                                    ],
                                    "disaggregated": False,
                                },
                            }
                        ],
                        "spec": {"version": 3, "widgetType": "bar"},
                    },
                    "position": {"x": 0, "y": 0, "width": 3, "height": 6},
                },
                {"widget": {"name": "t", "textbox_spec": "# Sales"}},
            ],
        }
    ],
}
GENIE = {
    "version": 2,
    "config": {"sample_questions": [{"id": "1", "question": ["How much?"]}]},
    "data_sources": {
        "tables": [
            {
                "identifier": "main.sales.orders",
                "column_configs": [
                    {"column_name": "email", "get_example_values": True},
                    {"column_name": "secret", "exclude": True},
                ],
            },
            {"identifier": "main.sales.customers"},
        ],
        "metric_views": [{"identifier": "main.sales.revenue"}],
    },
    "instructions": {
        "example_question_sqls": [
            {"id": "2", "question": ["top"], "sql": ["SELECT *\n", "FROM main.sales.orders"]}
        ],
        "sql_functions": [{"identifier": "main.sales.fiscal_year"}],
    },
}
JOBS = {
    "jobs": [
        {
            "job_id": 4711,
            "creator_user_name": "ana@corp.com",
            "settings": {
                "name": "nightly",
                "run_as": {"service_principal_name": "robot"},
                "trigger": {
                    "table_update": {"table_names": ["main.raw.orders"], "condition": "ANY_UPDATED"}
                },
                "tasks": [
                    {
                        "task_key": "a",
                        "notebook_task": {"notebook_path": "/Repos/x/load", "source": "WORKSPACE"},
                    },
                    {
                        "task_key": "b",
                        "sql_task": {"query": {"query_id": "q-1"}, "warehouse_id": "w"},
                    },
                    {"task_key": "c", "sql_task": {"file": {"path": "sql/load.sql"}}},
                    {
                        "task_key": "d",
                        "pipeline_task": {"pipeline_id": "p-1", "full_refresh": False},
                    },
                    {
                        "task_key": "e",
                        "for_each_task": {
                            "inputs": "[1]",
                            "task": {"task_key": "f", "run_job_task": {"job_id": 12}},
                        },
                    },
                    {"task_key": "g", "spark_python_task": {"python_file": "src/main.py"}},
                    {
                        "task_key": "h",
                        "dbt_task": {"commands": ["dbt run"], "catalog": "main", "schema": "marts"},
                    },
                    {"task_key": "i", "dashboard_task": {"dashboard_id": "db-1"}},
                    {"task_key": "j", "sql_task": {"alert": {"alert_id": "al-1"}}},
                ],
            },
        }
    ],
    "has_more": False,
}
PIPELINE = {
    "pipeline_id": "p-1",
    "name": "ingest crm",
    "creator_user_name": "ana@corp.com",
    "run_as_user_name": "robot",
    "spec": {
        "id": "p-1",
        "name": "ingest crm",
        "catalog": "main",
        "target": "bronze",
        "libraries": [
            {"notebook": {"path": "/Repos/x/dlt"}},
            {"file": {"path": "/Repos/x/a.sql"}},
            {"glob": {"include": "/Repos/x/t/**"}},
        ],
        "ingestion_definition": {
            "connection_name": "sfdc",
            "objects": [
                {
                    "table": {
                        "source_schema": "objects",
                        "source_table": "Account",
                        "destination_catalog": "main",
                        "destination_schema": "crm",
                    }
                },
                {
                    "schema": {
                        "source_schema": "hr",
                        "destination_catalog": "main",
                        "destination_schema": "hr",
                    }
                },
            ],
        },
    },
}
MODEL = {
    "model_version": {
        "model_name": "churn",
        "catalog_name": "main",
        "schema_name": "ml",
        "version": 3,
        "run_id": "r1",
        "source": "dbfs:/x",
        "created_by": "ana@corp.com",
        "model_version_dependencies": {
            "dependencies": [
                {"table": {"table_full_name": "main.ml.features"}},
                {"function": {"function_full_name": "main.ml.score"}},
            ]
        },
    }
}
ML_MODEL = {
    "artifact_path": "agent",
    "flavors": {"python_function": {"loader_module": "mlflow.pyfunc.model"}},
    "model_uuid": "0a",
    "name": "main.ml.agent",
    "resources": {
        "api_version": "1",
        "databricks": {
            "serving_endpoint": [{"name": "databricks-llama"}],
            "vector_search_index": [{"name": "main.ml.docs_index"}],
            "table": [{"name": "main.ml.facts"}],
            "sql_warehouse": [{"name": "w1"}],
        },
    },
}
FEATURES = {
    "input_columns": [
        {"customer_id": {"source": "training_data", "data_type": "long"}},
        {
            "spend": {
                "source": "feature_store",
                "table_name": "main.ml.customer_features",
                "feature_name": "spend_30d",
                "lookup_key": ["customer_id"],
            }
        },
        {
            "ratio": {
                "source": "on_demand_feature",
                "udf_name": "main.ml.ratio",
                "input_bindings": {"a": "spend"},
            }
        },
    ],
    "input_tables": [{"main.ml.customer_features": {"table_id": "t"}}],
    "input_functions": [{"main.ml.ratio": {}}],
    "serialization_version": 11,
}
INDEX = {
    "name": "main.ml.docs_index",
    "endpoint_name": "vs",
    "primary_key": "id",
    "index_type": "DELTA_SYNC",
    "creator": "ana@corp.com",
    "delta_sync_index_spec": {
        "source_table": "main.ml.docs",
        "embedding_source_columns": [{"name": "text", "embedding_model_endpoint_name": "bge"}],
        "columns_to_sync": ["id", "text", "owner"],
        "embedding_writeback_table": "main.ml.docs_index_writeback_table",
        "pipeline_type": "TRIGGERED",
    },
}
ENDPOINT = {
    "name": "churn-api",
    "creator": "ana@corp.com",
    "config": {
        "served_entities": [
            {"name": "a", "entity_name": "main.ml.churn", "entity_version": "3"},
            {
                "name": "b",
                "external_model": {"name": "gpt-4o", "provider": "openai", "task": "llm/v1/chat"},
            },
        ],
        "auto_capture_config": {
            "catalog_name": "main",
            "schema_name": "ml",
            "table_name_prefix": "churn_api",
            "enabled": True,
        },
    },
}
SYNCED = {
    "name": "main.ml.online",
    "spec": {
        "source_table_full_name": "main.ml.features",
        "primary_key_columns": ["id"],
        "run_triggered": {},
    },
}
MONITOR = {
    "table_name": "main.ml.features",
    "output_schema_name": "main.monitoring",
    "dashboard_id": "d-9",
}
EXTERNAL = {
    "external_lineage_relationships": [
        {
            "id": "1",
            "source": {"external_metadata": {"name": "sap_orders"}},
            "target": {"table": {"name": "main.raw.orders"}},
            "columns": [{"source": "ORDNR", "target": "id"}],
        }
    ]
}
BUNDLE = {
    "bundle": {"name": "shop"},
    "resources": {
        "jobs": {
            "nightly": {
                "tasks": [{"task_key": "a", "notebook_task": {"notebook_path": "../src/load.py"}}]
            }
        },
        "schemas": {"s": {}},
    },
}
LAKE = event(
    inputs=[ORDERS], outputs=[{**SILVER, "facets": uses("id", column(table("main.a.t"), "x"))}]
)
DBT = manifest(
    source("orders"),
    model(
        "c",
        columns={"id": {"data_type": "int", "tags": ["k"]}},
        depends_on=after("source.shop.raw.orders"),
    ),
)
SAMPLES = [
    DASHBOARD, GENIE, JOBS, PIPELINE, MODEL, ML_MODEL, FEATURES, INDEX, ENDPOINT, SYNCED, MONITOR,
    EXTERNAL, BUNDLE, LAKE, DBT, row("main.a.t", "main.a.u", **JOB),
]  # fmt: skip
