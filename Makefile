# The commands a person needs. Everything is set up in .venv on first use.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: try test check lint bench calibrate soak lock clean

try: $(VENV)/.run
	$(BIN)/kwai try

test: $(VENV)/.dev
	$(MAKE) --no-print-directory lint
	$(BIN)/pytest -n 2 --dist loadgroup
	$(BIN)/kwai eval

lint: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/kwai check

bench: $(VENV)/.dev
	$(BIN)/python -m bench

# What the bounds of near names were chosen by; run it after changing them or many names.
calibrate: $(VENV)/.dev
	$(BIN)/python -m bench.calibrate > docs/calibration.md.new && mv docs/calibration.md.new docs/calibration.md

soak: $(VENV)/.dev
	KWAI_SOAK=1 $(BIN)/pytest -n 2 --dist loadgroup -m "soak or not soak"

# Both files anew from pyproject.toml; the newest versions that fit, with hashes, without addresses.
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url
lock: $(VENV)/.dev
	$(BIN)/pip install --quiet uv
	$(COMPILE) --extra build pyproject.toml -o requirements.txt
	$(COMPILE) --extra build --extra dev -c requirements.txt pyproject.toml -o requirements-dev.txt

clean:
	rm -rf $(VENV) build dist

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Kwai needs Python 3.11 or newer.")'
	$(PYTHON) -m venv $(VENV)

# Hash mode refuses editable installs, so the project itself comes after, without dependencies.
$(VENV)/.run: $(VENV)/bin/python requirements.txt pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.dev: $(VENV)/bin/python requirements-dev.txt pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@ $(VENV)/.run
