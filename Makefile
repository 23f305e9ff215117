# Everything a person or CI runs here. `make help` lists it.

SWIFT ?= swift
FLAGS ?= -c release -Xcc -march=native
# Tests reach into modules; the flag costs some inlining, so that the tool is built without it.
TEST_FLAGS ?= $(FLAGS) -Xswiftc -enable-testing
BIN = $(shell $(SWIFT) build $(FLAGS) --show-bin-path)
NETWRIGHT = $(BIN)/netwright

.PHONY: help dependencies build quickstart test check regen bless bench e2e data

help: ## this list
	@grep -E '^[a-z0-9]+:.*## ' Makefile | sed 's/:.*## /|/' | awk -F'|' '{printf "  make %-12s %s\n", $$1, $$2}'

dependencies:
	@.ci/install-dependencies

build: dependencies ## the tool, optimized for this machine
	$(SWIFT) build $(FLAGS)

quickstart: build ## install, build, train the digits
	$(NETWRIGHT) train specs/digits.yaml --out runs/digits

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

e2e: build ## the whole way: train with both engines, compile, compare, determinism
	NETWRIGHT=$(NETWRIGHT) Tests/EndToEnd/run

bench: build ## time training steps of the workloads
	for spec in specs/bench/*.yaml; do $(NETWRIGHT) bench $$spec || exit 1; done

data: dependencies ## data sets that are too large to ship
	.ci/fetch-data specs/data
