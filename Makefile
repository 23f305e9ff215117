# Everything a person or CI runs here. `make help` lists it.

SWIFT ?= swift
FLAGS ?= -c release -Xcc -march=native
# Tests reach into modules; the flag costs some inlining, so that the tool is built without it.
TEST_FLAGS ?= $(FLAGS) -Xswiftc -enable-testing
BIN = $(shell $(SWIFT) build $(FLAGS) --show-bin-path)
NETWRIGHT = $(BIN)/netwright
# What `make bench` measures: any of machine peers kernels products contractions interpreter
# scaling neighbour builds, or `all`.
SECTIONS ?= peers
# What `make fuzz` tries.
GRAPHS ?= 10000
FIRST ?= 1
# How long `make fuzz-front` runs for each target; no TARGETS are all of them.
FUZZ_SECONDS ?= 300
# The virtual environment of the peers, and the PyTorch in it. A wheel for the processor alone saves
# some gigabytes: make peers TORCH=torch-2.13.0+cpu-cp311-cp311-linux_x86_64.whl
PEERS ?= $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/netwright-peers
TORCH ?= torch==2.13.0

.PHONY: help dependencies build quickstart test check regen bless bench peers agree e2e data fuzz \
  fuzz-front hostile sanitize

help: ## this list
	@grep -E '^[a-z0-9]+:.*## ' Makefile | sed 's/:.*## /|/' | awk -F'|' '{printf "  make %-12s %s\n", $$1, $$2}'

dependencies:
	@.ci/install-dependencies

build: dependencies ## the tool, optimized for this machine
	$(SWIFT) build $(FLAGS)

quickstart: build ## install, build, train the digits
	$(NETWRIGHT) train specs/digits.yaml --out runs/digits --overwrite

test: dependencies ## all tests, in release
	$(SWIFT) build $(TEST_FLAGS) --build-tests
	$(SWIFT) test $(TEST_FLAGS) --skip-build

check: build ## generated files are fresh, specs are right, sources are formatted
	$(BIN)/devtool regen --check
	$(NETWRIGHT) check specs
	$(SWIFT) format lint --strict --recursive --parallel Package.swift Sources Tests

regen: build ## write all generated files anew
	$(BIN)/devtool regen
	$(NETWRIGHT) compile specs/digits.yaml -o generated/digits

bless: dependencies ## write the goldens of the tests anew; read the diff
	-BLESS=1 $(SWIFT) test $(TEST_FLAGS)

e2e: build ## the whole way: train with all engines, compile, compare, determinism
	NETWRIGHT=$(NETWRIGHT) Tests/EndToEnd/run

hostile: build ## hostile specs, names and paths, each in a process with limits; ROWS="5 31" for some
	NETWRIGHT=$(NETWRIGHT) Tests/Hostile/run $(ROWS)

fuzz-front: dependencies ## libFuzzer on what reads specs, FUZZ_SECONDS=300 for each target
	FUZZ_SECONDS=$(FUZZ_SECONDS) Tests/Fuzz/run $(TARGETS)

fuzz: dependencies ## engines against each other on GRAPHS=10000 random training graphs from FIRST=1
	$(SWIFT) build $(TEST_FLAGS) --build-tests
	NETWRIGHT_RANDOM_GRAPHS=$(GRAPHS) NETWRIGHT_RANDOM_FIRST=$(FIRST) \
	  $(SWIFT) test $(TEST_FLAGS) --skip-build --filter RandomGraphTests

sanitize: dependencies ## kernels and random programs under AddressSanitizer and ThreadSanitizer
	$(SWIFT) build $(TEST_FLAGS) --build-tests
	Tests/Sanitize/run

bench: build ## time training steps against the peers; SECTIONS="all --page" writes the report
	python3 Tests/Benchmarks/bench.py $(SECTIONS) --tool $(NETWRIGHT) --peers $(PEERS)

peers: ## install what we are compared with, outside the tree
	python3 -m venv $(PEERS)
	$(PEERS)/bin/pip install --quiet $(TORCH) -r Tests/Benchmarks/peers/requirements.txt

agree: build ## training steps agree with PyTorch's, from the same weights
	$(PEERS)/bin/python Tests/Agreement/agree.py --tool $(NETWRIGHT) $(WORKLOADS)

data: dependencies ## data sets that are too large to ship
	.ci/fetch-data specs/data
