# `make run` opens the sandbox, `make test` runs every test; both from nothing but Python 3.11 and make.
# Everything goes into .venv, from locks with hashes, and again only when a lock or pyproject.toml changed.

PORT ?= 4000
KILLS ?= 500
SEEDS ?= 2000
SEED ?=
ARGS ?=
YEARS ?= 20
# The first interpreter that is new enough; `make test PYTHON=python3.13` takes another.
PYTHON ?= $(shell for one in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$one -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$one && break; done)

version := $(shell "$(PYTHON)" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)
bin := .venv/bin
made := .venv/.made-$(version)

say = @printf '%s  %s\n' "$$(date +%H:%M:%S)" "$(1)"
fail = { printf '%s\n' "$(1)" >&2; exit 1; }

.PHONY: help install run test check format messages bench faults zones lock clean
.DELETE_ON_ERROR:

help:
	@echo "make install  set up .venv/bin/stagepost, and no more"
	@echo "make run     open the sandbox: Stagepost in a Slack of its own (PORT=4000)"
	@echo "make test    run every test (ARGS='tests/store -k won')"
	@echo "make check   format, lint, types, import contracts, house tests"
	@echo "make format  write the format and the safe corrections"
	@echo "make messages  bring the catalogues up to the sentences in the code"
	@echo "make bench   measure the hot paths"
	@echo "make zones   prove that schedules ring once a day in every time zone (YEARS=20)"
	@echo "make faults  kill, stop and cut off the deliveries (KILLS=500 SEEDS=2000 SEED=...)"
	@echo "make lock    pin the dependencies anew (UPGRADE=--upgrade)"
	@echo "make clean   remove what the others made"

install: .venv/.run

run: .venv/.run
	@$(bin)/stagepost sandbox --port $(PORT)

test: .venv/.dev
	@$(bin)/python -m tests.machine
	$(bin)/python -m pytest -n auto --maxprocesses 4 --dist loadfile $(ARGS)

check: .venv/.dev
	$(bin)/ruff format --check .
	$(bin)/ruff check .
	$(bin)/mypy
	$(bin)/lint-imports
	$(bin)/python -m pytest -q tests/test_house.py

format: .venv/.dev
	$(bin)/ruff check --fix .
	$(bin)/ruff format .

# The template is made and thrown away; tests/handlers/test_catalogues.py extracts in the same way.
messages: .venv/.dev
	@set -e; template=$$(mktemp); trap 'rm -f "$$template"' EXIT; \
	$(bin)/pybabel --quiet extract --no-default-keywords --keyword t --keyword n:1,2 --keyword _ \
		--no-location --sort-output --output "$$template" handlers jobs store; \
	for catalogue in handlers/locales/*/messages.po; do \
		$(bin)/pybabel update --input-file "$$template" --output-file "$$catalogue" --width 120 \
			--locale "$$(basename "$$(dirname "$$catalogue")")" \
			--no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date; \
	done

bench: .venv/.dev
	$(bin)/python -m tests.bench $(ARGS)

zones: .venv/.dev
	$(bin)/python -m tests.zones --years $(YEARS) $(ARGS)
faults: .venv/.dev
	@$(bin)/python -m tests.faults --kills $(KILLS) --seeds $(SEEDS) $(if $(SEED),--seed $(SEED))

# uv resolves for every platform and Python at once; it lives in a folder of its own and goes again.
lock: $(made)
	@set -e; tools=$$(mktemp -d); trap 'rm -rf "$$tools"' EXIT; \
	$(bin)/python -m venv "$$tools" && "$$tools/bin/pip" install --quiet uv==0.13.8; \
	for set in "requirements.lock" "requirements-dev.lock --group dev"; do \
		"$$tools/bin/uv" pip compile pyproject.toml --group build --universal --python-version 3.11 --generate-hashes \
			--no-header --no-annotate --quiet $(UPGRADE) --output-file $$set >/dev/null; \
	done

clean:
	rm -rf .venv .bench .hypothesis .pytest_cache .mypy_cache .ruff_cache .import_linter_cache build *.egg-info
	find bot handlers store jobs tests -name __pycache__ -prune -exec rm -rf {} +

# --- set-up ---------------------------------------------------------------------------------------------------

# Wheels only and no build isolation: nothing is fetched that the lock does not name.
define install
	$(call say,installing $$(grep -c == $(1)) packages from $(1))
	@$(bin)/python -m pip install --disable-pip-version-check --only-binary :all: --require-hashes -r $(1)
	$(call say,installing Stagepost itself)
	@$(bin)/python -m pip install --disable-pip-version-check --quiet --no-build-isolation --no-deps --no-index -e .
	$(call say,installed)
	@touch $@
endef

.venv/.run: requirements.lock pyproject.toml $(made)
	$(call install,requirements.lock)

.venv/.dev: requirements-dev.lock pyproject.toml $(made)
	$(call install,requirements-dev.lock)
	@touch .venv/.run # the tests' lock holds everything that `run` needs

$(made):
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		$(call fail,Stagepost needs Python 3.11 or newer; found $(or $(version),none). Install one or name one: make PYTHON=/path/to/python3.11)
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || \
		$(call fail,$(PYTHON) lacks the venv module. On Debian and Ubuntu: apt-get install python3-venv)
	$(call say,making .venv with Python $(version))
	@"$(PYTHON)" -m venv --clear .venv
	@touch $@
