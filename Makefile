# Every target is one act of portal/bootstrap.py, which needs nothing but Python 3.11.
PYTHON ?= python3
PORT ?= 8000
ARGS ?=
STAGE ?=
SEARCH ?=
export PORT ARGS STAGE SEARCH

.PHONY: help setup demo reset test bench screenshots messages lock
help setup demo reset test bench screenshots messages lock:
	@$(PYTHON) -m portal.bootstrap $@
