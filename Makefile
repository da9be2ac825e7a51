# The one entry for people, the pre-commit hook and CI. `make help` lists the recipes.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help demo test check fmt lint types house self docs unit cover new-rule lock clean

help: ## list the recipes
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

$(STAMP): requirements-dev.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: $(STAMP) ## install and run ssot-check on the sample platform (it has planted duplicates: exit 1 is expected)
	@$(BIN)/ssot-check -C examples/platform check; status=$$?; \
	if [ $$status -ne 1 ]; then echo "expected exit code 1, got $$status" >&2; exit 1; fi

test: $(STAMP) check ## install and run every check and all tests

check: lint types house docs self unit ## what CI and the hook run

fmt: $(STAMP) ## format and apply safe lint fixes
	$(BIN)/ruff format . && $(BIN)/ruff check --fix .

lint: $(STAMP) ## formatting, lint, shell scripts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/shellcheck scripts/*.sh integrations/github/*.sh

types: $(STAMP) ## mypy, strict
	$(BIN)/mypy

house: $(STAMP) ## storeys and doors
	$(BIN)/lint-imports

docs: $(STAMP) ## generated pages are in date
	$(BIN)/python scripts/generate_docs.py --check

self: $(STAMP) ## ssot-check on ssot-check
	$(BIN)/ssot-check check

unit: $(STAMP) ## the tests
	$(BIN)/pytest -n 2

cover: $(STAMP) ## the tests with branch coverage
	$(BIN)/coverage run -m pytest && $(BIN)/coverage combine -q && $(BIN)/coverage report --skip-covered

new-rule: $(STAMP) ## NAME=some-name CODE=SSOT2xx: write an empty rule and its fixture folder
	$(BIN)/python scripts/new_rule.py "$(CODE)" "$(NAME)"

lock: ## renew requirements-dev.lock (needs uv on PATH)
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --quiet -o requirements-dev.lock

clean: ## remove what was installed and cached
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .coverage*
