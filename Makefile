# `make demo` and `make test` set up what they need, on a fresh machine too: Python 3.11 or newer, make, git,
# and Node for the tests of the WeChat channel. `make setup` installs everything for development.

PYTHON ?= $(shell for python in python3.11 python3.12 python3.13 python3; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && command -v $$python && break; done)
VENV ?= .venv
BIN := $(VENV)/bin
ARGS ?=

.PHONY: setup demo test quick check bench score clean

setup: $(VENV)/.development

demo: $(VENV)/.running
	$(BIN)/whistle demo $(ARGS)

test: $(VENV)/.development
	$(BIN)/python -m pytest -m "not nightly" $(ARGS)

quick: $(VENV)/.development
	$(BIN)/python -m pytest -q -n 2 -m "not (slow or gateway or postgres or browser or nightly)" $(ARGS)

check: $(VENV)/.development
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q tests/unit/test_imports.py

bench: $(VENV)/.development
	$(BIN)/python benchmarks/reading.py
	$(BIN)/python -m benchmarks.parsing 50000
	$(BIN)/python benchmarks/replay.py $(ARGS)

score: $(VENV)/.development
	$(BIN)/python benchmarks/score.py $(ARGS)

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis tests/gateway/node_modules
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Installed again only when a lock file or the project file has changed.

$(BIN)/python:
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	"$(PYTHON)" -m venv $(VENV)

$(VENV)/.running: requirements.lock pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --editable .
	@touch $@

$(VENV)/.development: requirements-dev.lock pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --no-deps --editable .
	@touch $@ $(VENV)/.running
