# Start here: `make run` serves the board, `make test` proves it. See README.md.

PYTHON ?= python3
VENV := .venv/bin
SETUP := $(PYTHON) deploy/setup
# Three at a time on two cores: a browser waits often for its own frames.
TESTS := $(VENV)/python -m pytest -n $(or $(JOBS),3) --dist worksteal
SQLITE := env -u DATABASE_URL
POSTGRES := $(VENV)/python -m tests.postgres --

# What Python compiles is kept. Images of containers often forbid that, and then each start of the
# server and each worker of the tests compiles every module anew.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help run test test-quick test-tools lint format words bench pictures soak vendor-record need-python

help:
	@echo "make run          serve on 127.0.0.1:8000   (PORT=8080, DEMO=0)"
	@echo "make test         lint, then every test on SQLite and on PostgreSQL"
	@echo "make test-quick   the same without a browser"
	@echo "make lint         checks of style, types, templates, JavaScript, migrations"
	@echo "make format       put code, templates and JavaScript into the house style"
	@echo "make words        collect what is marked for translation and compile it"
	@echo "make bench        figures beside a bare Django project"
	@echo "make pictures     the pictures of the clerk's page in docs/, taken anew"
	@echo "make soak         the tests that take long"

need-python:
	@command -v $(PYTHON) >/dev/null || { echo "Python이 없습니다. 실행: sudo apt-get install -y python3 (Python is missing.)" >&2; exit 1; }

run: need-python
	@exec $(SETUP) run

test-tools: need-python
	@$(SETUP) dev

test: need-python
	@$(SETUP) test
	@$(MAKE) --no-print-directory lint
	@$(SQLITE) $(TESTS) -m "not soak"
	@$(POSTGRES) $(TESTS) -m "not soak"

test-quick: test-tools
	@$(MAKE) --no-print-directory lint
	@$(SQLITE) $(TESTS) -m "not soak and not browser"
	@$(POSTGRES) $(TESTS) -m "not soak and not browser"

lint: test-tools
	@$(VENV)/python deploy/setup/lint.py check

format: test-tools
	@$(VENV)/python deploy/setup/lint.py format

words: test-tools
	@$(VENV)/python deploy/setup/words.py

bench: test-tools
	@$(VENV)/python tests/bench/run.py

# The pictures of docs/clerk.md, taken anew from the pages themselves.
pictures: test-tools
	@$(SETUP) chromium
	@env -u DATABASE_URL CLERK_PICTURES=docs/pictures/clerk $(VENV)/python -m pytest -q tests/e2e/test_triage_pages.py

soak: test-tools
	@$(VENV)/python -m pytest -m soak
	@TABS=fresh $(SQLITE) $(TESTS) -p tests.late -m "browser and not soak"
	@PROPERTIES=soak $(TESTS) -m "not soak and not browser" tests/screening tests/staff tests/kiosk

# After a version in package.json was changed on purpose: write the new checksums down.
vendor-record: need-python
	@$(SETUP) record
