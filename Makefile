# How do I run, check and test Paraph? `make help` lists the answers.
# Needs Python 3.11 or newer with pip, make and git; everything else is put into .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
BROWSER := $(VENV)/.browser

export UV_PROJECT_ENVIRONMENT := $(CURDIR)/$(VENV)
export UV_PYTHON_DOWNLOADS := never
# Hundreds of processes start in a run of the tests: what each compiles anew costs more than what it does.
unexport PYTHONDONTWRITEBYTECODE
unexport VIRTUAL_ENV
unexport PYTHONPATH
unexport PYTHONHOME

.DEFAULT_GOAL := help
.PHONY: help demo demo-stop test check check-full browser bench mutate campaign docs format clean

help: ## Show what there is to make
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(READY) ## See it gate, trace lines, stop an agent and guard a server, in a minute
	@$(BIN)/python examples/demo.py $(DEMO)

demo-stop: $(READY) ## End the server that the demo left running
	@$(BIN)/python examples/demo.py --stop $(DEMO)

test: $(READY) ## Run all tests
	$(BIN)/python -m pytest -n auto --dist worksteal $(TESTS)

check: $(READY) ## Lint, formatting, types and architecture contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

browser: $(BROWSER) ## Play the pages in a real Chromium: read, sign, by keys alone, in the dark
	@found=$$(.ci/chromium) && CHROMIUM=$$found BROWSER=1 $(BIN)/python -m pytest $(or $(TESTS),tests/browser)

check-full: ## All of check, test and browser; says so where no Chromium can be had
	$(MAKE) check
	$(MAKE) test
	@if why=$$(.ci/chromium 2>&1 >/dev/null); then $(MAKE) browser; \
		else echo "THE BROWSER SUITE DID NOT RUN: $$why" >&2; fi

bench: $(READY) ## Measure what Paraph costs, each figure beside its peer
	$(BIN)/python -m benchmarks $(BENCH)

mutate: $(READY) ## Delete checks of the gate one by one and see that the tests notice
	$(BIN)/python -m benchmarks.mutate $(MUTATE)

campaign: $(READY) ## Try thousands of times what the tests try a few times: kills, power cuts, failing disks
	$(BIN)/python -m campaign $(CAMPAIGN)

docs: $(READY) ## Write the reference and the outputs of all examples anew
	$(BIN)/python docs/commands.py
	$(BIN)/python docs/policy_keys.py
	$(BIN)/python docs/documents.py
	$(BIN)/python docs/statements.py
	$(BIN)/python docs/config_keys.py
	$(BIN)/python docs/api_calls.py
	$(BIN)/python docs/problem_codes.py
	$(BIN)/python docs/tables.py
	$(BIN)/python docs/examples.py

format: $(READY) ## Rewrite the code in the house format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean: ## Remove the environment, the caches and the demo
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache demo

# uv installs exactly what uv.lock names. Where it cannot reach the hosts written there, pip installs
# the same versions, held to the same hashes, from wherever pip is configured to look.
$(READY): pyproject.toml uv.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Paraph needs Python 3.11 or newer; say which: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@echo "installing into $(VENV), about half a minute the first time" >&2
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check "uv>=0.9"
	@$(BIN)/uv sync --frozen --quiet || { \
		echo "uv could not fetch the locked packages; pip tries with the same lock" >&2; \
		$(BIN)/uv export --frozen --quiet --no-emit-project --output-file $(VENV)/locked.txt \
		&& $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(VENV)/locked.txt \
		&& $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .; }
	@touch $@

# The browser itself is Debian's: `.ci/chromium` finds or installs it.
$(BROWSER): $(READY)
	@$(BIN)/uv sync --frozen --quiet --group browser || { \
		echo "uv could not fetch the locked packages; pip tries with the same lock" >&2; \
		$(BIN)/uv export --frozen --quiet --only-group browser --output-file $(VENV)/browser.txt \
		&& $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(VENV)/browser.txt; }
	@touch $@
