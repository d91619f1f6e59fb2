# Two commands on a fresh machine: `make serve` and `make test`. Everything else is a part of them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --no-warn-script-location

.PHONY: setup serve build check test lint lock bench trials pictures clean

setup: $(VENV)/setup.stamp  ## Make .venv with the command peerlore

serve: setup  ## Serve the sample library with live reload
	$(BIN)/peerlore serve

build: setup  ## Build the sample library into site/
	$(BIN)/peerlore build

check: setup  ## Check the sample library
	$(BIN)/peerlore check

test: $(VENV)/test.stamp lint  ## Set up what tests need and run everything
	$(BIN)/python -m pytest --numprocesses=auto --dist=worksteal --cov --cov-report=term:skip-covered $(ARGS)

lint: $(VENV)/test.stamp  ## Style, types and the direction of imports
	$(BIN)/ruff check --output-format=concise tooling tests
	$(BIN)/ruff format --check --quiet tooling tests
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

lock: $(VENV)/test.stamp  ## Renew the lock files from pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-emit-index-url --no-header \
		--extra setup --output-file tooling/locks/run.lock $(LOCK) pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-emit-index-url --no-header \
		--extra cluster --extra setup --constraint tooling/locks/run.lock --output-file tooling/locks/cluster.lock $(LOCK) pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-emit-index-url --no-header \
		--extra compose --extra setup --constraint tooling/locks/cluster.lock --output-file tooling/locks/compose.lock $(LOCK) pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-emit-index-url --no-header \
		--extra dev --constraint tooling/locks/cluster.lock --constraint tooling/locks/compose.lock --output-file tooling/locks/test.lock $(LOCK) pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-emit-index-url --no-header \
		--output-file tooling/locks/bench.lock $(LOCK) tooling/bench/peers.in

bench: $(VENV)/setup.stamp tooling/bench/.venv/bench.stamp  ## Measure speed and memory beside the peers
	$(BIN)/python tooling/bench/run.py $(ARGS)

trials: $(VENV)/test.stamp  ## Kill two hundred builds at any moment and look at what is left
	PEERLORE_TRIALS=100 $(BIN)/python -m pytest --numprocesses=0 --verbose tests/test_swap.py tests/test_renewal.py

pictures: $(VENV)/test.stamp  ## Take the pictures of the README anew
	$(BIN)/python tests/take_pictures.py

tooling/bench/.venv/bench.stamp: tooling/locks/bench.lock tooling/bench/package-lock.json
	$(PYTHON) -m venv tooling/bench/.venv
	tooling/bench/.venv/bin/python -m pip --disable-pip-version-check install --quiet --require-hashes --requirement $<
	cd tooling/bench && npm ci --silent
	touch $@

clean:  ## Remove everything that commands made
	rm -rf $(VENV) .cache dist .coverage* htmlcov .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find site -mindepth 1 ! -name .gitignore -delete

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("peerlore needs Python 3.11 or newer" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

$(VENV)/setup.stamp: tooling/locks/run.lock pyproject.toml | $(VENV)/bin/python
	$(PIP) --require-hashes --requirement tooling/locks/run.lock
	$(PIP) --no-build-isolation --no-deps --editable .
	touch $@

$(VENV)/test.stamp: tooling/locks/test.lock $(VENV)/setup.stamp tests/ensure_browser.py tests/ensure_npm_tools.py tests/npm/package-lock.json
	$(PIP) --require-hashes --requirement tooling/locks/test.lock
	$(BIN)/python tests/ensure_browser.py
	$(BIN)/python tests/ensure_npm_tools.py
	touch $@
