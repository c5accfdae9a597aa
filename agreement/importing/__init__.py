"""Existing agreements from JSON and Word files: read, matched, previewed, written."""
