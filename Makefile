# Two commands are enough: `make run` and `make test`. Both fetch and build whatever is missing first.
# The work is done by short scripts in .make/, one idea each; this file only names them.

.DEFAULT_GOAL := help
.PHONY: help run dev build test visual-update check audit bench bench-match stress-booking clean setup

help: ## Show this list
	@awk -F':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: build ## Set up, build and serve on http://127.0.0.1:3000
	@.make/setup.sh 'model?'
	@exec target/release/office-hours serve

dev: setup ## Serve and rebuild on every change
	@.make/setup.sh 'model?'
	@rm -f target/release/.office-hours-build # it fills target/site with files of its own
	@.make/with-tools.sh cargo leptos watch --split

build: setup ## Release build: target/release/office-hours and target/site
	@.make/build.sh

test: ## Set up, build, check, and run every test (unit, SQLite, PostgreSQL, browser)
	@.make/test.sh

visual-update: build ## Take the pictures anew that pages are compared with, after a change that is meant
	@.make/setup.sh model browser
	@.make/visual.sh --update-snapshots

check: setup ## Format, lints, dependency arrows, unused dependencies, licences
	@.make/setup.sh lints machete
	@.make/check.sh

audit: build ## Lighthouse, and how soon pages are alive and answer on a slow phone
	@.make/setup.sh model browser
	@.make/npm-ci.sh end2end && .make/npm-ci.sh end2end/audit
	@.make/end2end.sh --config audit.config.ts

bench: build ## Measure against the budgets of the design
	@.make/setup.sh model browser
	@.make/bench.sh

bench-match: build ## Measure matching at 1,000 and 10,000 mentors (MENTORS="100000" for more)
	@.make/setup.sh model load
	@python3 .make/bench_match.py $(if $(MENTORS),--mentors $(MENTORS))

stress-booking: build ## Book, cancel and move from 64 clients, kill the servers, and look for double bookings
	@.make/setup.sh load postgres
	@.make/with-postgres.sh python3 .make/stress_booking.py

clean: ## Remove what was built (tools and model stay in the cache)
	rm -rf target

setup:
	@.make/setup.sh rust cc wasm-target cargo-tools node-tools
