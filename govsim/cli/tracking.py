"""Serves the logging of an evaluation to a local MLflow store, which no server is needed for."""

from __future__ import annotations

import argparse
import logging
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from time import time
from typing import TYPE_CHECKING, Any, Final

from govsim.errors import missing_extra
from govsim.guardrails.evaluation import Evaluation, Figures, Key, Timed

if TYPE_CHECKING:
    from mlflow import MlflowClient

EXPERIMENT: Final = "govsim eval"
_AT_ONCE: Final = 500  # metrics that one call may log
_NO_NAME: Final = re.compile(r"[^\w\-./ ]")


def log_run(
    options: argparse.Namespace, found: Sequence[Evaluation], value: Mapping[str, Any]
) -> None:
    """Log each policy as a run of its own: its figures, what it was run on, and all of it as JSON.

    Raises:
        GovsimError: `missing-extra` without mlflow.
    """
    client = _client(options.mlflow)
    experiment = _experiment(client, Path(options.mlflow).resolve())
    params = {
        "data": ", ".join(Path(path).name for path in options.data),
        "budget": options.budget,
        "counts_from": options.counts_from,
        "limit": str(options.limit or "all"),
        "seed": str(options.seed),
    }
    for each in found:
        run = client.create_run(experiment, run_name=each.policy)
        _log(client, run.info.run_id, {**params, "policy": each.policy}, dict(metrics_of(each)))
        client.log_dict(run.info.run_id, dict(value), "evaluation.json")
        client.set_terminated(run.info.run_id)


def metrics_of(found: Evaluation) -> Iterator[tuple[str, float]]:
    """Yield the metrics of an evaluation: `recall` overall, `source/NAME/recall` of a group."""
    yield "rows", float(found.rows)
    yield "unscanned", float(found.unscanned)
    for key, labelled in found.labelled.items():
        yield from _named(key, "", labelled.figures)
    for key, spanned in found.spanned.items():
        yield from _named(key, "span_", spanned.personal)
        for group, (_, figures) in spanned.groups.items():
            yield from _named(key, f"{group}/", figures)
    for key, timed in found.timed.items():
        yield from _timed(key, timed)


def _named(key: Key, prefix: str, figures: Figures) -> Iterator[tuple[str, float]]:
    for name, value in figures.values.items():
        if value is not None:
            yield f"{_path(key)}{prefix}{name}", value


def _timed(key: Key, timed: Timed) -> Iterator[tuple[str, float]]:
    for name, value in (("mean", timed.mean), ("p50", timed.p50), ("p99", timed.p99)):
        yield f"{_path(key)}cpu_ms_{name}", value


def _path(key: Key) -> str:
    return "" if key is None else f"{key[0]}/{_NO_NAME.sub('_', key[1])}/"


def _client(folder: str) -> MlflowClient:
    if find_spec("mlflow") is None:
        raise missing_extra("--mlflow needs mlflow", "mlflow")
    # The library would else tell its makers that it is used.
    os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"
    from mlflow import MlflowClient

    for name in ("mlflow", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)
    path = Path(folder).resolve()
    path.mkdir(parents=True, exist_ok=True)
    return MlflowClient(tracking_uri=f"sqlite:///{path}/mlflow.db")


def _experiment(client: MlflowClient, folder: Path) -> str:
    held = client.get_experiment_by_name(EXPERIMENT)
    if held is not None:
        return str(held.experiment_id)
    return str(client.create_experiment(EXPERIMENT, (folder / "artifacts").as_uri()))


def _log(
    client: MlflowClient, run: str, params: Mapping[str, str], metrics: Mapping[str, float]
) -> None:
    from mlflow.entities import Metric, Param

    now = int(time() * 1000)
    every = [Metric(name, value, now, 0) for name, value in metrics.items()]
    client.log_batch(run, params=[Param(name, value[:500]) for name, value in params.items()])
    for start in range(0, len(every), _AT_ONCE):
        client.log_batch(run, metrics=every[start : start + _AT_ONCE])
