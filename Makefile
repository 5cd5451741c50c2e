# The two commands are `make demo` and `make test`; the others are for people who change volmatch.

PYTHON ?= python3
OUT ?= .
VENV := .venv
BIN := $(VENV)/bin

# Every version is pinned, also inside the isolated environment in which the package itself is built
# (newer pips read the second variable there, older ones the first).
PIP := PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: demo test check index docs bench clean environment

demo: $(VENV)/.runtime
	@mkdir -p "$(OUT)"
	@$(BIN)/python examples/study_halls.py --out "$(OUT)"

test: $(VENV)/.dev
	$(BIN)/python -m pytest -n 2 --cov --cov-report=term

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python tools/index.py --check
	$(BIN)/python tools/messages.py --check
	$(BIN)/python tools/check_links.py

index: $(VENV)/.dev
	$(BIN)/python tools/index.py
	$(BIN)/python tools/messages.py

docs: $(VENV)/.dev
	$(BIN)/python tools/check_links.py

bench: $(VENV)/.dev
	$(BIN)/python -m benchmarks.run

environment: $(VENV)/.dev

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "wanted Python 3.11 or later; say which: make PYTHON=python3.12")'
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

# Each stamp is newer than what it was made from, so a second run installs nothing.
$(VENV)/.runtime: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) --editable '.[dev]'
	@touch $@ $(VENV)/.runtime

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage .coverage.*
