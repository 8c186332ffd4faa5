# make run  - set up, read the bundled sample documents, serve the chat on http://$(HOST):$(PORT)
# make test - set up and run every check and test
# make bench PDFS="A.pdf B.pdf" - measure reading beside pdfplumber, and
#            QUESTIONS=Q.jsonl DOCUMENTS="A.pdf B.md" - answering, the start of the page, and 50 users at
#            once, passages with their vectors; the results are kept in eval/benchmarks/results
#            SIZES="10 100 1000 10000" - libraries of so many publications (the largest takes half an hour)
# make report KNOWN=Q.jsonl KNOWN_DOCUMENTS=FOLDER IM_TQA=FOLDER - measure answers, beside plain
#            retrieval on the same questions; the results are kept in eval/results and docs/results.md
# After the set-up (once, and again when pyproject.toml or constraints.txt change) no network is used.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 7860
PDFS ?= $(wildcard ../shared/corpus/*.pdf)
QUESTIONS ?= eval/questions/samples.jsonl
DOCUMENTS ?= $(wildcard corpus/samples/*)

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip install --disable-pip-version-check --constraint constraints.txt
TORCH := $(shell sed -n 's/^torch==//p' constraints.txt)

.PHONY: setup run test lint browser office clean

setup: $(VENV)/.set-up

# The plain Linux wheel of torch brings gigabytes of GPU libraries, so the CPU build is installed
# first: from the configured index where that has it, else from PyTorch's own.
$(VENV)/.set-up: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "需要 Python 3.11 或更高版本 · Python 3.11 or newer is needed: make PYTHON=python3.11" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
ifeq ($(shell uname -s),Linux)
	$(PIP) --no-deps torch==$(TORCH)+cpu || \
	  $(PIP) --no-deps --index-url https://download.pytorch.org/whl/cpu torch==$(TORCH)+cpu
endif
	$(PIP) --editable .
	touch $@

$(VENV)/.set-up-test: $(VENV)/.set-up
	$(PIP) --editable '.[test]'
	touch $@

run: setup
	$(BIN)/budget-qa add corpus/samples
	$(BIN)/budget-qa serve --host $(HOST) --port $(PORT)

test: lint browser office
	$(BIN)/pytest

lint: $(VENV)/.set-up-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

SIZES ?= 10 100 1000

.PHONY: bench
bench: $(VENV)/.set-up-test
	$(BIN)/python -m eval.benchmarks.reading $(PDFS) --out eval/benchmarks/results/reading.json
	$(BIN)/python -m eval.benchmarks.answering $(QUESTIONS) $(DOCUMENTS) --out eval/benchmarks/results/answering.json
	$(BIN)/python -m eval.benchmarks.embedding $(QUESTIONS) $(DOCUMENTS) --out eval/benchmarks/results/embedding.json
	$(BIN)/python -m eval.benchmarks.serving --out eval/benchmarks/results/serving.json
	$(BIN)/python -m eval.benchmarks.start_up --out eval/benchmarks/results/start_up.json
	$(BIN)/python -m eval.benchmarks.passages --out eval/benchmarks/results/passages.json --chart docs/images/passages.svg
	$(BIN)/python -m eval.benchmarks.growth --sizes $(SIZES) --out eval/benchmarks/results/growth.json --chart docs/images/growth.svg

# The report over everything: the question sets, the baselines beside the product, IM-TQA.
KNOWN ?= ../shared/qa/dev.jsonl
KNOWN_DOCUMENTS ?= ../shared/corpus
IM_TQA ?= ../shared/benchmarks/im-tqa

.PHONY: report
report: $(VENV)/.set-up-test
	$(BIN)/python -m eval.overall \
	  $(if $(wildcard $(KNOWN)),--known $(KNOWN) --documents $(KNOWN_DOCUMENTS)) \
	  $(if $(wildcard $(IM_TQA)),--im-tqa $(IM_TQA))

# The page is tested in a real browser that can show Chinese; training trees needs OpenMP.
browser:
	@test -x /usr/bin/chromium && exit 0; \
	command -v apt-get >/dev/null || { echo "the browser tests need Chromium at /usr/bin/chromium and a Chinese font; install them and run make test again" >&2; exit 1; }; \
	as_root=; [ "$$(id -u)" = 0 ] || as_root=sudo; \
	$$as_root apt-get update && $$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y chromium fonts-noto-cjk libgomp1

# .doc, .rtf and .odt files are read through LibreOffice; its writer without windows is enough.
office:
	@command -v soffice >/dev/null && exit 0; \
	command -v apt-get >/dev/null || { echo "the tests of .doc files need LibreOffice (soffice) on the PATH; install it and run make test again" >&2; exit 1; }; \
	as_root=; [ "$$(id -u)" = 0 ] || as_root=sudo; \
	$$as_root apt-get update && $$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends libreoffice-writer-nogui

clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
