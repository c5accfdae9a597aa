"""Pictures of the main pages: `python -m tests.screenshots`."""
