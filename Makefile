# Everything a contributor runs. It needs make and any Python from 3.11 on; `make` alone lists the targets.
# Windows without make: scripts and commands below run the same with `py -m ...` inside the environment.

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
NATIVE := $(VENV)/native-libraries-ready
# The first of these that is new enough and can make environments; `make demo PYTHON=...` names another.
PYTHON := python3 python3.14 python3.13 python3.12 python3.11

.PHONY: help setup demo test check format bench clean
.NOTPARALLEL:

help: ## List the targets.
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(READY) $(NATIVE) ## Make .venv with everything in it, native libraries included.

demo: setup ## Show a first month: client, hours, invoice, PDF (written to build/demo).
	@$(BIN)/python examples/first_month.py build/demo

test: setup ## Run every test, with branch coverage.
	$(BIN)/python -m pytest -q -n auto --maxprocesses 8 --dist loadfile --cov

check: $(READY) ## Check style, types, layers and spelling.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/codespell

format: $(READY) ## Put the code into its one form.
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup ## Measure start-up beside other time trackers, a long import, and ten years of an hour bank.
	@$(BIN)/python benchmarks/startup.py
	@$(BIN)/python benchmarks/imports.py
	@$(BIN)/python benchmarks/bank.py

clean: ## Remove everything that make has made.
	rm -rf $(VENV) build dist .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find src tests scripts benchmarks examples -type d -name __pycache__ -prune -exec rm -rf {} +

# An environment is kept while its Python still runs, and brought up to date when pyproject.toml changes.
$(READY): pyproject.toml
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || { chosen=; new_enough=; \
		for python in $(PYTHON); do \
			"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
			new_enough=$$python; \
			"$$python" -c 'import ensurepip, venv' 2>/dev/null && { chosen=$$python; break; }; \
		done; \
		if [ -z "$$new_enough" ]; then \
			echo "vabackoffice needs Python 3.11 or newer; none of these is: $(PYTHON)." >&2; \
			echo "Install one, or name it: make $(MAKECMDGOALS) PYTHON=/path/to/python3" >&2; \
			exit 3; \
		elif [ -z "$$chosen" ]; then \
			echo "'$$new_enough' cannot make an environment: its venv module is not complete." >&2; \
			echo "On Debian and Ubuntu: sudo apt-get install python3-venv" >&2; \
			exit 3; \
		fi; \
		echo "Making $(VENV) with $$("$$chosen" --version) ..."; \
		rm -rf $(VENV) && "$$chosen" -m venv $(VENV); \
	}
	@echo "Installing what vabackoffice needs into $(VENV); the first time takes a minute or two ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@$(BIN)/python -m compileall -q src    # pip does so with what it installs whole; `va` starts in two thirds of the time
	@touch $@

$(NATIVE): scripts/native_libraries.py | $(READY)
	@$(BIN)/python scripts/native_libraries.py
	@touch $@
