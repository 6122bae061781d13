# digest: two commands do everything. `make digest` makes the demo issue, `make test` runs the tests.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: digest test lint format docs bench golden clean

digest: .venv/.digest
	@$(BIN)/digest demo --out out

test: .venv/.test
	$(BIN)/python -m pytest -n auto --dist worksteal -m "not long" $(PYTEST)

lint: .venv/.test
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports

format: .venv/.test
	$(BIN)/ruff check --fix . && $(BIN)/ruff format .

docs: .venv/.docs
	@$(BIN)/python -m reference
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

golden: .venv/.test
	$(BIN)/python -m pytest --regenerate-golden -q tests

bench: .venv/.test
	$(BIN)/python -m benchmarks.summaries && $(BIN)/python -m benchmarks.sentences && $(BIN)/python -m benchmarks.startup && $(BIN)/python -m benchmarks.build && $(BIN)/python -m benchmarks.send && $(BIN)/python -m benchmarks.chaos && $(BIN)/python -m benchmarks.duplicates && $(BIN)/python -m benchmarks.compose && $(BIN)/python -m benchmarks.novelty && $(BIN)/python -m benchmarks.render && $(BIN)/python -m benchmarks.collect_feeds && \
	$(BIN)/python -m benchmarks.collect_pages && $(BIN)/python -m benchmarks.collect_many && $(BIN)/python -m benchmarks.landings && $(BIN)/python -m benchmarks.schedule && $(BIN)/python -m benchmarks.importing && $(BIN)/python -m benchmarks.month && $(BIN)/python -m benchmarks.fuzz

clean:
	rm -rf .venv out dist .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis

# uv where there is one; else pip from outside the environment, which needs neither ensurepip nor a copy of pip in it.
define install
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "digest needs Python 3.11 or newer: make PYTHON=python3.12"; exit 1; }
	@echo "Setting up .venv (about a minute, once) ..."
	@if command -v uv >/dev/null; then uv venv -q --allow-existing --python $(PYTHON) .venv && uv pip install -q --python .venv -e '.$(1)'; \
	else $(PYTHON) -m venv --without-pip .venv && $(PYTHON) -m pip --python .venv/bin/python --disable-pip-version-check install -q -e '.$(1)'; fi
	@touch $@
endef

.venv/.digest: pyproject.toml
	$(call install,)

.venv/.test: pyproject.toml
	$(call install,[dev])

.venv/.docs: pyproject.toml
	$(call install,[docs])
