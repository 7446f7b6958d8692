# Needs GNU make, Python >= 3.11 with venv, and sh. Everything else is installed below $(VENV).
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PORT ?= 8000
PYTEST_ARGS ?=
# Among so many processes the tests are dealt out (tests/dealing.py); 0: none but pytest's own.
TEST_PROCESSES ?= 2

.DEFAULT_GOAL := help
.PHONY: help setup demo password slim run worker beat broker test faults check fix gold bench messages pins

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# --- environment ----------------------------------------------------------------------------------------------------
# The stamps are newer than the pins they were made from, so a second start costs nothing.
RUNTIME := $(VENV)/.runtime-installed
DEVELOPMENT := $(VENV)/.development-installed

setup: $(RUNTIME) $(DEVELOPMENT) ## make the environment, for use and for tests

$(RUNTIME): requirements.txt
	@PYTHON="$(PYTHON)" sh config/launch/install.sh "$(VENV)" requirements.txt
	@touch $@

$(DEVELOPMENT): requirements-dev.txt $(RUNTIME)
	@PYTHON="$(PYTHON)" sh config/launch/install.sh "$(VENV)" requirements-dev.txt
	@touch $@

pins: $(DEVELOPMENT) ## write the pinned requirements anew from the .in files (UPGRADE=1 takes newer versions)
	@for name in requirements requirements-dev; do \
	  $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	    $(if $(UPGRADE),--upgrade) $$name.in --output-file $$name.txt && \
	  { echo "# Written from $$name.in by 'make pins'; do not edit."; cat $$name.txt; } > $$name.new && \
	  mv $$name.new $$name.txt || exit 1; \
	done

# --- running --------------------------------------------------------------------------------------------------------
demo: $(RUNTIME) ## everything at once, with sample articles: the first thing to try
	@PORT=$(PORT) exec $(BIN)/python -m config.launch.demo

password: $(RUNTIME) ## give the account "editor" a new password and print it
	@$(BIN)/python manage.py create_editor --reset

slim: $(RUNTIME) ## charts at a quarter of the size, for slow lines (optional; needs npm)
	@$(BIN)/python -m config.launch.slim

run: $(RUNTIME) ## the web pages alone
	@PORT=$(PORT) exec $(BIN)/python -m config.launch.parts web

worker: $(RUNTIME) ## a worker alone (needs a broker)
	@exec $(BIN)/python -m config.launch.parts worker

beat: $(RUNTIME) ## the clock that rings the sweeper (needs a broker)
	@exec $(BIN)/python -m config.launch.parts beat

broker: $(RUNTIME) ## the embedded broker alone, for run, worker and beat without REDIS_URL
	@exec $(BIN)/python -m config.launch.parts broker

# --- tests and checks -----------------------------------------------------------------------------------------------
test: $(DEVELOPMENT) ## all tests; those for which a program is missing say so and are left out
	$(BIN)/python -m pytest -n $(TEST_PROCESSES) $(PYTEST_ARGS)

faults: $(DEVELOPMENT) ## every fault that must be survived, also those that take long
	FAULTS=all $(BIN)/python -m pytest tests/faults $(PYTEST_ARGS)

check: $(DEVELOPMENT) ## style, types, imports, templates, migrations, architecture
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	find templates -name '*.html' | xargs $(BIN)/djade --check --target-version 5.2
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python -m config.messages --check
	$(BIN)/python -m pytest -q tests/test_architecture.py

fix: $(DEVELOPMENT) ## what check asks for, where a program can do it
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	find templates -name '*.html' | xargs $(BIN)/djade --target-version 5.2

gold: $(DEVELOPMENT) ## how well articles are read, as a table
	$(BIN)/python -m tests.gold.run

bench: $(DEVELOPMENT) ## figures of speed and memory, as a table (and as JSON in BENCH_JSON)
	$(BIN)/python -m tests.bench.run

messages: $(DEVELOPMENT) ## compile the translations of the interface
	$(BIN)/python -m config.messages
