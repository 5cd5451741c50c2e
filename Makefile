# The two commands are `make demo` and `make test`; the others are for people who change volmatch.

PYTHON ?= python3
OUT ?= .
VENV := .venv
BIN := $(VENV)/bin

# Every version is pinned, also inside the isolated environment in which the package itself is built
# (newer pips read the second variable there, older ones the first).
PIP := PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: demo test coverage check index docs bench bench-full bench-published peers clean environment

demo: $(VENV)/.runtime
	@mkdir -p "$(OUT)"
	@$(BIN)/python examples/study_halls.py --out "$(OUT)"

test: $(VENV)/.dev
	$(BIN)/python -m pytest -n 2

# Counting branches more than doubles the time of the suite, so it is asked for by name.
coverage: $(VENV)/.dev
	$(BIN)/python -m pytest -n 2 --cov --cov-report=term

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m tools.index --check
	$(BIN)/python -m tools.messages --check
	$(BIN)/python -m tools.check_links
	$(BIN)/python -m tools.reference --check
	$(BIN)/python -m tools.performance_page --check
	$(BIN)/python -m tools.size_page --check
	$(BIN)/python -m tools.house_picture --check

index: $(VENV)/.dev
	$(BIN)/python -m tools.index
	$(BIN)/python -m tools.messages
	$(BIN)/python -m tools.reference
	$(BIN)/python -m tools.performance_page
	$(BIN)/python -m tools.size_page
	$(BIN)/python -m tools.house_picture

docs: $(VENV)/.dev
	$(BIN)/python -m tools.check_links
	$(BIN)/python -m sphinx -W -q -b html docs build/docs

# Less than five minutes: small families, few seconds each, with whichever other solvers `make peers` installed.
bench: $(VENV)/.dev
	$(BIN)/python -m benchmarks.run --quick --seeds 1 --time-limit 4 --peers

# An hour and a half: three seeds (a province: one), each family with its own time limit, and all solvers beside the first seed.
bench-full: $(VENV)/.dev peers
	$(BIN)/python -m benchmarks.run --peers --results benchmarks/results/$$($(BIN)/python -c 'import volmatch; print(volmatch.__version__)').json
	$(BIN)/python -m tools.performance_page

# Published instances one by one, judged by the words of their sets: a minute each, an hour and a half for all that is here.
bench-published: $(VENV)/.dev
	$(BIN)/python -m benchmarks.published --time-limit 60

# Other solvers, each in an environment of its own under .peers; one that cannot be installed stays absent.
peers: $(VENV)/.dev
	$(BIN)/python -m benchmarks.install

environment: $(VENV)/.dev

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "wanted Python 3.11 or later; say which: make PYTHON=python3.12")'
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

# Each stamp is newer than what it was made from, so a second run installs nothing.
$(VENV)/.runtime: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) --editable ".[all]"
	@touch $@

$(VENV)/.dev: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) --editable '.[dev]'
	@touch $@ $(VENV)/.runtime

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage .coverage.*
