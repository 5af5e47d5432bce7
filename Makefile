# The tasks of development.  `make` lints and tests.

python := $(if $(VIRTUAL_ENV),python,.venv/bin/python)
compile := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url --no-emit-find-links

.PHONY: all test format lock licences release

all: format test

test:
	sh scripts/test

format:
	$(python) -m ruff format .
	$(python) -m ruff check --fix .

# Needs uv.  The locks hold for Python 3.11 to 3.13, on any system.
lock:
	$(compile) requirements.in -o requirements.txt
	$(compile) requirements-dev.in -o requirements-dev.txt

licences:
	$(python) scripts/licences.py

# Needs uv, and a registry that knows of advisories: what is known against the packages, and what they are (CycloneDX).
release: licences
	uvx pip-audit --require-hashes -r requirements.txt
	uvx --from cyclonedx-bom cyclonedx-py requirements requirements.txt --output-file sbom.json
