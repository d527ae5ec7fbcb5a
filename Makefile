# account-baseline: `make` lists the targets.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
TASKCAT := .venv-taskcat/.installed

.DEFAULT_GOAL := help
.PHONY: help build site test check deploy-test bench clean refresh-knowledge

help: ## List the targets.
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 22

$(INSTALLED): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "account-baseline needs Python 3.11 or later: make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

# taskcat's jsonschema excludes moto's: it lives in an environment of its own.
$(TASKCAT): constraints-taskcat.txt
	$(PYTHON) -m venv .venv-taskcat
	.venv-taskcat/bin/python -m pip install --quiet --disable-pip-version-check --constraint constraints-taskcat.txt taskcat
	@touch $@

build: $(INSTALLED) ## Render every article into templates/, lint, refresh the README tables.
	$(BIN)/baseline build

site: $(INSTALLED) ## Write the catalogue, a static site, into build/site/.
	$(BIN)/baseline catalogue

check: $(INSTALLED) ## Compare templates/, parameters/ and the README tables with what the articles render.
	$(BIN)/baseline check

test: $(INSTALLED) ## Format, types, import layers, check, lint, and the whole test suite.
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --cache-dir .cache/import-linter
	$(BIN)/baseline check
	$(BIN)/baseline lint --include I templates/*.yaml templates/stack-sets/*.yaml
	$(BIN)/pytest -q --numprocesses auto --dist worksteal

deploy-test: $(INSTALLED) $(TASKCAT) ## Deploy every article with taskcat: into the strict account here, or with AWS=1 into yours.
	$(BIN)/python -m generator.rehearsal.deploy_test $(if $(AWS),--aws) $(ARTICLES)
	$(if $(AWS),,$(BIN)/pytest -q tests/deploy)

bench: $(INSTALLED) ## Measure the budgets: whole processes, ratios in one run.
	$(BIN)/python tests/bench/bench.py

refresh-knowledge: $(INSTALLED) ## Remake the data in generator/knowledge/ from moto, botocore and cfn-lint.
	$(BIN)/python -m generator.knowledge.refresh

clean: ## Remove the virtual environment and every cache.
	rm -rf $(VENV) .venv-taskcat .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis build *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
