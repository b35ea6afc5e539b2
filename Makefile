# Everything the project does on a machine starts here: `make help` lists it.
#
# A target brings what it needs: the virtual environment, the node modules, Chromium. Stamps keep that from being done
# twice. PYTHON=python3.12 chooses another Python than the first fit one on the path (3.11-3.13).

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
ifndef AT_ONCE
.NOTPARALLEL:
endif

# What is compiled once is read by every process that a test starts.
export PYTHONDONTWRITEBYTECODE :=

PYTHON ?= $(shell .ci/system find-python)
IN_VENV := .venv/bin/python -m
NODE_STAMPS := $(patsubst %/package-lock.json,%/node_modules/.installed,$(wildcard tests/*/package-lock.json))
PARAMETERS ?= $(wildcard infra/teams/parameters.toml)
SUCCESSORS := $(patsubst benchmarks/successors/%.txt,.local/bench/%/.installed,$(wildcard benchmarks/successors/*.txt))
LOCK := UV_CUSTOM_COMPILE_COMMAND="make lock" $(IN_VENV) uv pip compile --quiet --generate-hashes --universal \
	--python-version 3.11 --no-emit-index-url --no-emit-find-links $(UPGRADE)
# One worker more than there are cores: the one that has the browser's tests mostly waits for it.
ON_ALL_CORES := --numprocesses $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1) --dist loadgroup
CHECKED_TESTS := $(wildcard tests/cards tests/texts) tests/test_house_rules.py

.PHONY: help run test check ready lint style types importing format bench soak cards pictures package image lock clean

help: ## Say what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 10

run: .venv/.installed .local/node.checked ## Start the bot and a local Teams client for each of three people
	@exec $(IN_VENV) examples.playground

test: .venv/.installed ## Check everything and run every test, the browser's too
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target AT_ONCE=yes ready
	$(IN_VENV) pytest $(ON_ALL_CORES)

check: lint $(NODE_STAMPS) .local/chromium.checked ## Style, types, who imports whom, the house's rules, cards and texts
	$(IN_VENV) pytest $(ON_ALL_CORES) $(CHECKED_TESTS)

# The types take one core for a while; what the tests need comes on the other.
ready: lint .local/tests.compiled $(NODE_STAMPS) .local/graph/.fetched .local/checkov/.installed .local/chromium.checked

lint: style types importing

style: .venv/.installed
	$(IN_VENV) ruff check .
	$(IN_VENV) ruff format --check .

types: .venv/.installed
	$(IN_VENV) mypy

importing: .venv/.installed
	PYTHONPATH=. .venv/bin/lint-imports --no-logo

format: .venv/.installed ## Let ruff mend what it can
	$(IN_VENV) ruff check --fix .
	$(IN_VENV) ruff format .

bench: .venv/.installed $(SUCCESSORS) ## Measure speed beside the SDK and its successors (BENCH=quick: 1.5 minutes)
	$(IN_VENV) benchmarks $(BENCH)

soak: .venv/.installed tests/cosmos/node_modules/.installed ## Let replicas die under load (SOAK_MINUTES=3 SOAK_REPLICAS=2 SOAK_STORE=cosmos SOAK_SEED=1)
	$(IN_VENV) tests.soak

cards: .venv/.installed $(NODE_STAMPS) .local/chromium.checked ## Picture every card as Teams shows it
	$(IN_VENV) tests.cards.gallery

pictures: .venv/.installed .local/node.checked .local/chromium.checked ## Take the documents' pictures anew (PICTURES="lunch gap" for some)
	$(IN_VENV) tests.pictures.taking $(PICTURES)

package: ## Build the Teams app package (PARAMETERS=FILE; without any, the example's)
	@$(or $(PYTHON),python3) -m infra.teams $(PARAMETERS)

image: ## Build the container image, where there is an engine for it (IMAGE=vaxelvis)
	@.ci/image "$(or $(IMAGE),vaxelvis)"

lock: .venv/.installed ## Lock the dependencies with hashes (UPGRADE=--upgrade takes newer releases)
	for name in requirements requirements-dev tests/infra/checkov benchmarks/successors/agents benchmarks/successors/teams; do \
		$(LOCK) $$name.in -o $$name.txt; done

clean: ## Remove what make made; the bot's data stays
	rm -rf .venv .local .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache tests/*/node_modules
	find . -name __pycache__ -prune -exec rm -rf {} +

.local/bench/%/.installed: benchmarks/successors/%.txt
	@rm -rf .local/bench/$* && mkdir -p .local/bench && $(PYTHON) -m venv .local/bench/$*
	.local/bench/$*/bin/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r $<
	@touch $@

.venv/.installed: requirements-dev.txt .ci/install.py
	@.ci/system venv "$(PYTHON)"
	@echo "Installing the Python packages, once."
	@.venv/bin/python .ci/install.py requirements-dev.txt
	@touch $@

# Each of pytest's processes would compile every test by itself; what is amiss is said when they run.
.local/tests.compiled: | .venv/.installed
	@mkdir -p .local && $(IN_VENV) pytest --collect-only >/dev/null 2>&1 || true
	@touch $@

tests/%/node_modules/.installed: tests/%/package-lock.json | .local/node.checked
	npm ci --prefix tests/$* --no-audit --no-fund --loglevel=error
	@touch $@

.local/graph/.fetched: tests/graph/published.txt | .venv/.installed
	@rm -rf .local/graph && mkdir -p .local/graph
	@$(IN_VENV) pip download --quiet --disable-pip-version-check --no-input --no-deps --only-binary=:all: \
		--require-hashes --dest .local/graph -r $<
	@touch $@

.local/checkov/.installed: tests/infra/checkov.txt | .venv/.installed
	@rm -rf .local/checkov && .venv/bin/python -m venv --without-pip .local/checkov
	@.venv/bin/python .ci/install.py $< .local/checkov/bin/python
	@touch $@

.local/node.checked:
	@.ci/system node
	@mkdir -p .local && touch $@

.local/chromium.checked:
	@.ci/system chromium
	@mkdir -p .local && touch $@
