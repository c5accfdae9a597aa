"""The addresses below /api/hsds/: what HSDS 3.1 asks of an API."""
