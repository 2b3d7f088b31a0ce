# Every target sets up what it needs: nothing but Python 3.11 or newer has to be there.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: predict test bench model clean

predict: .venv/core            ## set up and print the positions of an example article
	$(BIN)/stance predict examples/article.txt

test: .venv/dev                ## set up and run all tests and checks
	$(BIN)/ruff check stance tests training benchmarks
	$(BIN)/ruff format --check stance tests training benchmarks
	$(BIN)/mypy
	$(BIN)/python -m pytest

model: .venv/dev               ## rebuild models/default from training/ (see training/README.md)
	bash training/build.sh $(BIN)/stance

bench: .venv/dev              ## measure speed and write benchmarks/RESULTS.md (an hour or two)
	$(BIN)/python -m benchmarks

clean:
	rm -rf .venv build dist

.venv/core: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	touch $@

.venv/dev: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	touch $@ .venv/core
