.PHONY: demo test test-all bench bundle lint lock screenshots
.DEFAULT_GOAL := help

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

help:                 ## list the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /	/'

$(READY)-%: requirements/%.txt pyproject.toml
	@test -d .venv || $(PYTHON) -m venv .venv
	$(PIP) --require-hashes -r requirements/$*.txt
	$(PIP) --require-hashes -r requirements/build.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(READY)-runtime    ## serve the example programme on http://127.0.0.1:8050
	@$(BIN)/dashboard demo $(ARGS)

test: $(READY)-dev    ## everything that must hold, under 15 minutes on two cores
	@$(BIN)/python -m tests.browser.install
	$(BIN)/ruff check . && $(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "not exhaustive" $(ARGS)

test-all: $(READY)-dev    ## the same and the exhaustive runs
	@$(BIN)/python -m tests.browser.install
	$(BIN)/python -m pytest -n 2 --dist loadfile $(ARGS)

bench: $(READY)-dev    ## measure speed as ratios in one run
	$(BIN)/python -m tests.bench $(ARGS)

lint: $(READY)-dev    ## format and check
	$(BIN)/ruff format . && $(BIN)/ruff check --fix . && $(BIN)/mypy && $(BIN)/lint-imports

bundle:               ## build the Plotly bundle in assets/ (needs Node)
	cd assets/bundle && npm ci --ignore-scripts && npm run build

screenshots: $(READY)-dev    ## take the pictures of README.md from a running demo
	@$(BIN)/python -m tests.browser.install
	$(BIN)/python -m tests.browser.screenshots

lock:                 ## pin the dependencies again (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --custom-compile-command "make lock" pyproject.toml -o requirements/runtime.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --custom-compile-command "make lock" --extra dev pyproject.toml -o requirements/dev.txt
