# Every target makes what it needs: a fresh machine has python3, pip, make and git, no more.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
.DELETE_ON_ERROR:

PYTHON ?= python3
BIN := .venv/bin
TPC_OF_SQLGLOT := 30.12.0
PIP_INSTALL = -m pip install -qq --disable-pip-version-check
# Folders too: adding or taking away a file changes them.
INPUTS := $(shell find govsim tests tools docs policies scenarios -not -path '*/__pycache__*' \
	-not -path 'tests/bench/results*' 2>/dev/null) README.md CHANGELOG.md Makefile pyproject.toml

.PHONY: help demo test check lint test-compiled test-torch test-training measure-false-alarms measure-rules oracle bench train-names train-views \
	train-injection model-card update-docs clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 16

demo: .venv/ready ## show what govsim does, in a minute
	@$(BIN)/python -m govsim demo

test: .venv/ready ## run the tests
	$(TEST)

check: lint .venv/tested test-compiled ## everything that must hold before a change lands
	@$(BIN)/coverage report --format=total | sed 's/.*/branch coverage: &%/'
	@echo "tests: $$(cat .venv/tested)"

lint: .venv/ready
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet || { echo 'run: .venv/bin/ruff format'; exit 1; }
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-logo > .venv/imports.txt || { cat .venv/imports.txt; exit 1; }
	@$(BIN)/deptry . > .venv/deptry.txt 2>&1 || { cat .venv/deptry.txt; exit 1; }
	@echo 'ruff, mypy, import-linter, deptry: clean'

test-compiled: .venv-c/ready ## run the tests of the SQL reader on the compiled parser, those of patterns with Hyperscan
	@.venv-c/bin/python -m pytest -q tests/sql tests/conformance tests/guardrails/test_literals.py \
		tests/guardrails/pii/test_presidio.py

oracle: .venv-spark/ready .venv-spark/sqlglot ## compare lineage with Spark's own analyser
	@.venv-spark/bin/python -m tests.oracle --tpc .venv-spark/sqlglot 2> .venv-spark/log.txt

test-torch: .venv-torch/ready ## run the tests of the user's own models with torch too
	@.venv-torch/bin/python -m pytest -q tests/guardrails/adapters

test-training: .venv/ready-train-injection ## run the tests of weights that are gone on from, with torch and onnx
	@.venv-train-injection/bin/python -m pytest -q tests/guardrails/training/test_quantised.py

measure-false-alarms: .venv/ready ## measure false alarms of pii, names and secrets anew: DATA=folder of labelled rows
	@$(BIN)/python -m tools.measure_false_alarms $(DATA)

measure-rules: .venv/ready ## measure the rules of injection anew; DATA names a folder of labelled rows
	@$(BIN)/python -m tools.measure_rules $(DATA)
	@$(BIN)/python -m tools.reference

bench: .venv/ready-bench .venv-c/ready ## measure, against the peers and against the last figures
	@$(BIN)/python -m tests.bench --full

train-names: .venv/ready-train ## train the tagger of names anew: DATA=folder of its sources
	@.venv-train/bin/python -m tools.training.names.teacher $(DATA) $(DATA)/downloads $(DATA)/silver.jsonl
	@.venv-train/bin/python -m tools.training.names.train --data $(DATA) --silver $(DATA)/silver.jsonl \
		--wordnet $(DATA)/downloads/x_wordnet-base/usr/share/wordnet --out $(DATA)/names.npz --generated 70000
	@.venv-train/bin/python -m tools.training.names.pack $(DATA)/names.npz govsim/guardrails/weights/names.npz

train-views: .venv/ready ## make the tables by which disguises are judged anew: DATA=folder of their sources
	@$(BIN)/python -m tools.training.views.likeness $(DATA)
	@$(BIN)/python -m tools.training.views.vocabulary $(DATA)
	@$(BIN)/python -m tools.training.views.vendors $(DATA)/oui.idx

train-injection: .venv/ready-train-injection ## train the injection models anew: DATA=folder (see tools/training/injection)
	@.venv-train-injection/bin/python -m tools.training.injection.pipeline --pool $(DATA)/injection \
		--manifest $(DATA)/manifest-injection.json --packages $(DATA)/packages \
		--base $(DATA)/base --work $(DATA)/work
	@for stage in everyday daily tools; do \
		rm -rf $(DATA)/begin && cp -r govsim/guardrails/weights/injection $(DATA)/begin && \
		.venv-train-injection/bin/python -m tools.training.injection.everyday --stage $$stage \
			--pool $(DATA)/injection --manifest $(DATA)/manifest-injection.json \
			--packages $(DATA)/packages --begin $(DATA)/begin --work $(DATA)/$$stage || exit 1; \
	done

model-card: .venv/ready-train-injection ## score anew what folds left out, with DATA of train-injection
	@.venv-train-injection/bin/python -m tools.training.injection.pipeline --pool $(DATA)/injection \
		--manifest $(DATA)/manifest-injection.json --packages $(DATA)/packages \
		--base $(DATA)/base --work $(DATA)/work scores results
	@$(BIN)/python -m tools.reference

update-docs: .venv/ready ## write the outputs in docs/ and docs/reference/ anew
	@$(BIN)/python -m tools.reference
	@GOVSIM_UPDATE_DOCS=1 $(BIN)/python -m pytest -q tests/docs/test_examples.py

clean: ## take away everything that was made here
	rm -rf .venv .venv-* .coverage .coverage.* build dist .hypothesis .import_linter_cache
	rm -rf .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- what is made ------------------------------------------------------------------------------

# Measured from the start, for the pytest plugin is loaded before any plugin could measure it.
# The closing line is kept: check repeats it, and runs the tests again only when a file changed.
define TEST
@rm -f .venv/tested .coverage .coverage.*
@$(BIN)/coverage run -m pytest -n auto --dist worksteal | tee .venv/pytest.txt
@$(BIN)/coverage combine --quiet
@tail -n 1 .venv/pytest.txt > .venv/tested
endef

.venv/tested: .venv/ready $(INPUTS)
	$(TEST)

.venv/ready: pyproject.toml
	@echo 'installing into .venv'
	@$(PYTHON) -m venv .venv
	@$(BIN)/python $(PIP_INSTALL) -e '.[dev]'
	@touch $@

.venv/ready-bench: .venv/ready
	@$(BIN)/python $(PIP_INSTALL) -e '.[bench]'
	@touch $@

.venv-spark/ready: pyproject.toml
	@echo 'installing into .venv-spark'
	@command -v java > /dev/null || (apt-get update -qq && apt-get install -y -qq default-jre-headless) > /dev/null
	@$(PYTHON) -m venv .venv-spark
	@.venv-spark/bin/python $(PIP_INSTALL) -e '.[oracle]'
	@touch $@

# Its tests hold the statements of TPC-H and TPC-DS.
.venv-spark/sqlglot: .venv-spark/ready
	@.venv-spark/bin/python -m pip download -qq --disable-pip-version-check --no-deps \
		--no-binary sqlglot -d .venv-spark 'sqlglot==$(TPC_OF_SQLGLOT)'
	@mkdir -p $@ && tar -xzf .venv-spark/sqlglot-$(TPC_OF_SQLGLOT).tar.gz -C $@ --strip-components 1
	@touch $@

.venv-torch/ready: pyproject.toml
	@echo 'installing into .venv-torch'
	@$(PYTHON) -m venv .venv-torch
	@.venv-torch/bin/python $(PIP_INSTALL) -e '.[dev,transformers]'
	@touch $@

.venv/ready-train: tools/training/names/requirements.txt
	@echo 'installing into .venv-train'
	@$(PYTHON) -m venv .venv-train
	@.venv-train/bin/python $(PIP_INSTALL) -e . -r $<
	@touch $@

.venv/ready-train-injection: tools/training/injection/requirements.txt .venv/ready
	@echo 'installing into .venv-train-injection'
	@$(PYTHON) -m venv .venv-train-injection
	@.venv-train-injection/bin/python $(PIP_INSTALL) -e '.[dev]' -r $<
	@touch $@

.venv-c/ready: pyproject.toml
	@echo 'installing into .venv-c'
	@$(PYTHON) -m venv .venv-c
	@.venv-c/bin/python $(PIP_INSTALL) -e '.[dev,fast,hyperscan]'
	@touch $@
