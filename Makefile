# `make` alone lists what there is. Needed: Python 3.11 or newer and a network for the first run.

PYTHON ?= $(shell command -v python3.11 || echo python3)
BIN := .venv/bin
# One more than the processors that are there at least: a test in a browser waits for its server, and another goes on.
WORKERS ?= 3
DEBIAN := [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update && apt-get install -y --no-install-recommends

.DEFAULT_GOAL := help
.PHONY: help run dev demo-sheets test test-quick test-latest test-long pictures readme-pictures lint bench load soak soak-edits soak-viewers soak-outage chromium servers windows-bundle

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: .venv/runtime ## start the app on this machine: the sample year, or what .streamlit/secrets.toml says
	$(BIN)/streamlit run app.py

dev: .venv/development ## start the app so that it restarts whenever a file of the program changes
	$(BIN)/uvicorn app:app --port 8501 --reload --reload-dir lib --reload-dir pages --reload-include '*.js'

demo-sheets: .venv/development ## the app over a fake Google Sheet on this machine, with a page to edit its cells by
	$(BIN)/python -m tests.fake_sheets

test: .venv/development chromium servers ## run every test; those in a browser or over servers where these are there
	$(BIN)/pytest -n $(WORKERS) --dist worksteal

QUICK := $(addprefix tests/,house golden scoring sheets/reading release history years show/words show/tables access audit)

test-quick: .venv/development ## the tests of the core in under a minute: no browser, no servers, few random examples
	$(BIN)/pytest -n $(WORKERS) --hypothesis-profile quick $(QUICK) --ignore tests/sheets/reading/test_nothing_lost_in_sources.py

LATEST := build/latest/requirements.txt

test-latest: chromium servers ## every test against the newest releases of the dependencies, in an environment of its own
	$(PYTHON) -m venv --clear build/latest
	sed -nE 's/^([A-Za-z0-9_.-]+)==[^;]*/\1/p' requirements.txt requirements-dev.txt > $(LATEST)
	build/latest/bin/pip install --quiet --disable-pip-version-check -r $(LATEST)
	build/latest/bin/python tools/newer_releases.py requirements.txt requirements-dev.txt
	build/latest/bin/pytest -n $(WORKERS) --dist worksteal $(TESTS)

test-long: .venv/development chromium ## a whole conference in Chromium, several minutes on a quiet machine
	$(BIN)/pytest -m long tests

pictures: .venv/development chromium ## the tests in Chromium, with a picture of every page and every scene in build/screens
	PICTURES=1 $(BIN)/pytest tests/browser

readme-pictures: .venv/development chromium ## the pictures of the README, taken from the app over the sample year
	$(BIN)/python -m tools.readme_pictures

lint: .venv/development ## style, types, and known faults of the dependencies
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python tools/dependency_audit.py requirements.txt

bench: .venv/development chromium ## page opens, changes, reveals and starts beside an empty Streamlit app (BENCH=--quick)
	$(BIN)/python -m bench $(BENCH)

load: .venv/development chromium ## 300 readers and three browsers held for ten minutes, with memory (MINUTES=10)
	$(BIN)/python -m bench.load --minutes $(or $(MINUTES),10)

soak: .venv/development chromium ## the hall for an hour: projector and phones, with memory figures (MINUTES=60)
	$(BIN)/python -m bench.soak --minutes $(or $(MINUTES),60)

soak-edits: .venv/development ## 20,000 random edits, faults and restarts against a fake Google Sheet (EDITS=20000 SEED=1)
	$(BIN)/python -m tests.soak.edits --edits $(or $(EDITS),20000) --seed $(or $(SEED),1)

soak-viewers: .venv/development ## what many viewers cost Google beside one, for two minutes each (VIEWERS=100)
	$(BIN)/python -m tests.soak.viewers --viewers $(or $(VIEWERS),100)

soak-outage: .venv/development chromium ## ten minutes without Google, with a restart, before an open page (MINUTES=10)
	$(BIN)/python -m tests.soak.outage --minutes $(or $(MINUTES),10)

windows-bundle: .venv/development ## the project with its wheels for Windows in dist/, to install without the Internet
	$(BIN)/python tools/windows_bundle.py

# What tests need of the system, from Debian where this is root there; what is missing skips its tests by name.
chromium:
	@for name in chromium chromium-browser google-chrome; do command -v $$name >/dev/null && exit 0; done; \
	$(DEBIAN) chromium || echo "no Chromium: the tests in a browser are skipped"

servers:
	@PATH="$$PATH:/usr/sbin"; { command -v valkey-server || command -v redis-server; } >/dev/null || \
	{ $(DEBIAN) redis-server; } || echo "no Redis: the tests of the shared store are skipped"
	@PATH="$$PATH:/usr/sbin"; command -v nginx >/dev/null || \
	{ $(DEBIAN) nginx; } || echo "no nginx: the tests of a site of several processes are skipped"

# The environment is made again when what it is made of has changed.
.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.11")'
	$(PYTHON) -m venv .venv

.venv/runtime: requirements.txt | .venv/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/development: requirements-dev.txt requirements.txt | .venv/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@ .venv/runtime
