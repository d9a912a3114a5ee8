.PHONY: help demo test test-all bench lint screenshots bundle fonts lock
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

BIN := .venv/bin
READY := .venv/.ready
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(firstword $(foreach name,python3 python3.13 python3.12 python3.11,$(shell $(name) -c "$(NEW_ENOUGH)" 2>/dev/null && echo $(name))))
CHECK := $(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports
# Files begin in the order of `tests/conftest.py`, the long ones first; by itself xdist begins with those of many tests.
PYTEST := $(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder
# Tests are compiled once, also for whoever keeps Python from writing what it has compiled.
test test-all: export PYTHONDONTWRITEBYTECODE =
LOCK := uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --custom-compile-command "make lock"

help:                 ## list the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /	/'

# One stamp for what the product needs and one for what its tests need on top; each is made again when a pin changes.
$(READY)-%: requirements/%.txt requirements/build.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; name one with: make PYTHON=/path/to/python3" >&2; exit 1; }
	@test -x $(BIN)/pip || $(PYTHON) -m venv .venv
	@echo "Installing what requirements/$*.txt names into .venv; the first time takes a minute or two."
	@$(PIP) --require-hashes -r requirements/$*.txt -r requirements/build.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(READY)-runtime    ## serve the example programme on http://127.0.0.1:8050
	@$(BIN)/dashboard demo $(ARGS)

test: $(READY)-dev    ## everything that must hold
	@$(BIN)/python -m tests.browser.install
	$(CHECK)
	$(PYTEST) -m "not exhaustive" $(ARGS)

test-all: $(READY)-dev    ## the same and the exhaustive runs
	@$(BIN)/python -m tests.browser.install
	$(CHECK)
	$(PYTEST) $(ARGS)

bench: $(READY)-dev    ## measure speed as ratios in one run
	$(BIN)/python -m tests.bench $(ARGS)

lint: $(READY)-dev    ## format and check
	$(BIN)/ruff format . && $(BIN)/ruff check --fix . && $(BIN)/mypy && $(BIN)/lint-imports

screenshots: $(READY)-dev    ## take the pictures of the README from a running demo
	@$(BIN)/python -m tests.browser.install
	$(BIN)/python -m tests.browser.screenshots

bundle:               ## build the Plotly bundle in assets/ (needs Node)
	cd assets/bundle && npm ci --ignore-scripts && npm run build

fonts:                ## build the fonts of documents in dashboard/export/fonts/ (needs Node)
	cd assets/bundle && npm ci --ignore-scripts && ../../$(BIN)/python fonts.py

lock:                 ## pin the dependencies again (needs uv)
	$(LOCK) pyproject.toml -o requirements/runtime.txt
	$(LOCK) --extra dev pyproject.toml -o requirements/dev.txt
	$(LOCK) requirements/build.in -o requirements/build.txt
