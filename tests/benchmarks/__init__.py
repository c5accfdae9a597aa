"""How fast the portal is: `python -m tests.benchmarks` prints a table. Nothing here asserts."""
