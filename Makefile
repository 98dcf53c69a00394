# make run    build everything and serve on http://127.0.0.1:8080 (ADDRESS=…, DATA=…)
# make test   formats, lints, unit tests, integration tests, browser tests
# make page   build only the page
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

ADDRESS ?= 127.0.0.1:8080
DATA ?= data
CARGO ?= cargo

# Property tests walk the same way every time; another seed (PROPTEST_RNG_SEED=7 make test) walks another.
export PROPTEST_RNG_SEED ?= 20200927

PAGE_SOURCES := $(shell find web/src web/public web/index.html -type f 2>/dev/null)

.PHONY: help run page build test lint test-rust test-page test-browser chromium node rust clean

help:
	@sed -n 's/^# //p' Makefile

## What the machine must have

node:
	@command -v node >/dev/null && command -v npm >/dev/null \
	  || { echo "The page needs Node.js 20.19 or later with npm: install them, then try again." >&2; exit 1; }
	@node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' \
	  || { echo "The page needs Node.js 20.19 or later; this one is $$(node --version)." >&2; exit 1; }

rust:
	@command -v $(CARGO) >/dev/null \
	  || { echo "The server needs a current stable Rust (1.95 or later): install it, then try again." >&2; exit 1; }
	@rustc --version | awk '{ split($$2, v, "."); exit !(v[1] > 1 || v[2] >= 95) }' \
	  || { echo "The server needs Rust 1.95 or later; this one is $$(rustc --version)." >&2; exit 1; }

chromium:
	@tests/browser/chromium.sh >/dev/null

## Build

web/node_modules/.installed: web/package.json web/package-lock.json | node
	cd web && npm ci --no-audit --no-fund
	@touch $@

web/dist/index.html: web/node_modules/.installed $(PAGE_SOURCES) web/vite.config.ts web/tsconfig.json
	cd web && npm run build
	@touch $@

page: web/dist/index.html

build: page rust
	$(CARGO) build --release --locked

run: build
	@exec ./target/release/contactline serve --listen $(ADDRESS) --data $(DATA)

## Test

test: lint test-rust test-page test-browser
	@echo "All tests passed."

lint: rust web/node_modules/.installed
	$(CARGO) fmt --check
	$(CARGO) clippy --locked --all-targets -- -D warnings
	cd web && npm run lint

test-rust: rust page
	$(CARGO) test --locked

test-page: web/node_modules/.installed
	cd web && npm test

# The program as the tests of Rust made it: a build without them would choose other features and compile anew.
test-browser: page rust chromium
	$(CARGO) test --locked --no-run
	cd web && CHROMIUM="$$(../tests/browser/chromium.sh)" CONTACTLINE_BIN=../target/debug/contactline npm run browser

clean:
	rm -rf web/dist web/node_modules target
