"""Names what the system catalog holds, by the reference of system tables."""

from __future__ import annotations

from typing import Final

SYSTEM_TABLES: Final = {
    schema: tuple(tables.split())
    for schema, tables in {
        "access": "audit table_lineage column_lineage assistant_events clean_room_events "
        "inbound_network outbound_network workspaces_latest",
        "ai": "",
        "billing": "usage list_prices",
        "compute": "clusters node_types node_timeline warehouses warehouse_events",
        "information_schema": "",
        "lakeflow": "jobs job_tasks job_run_timeline job_task_run_timeline pipelines "
        "pipeline_update_timeline",
        "marketplace": "listing_funnel_events listing_access_events",
        "mlflow": "experiments_latest runs_latest run_metrics_history",
        "query": "history",
        "serving": "served_entities endpoint_usage",
        "storage": "predictive_optimization_operations_history",
    }.items()
}
