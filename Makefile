# Two commands on a fresh machine: `make report`, `make test`. Both set up what they need first.
PYTHON ?= python3
SEEDS ?= seeds
OUT ?= reports
LABELS ?=
FRAMING_DATA ?= ../shared/data

BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps
LOCK := uv pip compile --quiet --universal --fork-strategy fewest --generate-hashes --python-version 3.11 pyproject.toml

.PHONY: help install report train test check bench clean lock gold
.DEFAULT_GOAL := help

help: ## list these targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):[^#]*## /\1\t/' | expand -t 10

install: .venv/.installed ## set up the virtual environment, nothing else

report: .venv/.installed ## compare the articles in SEEDS=folder and write OUT/index.html
	$(BIN)/framing report $(SEEDS) --out $(OUT)

train: .venv/.installed ## train the classifier on LABELS=file... (the sample labels without it)
	$(BIN)/framing train $(or $(LABELS),seeds/labels/sample.csv) --out $(if $(LABELS),models/own,models/sample)

test: .venv/.tools ## run every test
	FRAMING_DATA=$(FRAMING_DATA) $(BIN)/python -m pytest

check: .venv/.tools ## style, types, layers, and hostile input for a bounded time
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest tests/test_fuzz_corpus.py

bench: .venv/.tools ## time and memory, each stage apart, and quality on the development data
	FRAMING_DATA=$(FRAMING_DATA) $(BIN)/python -m benchmarks

gold: .venv/.tools ## renew the gold files of the tests (read the difference before you commit it)
	FRAMING_GOLD=renew $(BIN)/python -m pytest tests/test_gold.py

lock: ## renew the pinned dependencies (needs uv)
	$(LOCK) --extra build -o requirements.lock
	$(LOCK) --extra build --extra dev -c requirements.lock -o requirements-dev.lock

clean: ## remove the reports and what tools left behind
	rm -rf reports/* build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find framing tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/.created:
	$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(0 if (3, 11) <= v[:2] <= (3, 13) else "Python 3.11, 3.12 or 3.13 is needed, and this is %d.%d: say make PYTHON=python3.12" % v[:2])'
	$(PYTHON) -m venv .venv
	@touch $@

.venv/.installed: requirements.lock pyproject.toml .venv/.created
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-build-isolation -e .
	@touch $@

.venv/.tools: requirements-dev.lock .venv/.installed
	$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@
